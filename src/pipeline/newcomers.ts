/**
 * Devices that nobody can name yet, as firewalls hear of them where a tenant controls newcomers: category Onboarding Device until they are named or
 * their period ends (R114-R121). No scan in a tick: ends come by a wheel, and what a changed setting concerns is looked at in turns.
 */
import type { Device, TenantSlot } from './device.ts';
import type { DeviceTable } from './device-table.ts';
import { ExpiryWheel, NEWCOMER, NO_IP, type Entry } from '../mapping/index.ts';
import { endsAt, NOT_CONTROLLED, stageOf, type OnboardingPolicy } from '../onboarding/index.ts';
import { EndingSoon } from './ending-soon.ts';
import { FirstDayFigures } from './first-day-figures.ts';
import { gateOf, GATE, type Store } from '../store/index.ts';
import type { Metrics } from '../telemetry/index.ts';

/** Devices looked at in one tick after a change: in memory, and in the store. */
const IN_MEMORY = 10_000, STORED = 2000;
/** In table meta. */
const FOLLOWED = 'onboarding';

export interface NewcomersOptions {
  readonly devices: DeviceTable;
  readonly store: Store;
  /** Confidence from which on a device is published by its name. */
  readonly gate: number;
  readonly activeMs: number;
  readonly now: number;
  readonly metrics: Metrics;
}

/** Where the look at a tenant's devices is: first those in memory, then those that only the store has. */
interface Look { readonly tenant: TenantSlot; inMemory: Iterator<Device> | null; after: number }

export class Newcomers {
  readonly #options: NewcomersOptions;
  readonly #policies = new Map<string, OnboardingPolicy>();
  readonly #looks: Look[] = [];
  readonly #endingSoon: EndingSoon;
  readonly #firstDay: FirstDayFigures;
  /** Published newcomers whose period has an end. */
  readonly #scheduled = new Set<Device>();
  #wheel: ExpiryWheel<Device>;
  #generation: number | undefined;
  /** The settings that what is stored follows. */
  #stamped: string | undefined;
  #stampedAt: number | undefined;

  constructor(options: NewcomersOptions) {
    this.#options = options;
    this.#wheel = new ExpiryWheel(options.now);
    this.#endingSoon = new EndingSoon(options.store, options.gate);
    this.#firstDay = new FirstDayFigures(options.store, options.metrics);
    if (options.gate !== gateOf(options.store)) options.store.meta.set(GATE, String(options.gate));
    this.#stamped = options.store.meta.get(FOLLOWED);
    this.#hear();
    // What is published is looked at in the first tick, the rest when it speaks; but for what was set while no node ran.
    if (this.#stamped === textOf(this.#policies)) this.#looks.length = 0;
  }

  /** Settings that changed are looked through. */
  get looking(): boolean { return this.#looks.length > 0; }

  /** Once a tick, before mappings are planned. When nothing changed it is one look at a counter. */
  step(now: number): void {
    this.#hear();
    this.#lookOn(now);
    for (const device of this.#wheel.due(now)) {
      this.#scheduled.delete(device);
      if (!device.gone && device.ip !== NO_IP) device.slot.touched.add(device.ip);
    }
  }

  /** Is it to be held as a newcomer? */
  has(device: Device, now: number): boolean {
    const policy = this.#policies.get(device.slot.tenant.name);
    if (policy?.enabled !== true || device.confidence >= this.#options.gate) return false;
    return stageOf({ metAt: device.metAt, confidence: device.confidence, named: this.#options.devices.wasNamed(device) }, policy, this.#options.gate, now) === 'onboarding';
  }

  /** What firewalls hear of it while it is one: nothing that may be wrong. Its end is on the wheel from then on. */
  entry(device: Device, now: number): Entry | null {
    if (device.ip === NO_IP || !this.has(device, now)) return null;
    this.#schedule(device);
    const { slot: { place }, ip, mac, hostname, confidence, ipProof: source, metAt: identifiedAt } = device;
    return { place, ip, mac, hostname, verdict: NEWCOMER, confidence, source, identifiedAt };
  }

  /** After a commit that has everything: settings that were looked through need not be after a restart. */
  stamp(): void {
    if (this.looking || this.#stampedAt === this.#generation) return;
    const text = textOf(this.#policies);
    if (text !== this.#stamped) this.#options.store.meta.set(FOLLOWED, text);
    this.#stamped = text;
    this.#stampedAt = this.#generation;
  }

  /** After a commit: raises what somebody should know of the day, and counts how the newcomers fare. */
  remind(now: number): void {
    this.#endingSoon.step(this.#policies, now);
    this.#firstDay.step(now);
  }

  /** The wheel had turned to a time that is yet to come. */
  clockSetBack(now: number): void {
    const devices = [...this.#scheduled];
    this.#wheel = new ExpiryWheel(now);
    this.#scheduled.clear();
    for (const device of devices) this.#schedule(device);
  }

  #schedule(device: Device): void {
    const end = endsAt(device.metAt, this.#policies.get(device.slot.tenant.name) ?? NOT_CONTROLLED);
    if (end === null || this.#scheduled.has(device)) return;
    this.#scheduled.add(device);
    this.#wheel.schedule(device, end);
  }

  /** What people or a tool beside us set. */
  #hear(): void {
    const { onboarding } = this.#options.store, generation = onboarding.generation();
    if (generation === this.#generation) return;
    this.#generation = generation;
    for (const { tenant, enabled, periodMs } of onboarding.list()) {
      const before = this.#policies.get(tenant) ?? NOT_CONTROLLED;
      this.#policies.set(tenant, { enabled, periodMs });
      if (before.enabled === enabled && before.periodMs === periodMs) continue;
      const at = this.#looks.findIndex((look) => look.tenant.name === tenant), slot = this.#options.devices.tenants.get(tenant);
      if (at >= 0) this.#looks.splice(at, 1);
      if (slot !== undefined) this.#looks.push({ tenant: slot, inMemory: null, after: 0 });
    }
  }

  #lookOn(now: number): void {
    const [look] = this.#looks;
    if (look === undefined) return;
    look.inMemory ??= devicesOf(look.tenant);
    for (let i = 0; i < IN_MEMORY; i++) {
      const { value, done } = look.inMemory.next();
      if (done !== true) { this.#touch(value); continue; }
      if (!this.#lookInStore(look, now)) this.#looks.shift();
      return;
    }
  }

  /** An end that moved is put on the wheel anew: earlier it would come too late. */
  #touch(device: Device): void {
    if (device.confidence >= this.#options.gate || device.ip === NO_IP) return;
    this.#scheduled.delete(device);
    device.slot.touched.add(device.ip);
  }

  /** Those who were active lately and left memory since. False when that was the last page. */
  #lookInStore(look: Look, now: number): boolean {
    const { store, devices, gate, activeMs } = this.#options;
    if (this.#policies.get(look.tenant.name)?.enabled !== true) return false; // who is published is in memory
    const ids = store.devices.idsAfter(look.after, STORED);
    for (const id of ids) {
      const row = store.devices.byId(id), slot = row && look.tenant.scopes.get(row.scope);
      if (row === undefined || slot === undefined || row.confidence >= gate || row.ip === NO_IP || now - row.lastActivity > activeMs || slot.byMac.has(row.mac)) continue;
      devices.byId(id); // looks at its address with the others of this tick
    }
    look.after = ids.at(-1) ?? look.after;
    return ids.length === STORED;
  }
}

function textOf(policies: ReadonlyMap<string, OnboardingPolicy>): string { return JSON.stringify([...policies].sort(([a], [b]) => (a < b ? -1 : 1))); }

function* devicesOf({ scopes }: TenantSlot): Generator<Device, undefined> {
  for (const { byMac } of scopes.values()) yield* byMac.values();
  return undefined;
}

