/** The devices in memory: loaded from the store when first heard of, bounded, one writer. */
import { AddressBook, isNewcomer, NO_IP, MappingTable, newPulse, sameVerdict, verdictOf, type Entry, type EligibilityRule, type SavedNode } from '../mapping/index.ts';
import { createDeviceFeatures, encodeFeatures, type DeviceState, type Words } from '../features/index.ts';
import { EdgeError, type Identity, type DeviceKey, type Scope } from '../model/index.ts';
import { rolesIn } from '../routers/index.ts';
import { Device, type ScopeSlot, type TenantSlot } from './device.ts';
import { SharedVerdicts } from './shared-verdicts.ts';
import type { DeviceRow, DeviceWrite, Store } from '../store/index.ts';

export interface DeviceTableOptions {
  readonly store: Store;
  /** Company of a MAC's prefix. */
  readonly vendorOf: (mac: DeviceKey) => string | undefined;
  /** Values in clear: shared by all scopes. */
  readonly words: Words;
  /** A new epoch: sixteen random hex digits. */
  readonly newEpoch: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly maxDevices: number;
  /** Devices kept in memory beyond those that are published. */
  readonly memoryDevices: number;
  /** Evidence kept in memory; the rest is read back when a device speaks again. */
  readonly memoryEvidence: number;
  readonly rule: EligibilityRule;
  readonly horizonMs: number;
  readonly maxEntries: number;
}

export class DeviceTable {
  readonly tenants = new Map<string, TenantSlot>();
  /** Devices whose row or evidence is newer than the store's. */
  readonly unsaved = new Set<Device>();
  /** Devices that were named for the first time since the last commit, and when. */
  readonly named = new Map<Device, number>();
  /** Rows to be deleted with the next commit. */
  readonly evicted = new Set<number>();
  readonly #options: DeviceTableOptions;
  readonly #scopes = new Map<string, ScopeSlot>();
  readonly #warm = new Set<Device>();
  /** Ids of those who were given an address. */
  readonly #given = new Set<number>();
  readonly #verdicts = new SharedVerdicts();
  #stored: number;
  #nextId: number;
  #inMemory = 0;
  #sweep: Iterator<Device> | null = null;

  constructor(options: DeviceTableOptions) {
    this.#options = options;
    this.#stored = options.store.devices.count();
    this.#nextId = options.store.devices.lastId() + 1;
    for (const { name } of options.store.tenants.list()) this.#restore(this.tenant(name));
    this.#adopt();
  }

  /** Devices known, in memory or not. */
  get count(): number { return this.#stored; }

  tenant(name: string): TenantSlot {
    const known = this.tenants.get(name);
    if (known) return known;
    const { store, newEpoch, horizonMs, maxEntries } = this.#options;
    const row = store.tenants.open(name, newEpoch());
    const table = new MappingTable({ epoch: row.epoch, revision: row.revision, floor: row.floor, horizonMs, maxEntries });
    const slot: TenantSlot = { name, table, scopes: new Map() };
    this.tenants.set(name, slot);
    return slot;
  }

  scope(scope: Scope): ScopeSlot {
    const name = JSON.stringify([scope.tenant, scope.site, scope.segment]);
    return this.#scopes.get(name) ?? this.#addScope(this.#options.store.scopes.idOf(scope), scope, name);
  }

  /** The device of a MAC: from memory, from the store, or new. */
  device(slot: ScopeSlot, mac: DeviceKey, time: number): Device {
    const known = slot.byMac.get(mac);
    if (known) return known;
    const row = this.#options.store.devices.find(slot.id, mac);
    if (row) return this.#load(slot, row);
    this.#stored += 1;
    const device = new Device(this.#nextId++, slot, mac, time, this.#options.now());
    this.#keep(device);
    this.unsaved.add(device);
    device.warm = true;
    this.#warm.add(device);
    return device;
  }

  byId(id: number): Device | undefined {
    const row = this.#options.store.devices.byId(id);
    if (!row) return undefined;
    const slot = this.scope(this.#options.store.scopes.scopeOf(row.scope));
    return slot.byMac.get(row.mac) ?? this.#load(slot, row);
  }

  /** A device by its number, as it is now, and what is known of it. */
  described(id: number): { readonly device: Device; readonly row: DeviceRow; readonly state: DeviceState } | undefined {
    const device = this.byId(id);
    if (!device) return undefined;
    const { row } = this.row(device);
    const state = device.slot.fold.get(device.mac);
    return state && { device, row, state };
  }

  /** A device by its key with what is known of it, perhaps not stored yet. */
  known(scope: number, mac: DeviceKey): { readonly device: Device; readonly state: DeviceState } | undefined {
    const slot = [...this.tenants.values()].map(({ scopes }) => scopes.get(scope)).find((one) => one !== undefined), row = slot && this.#options.store.devices.find(scope, mac);
    const device = slot?.byMac.get(mac) ?? (row && this.byId(row.id));
    if (device) this.warm(device);
    const state = device?.slot.fold.get(mac);
    return device && state && { device, state };
  }

  /** Puts a device's evidence into its fold, from the store when it is not there. */
  warm(device: Device): void {
    if (device.warm) return;
    const saved = device.behind ?? this.#options.store.devices.evidence(device.id);
    if (saved && device.slot.fold.restore(device.mac, saved)) device.roles |= rolesIn(device.slot.fold.get(device.mac));
    device.warm = true;
    this.#warm.add(device);
  }

  /** Devices whose evidence changed since the last call, with it. */
  *takeDirty(): Generator<readonly [Device, DeviceState]> {
    for (const slot of this.#scopes.values()) {
      for (const state of slot.fold.drainDirty()) {
        const device = slot.byMac.get(state.mac);
        if (!device || slot.fold.get(state.mac) !== state) continue; // evicted since
        this.unsaved.add(device);
        yield [device, state];
      }
    }
  }

  /** Records a verdict; true when it is another than before. */
  judge(device: Device, identity: Identity, hostname: string | undefined, now: number): boolean {
    const verdict = verdictOf(identity), another = device.verdict === null || !sameVerdict(device.verdict, verdict);
    if (another) {
      device.identifiedAt = now;
      device.verdict = this.#verdicts.shared(verdict);
    }
    device.confidence = identity.confidence_score;
    if (device.confidence >= this.#options.rule.minConfidence && device.named !== true) {
      device.named = true;
      this.named.set(device, now);
    }
    device.hostname = hostname ?? null;
    this.unsaved.add(device);
    if (device.ip !== NO_IP) device.slot.touched.add(device.ip);
    return another;
  }

  /** Was it ever named? Once is enough (R115). */
  wasNamed(device: Device): boolean { return (device.named ??= device.stored && this.#options.store.onboarding.namedAt(device.id) !== undefined); }

  entry(device: Device): Entry | null {
    if (!device.verdict || device.ip === NO_IP) return null;
    const { slot, ip, mac, hostname, verdict, confidence, ipProof: source, identifiedAt } = device;
    return { place: slot.place, ip, mac, hostname, verdict, confidence, source, identifiedAt };
  }

  row(device: Device): DeviceWrite {
    const { id, slot, mac, firstSeen, metAt, lastActivity, ip, ipTime, ipProof, hostname, confidence, identifiedAt, verdict } = device;
    const row = { id, scope: slot.id, mac, firstSeen, metAt, lastActivity, ip, ipTime, ipProof, hostname, confidence, identifiedAt, verdict };
    if (!device.warm && device.behind) return { row, evidence: device.behind };
    this.warm(device);
    const state = slot.fold.get(mac);
    return { row, evidence: state ? encodeFeatures(state) : new Uint8Array() };
  }

  /** After a commit: memory may be given back, but for the evidence and the devices that are still needed. */
  saved(needsEvidence: (device: Device) => boolean, needed: (device: Device) => boolean): void {
    this.unsaved.clear();
    this.named.clear();
    this.evicted.clear();
    for (const device of this.#warm) {
      if (this.#warm.size <= this.#options.memoryEvidence) break;
      if (!needsEvidence(device)) this.#chill(device);
    }
    this.#cool(needed);
  }

  /** People gave it an address, or took it back: such a device stays. */
  give(device: Device, given: boolean): void {
    device.given = given;
    if (given) this.#given.add(device.id);
    else this.#given.delete(device.id);
  }

  /** Known to stay without a look at its row. */
  stays(id: number): boolean { return this.#given.has(id); }

  /** Drops a device, unless it is needed; true when it went. */
  evict(id: number, needed: (device: Device) => boolean): boolean {
    const device = this.byId(id);
    if (!device || device.behind || this.unsaved.has(device) || needed(device)) return false;
    this.#drop(device);
    this.evicted.add(id);
    this.#stored -= 1;
    return true;
  }

  #drop(device: Device): void {
    device.gone = true;
    if (device.ip !== NO_IP) device.slot.touched.add(device.ip);
    device.slot.addresses.release(device);
    device.slot.byMac.delete(device.mac);
    this.#chill(device);
    this.#inMemory -= 1;
  }

  #chill(device: Device): void {
    device.slot.fold.remove(device.mac);
    device.warm = false;
    this.#warm.delete(device);
  }

  /** Forgets cold devices from memory, a few at a time round the table; the store keeps them. */
  #cool(needed: (device: Device) => boolean): void {
    let excess = this.#inMemory - this.#options.memoryDevices;
    for (let looked = 0; excess > 0 && looked < 10_000; looked++) {
      this.#sweep ??= this.inMemory();
      const { value: device, done } = this.#sweep.next();
      if (done) { this.#sweep = null; break; }
      if (device.scheduled || device.given || device.slot.refused.has(device.ip) || needed(device)) continue;
      device.slot.byMac.delete(device.mac);
      device.slot.addresses.forget(device);
      this.#chill(device);
      this.#inMemory -= 1;
      excess -= 1;
    }
  }

  *inMemory(): Generator<Device, undefined> {
    for (const slot of this.#scopes.values()) yield* slot.byMac.values();
    return undefined;
  }

  #keep(device: Device): void {
    device.slot.byMac.set(device.mac, device);
    this.#inMemory += 1;
  }

  #load(slot: ScopeSlot, row: DeviceRow): Device {
    const device = new Device(row.id, slot, row.mac, this.#past(row.firstSeen), this.#past(row.metAt));
    device.stored = true;
    // It came back before its eviction was committed: then it stays.
    if (this.evicted.delete(row.id)) this.#stored += 1;
    device.lastActivity = this.#past(row.lastActivity);
    device.hostname = row.hostname;
    device.confidence = row.confidence;
    device.identifiedAt = row.identifiedAt;
    device.verdict = row.verdict && this.#verdicts.shared(row.verdict);
    if (row.ip !== NO_IP && slot.addresses.holderOf(row.ip) === undefined) {
      device.ip = row.ip;
      device.ipTime = this.#past(row.ipTime);
      device.ipProof = row.ipProof;
      slot.addresses.restore(device);
      // What is not published may be by now: room in the table, another rule.
      slot.touched.add(row.ip);
    } else if (row.ip !== NO_IP) this.unsaved.add(device);
    this.#keep(device);
    return device;
  }

  /** A stored time, written perhaps before the clock was set back. */
  #past(time: number): number { return Math.min(time, this.#options.now()); }

  /** The tenant's published table as it was committed, and its devices as far as it says. */
  #restore(tenant: TenantSlot): void {
    const { store } = this.#options;
    for (const { id, scope } of store.scopes.list()) {
      if (scope.tenant === tenant.name) this.#addScope(id, scope, JSON.stringify([scope.tenant, scope.site, scope.segment]), tenant);
    }
    const slotOf = (id: number): ScopeSlot => {
      const slot = tenant.scopes.get(id);
      if (!slot) throw new EdgeError('corrupt_store', 'a mapping names a scope that does not exist', { fields: { scope: id } });
      return slot;
    };
    const nodes = function* (table: DeviceTable): Generator<SavedNode> {
      for (const { scope, ip, revision, at, entry: row } of store.mappings.all(tenant.name)) {
        const slot = slotOf(scope), { place } = slot;
        const entry = row && { place, ip, mac: row.mac, hostname: row.hostname, verdict: table.#verdicts.shared(row.verdict), confidence: row.confidence, source: row.source, identifiedAt: row.identifiedAt };
        yield { place, ip, revision, at, entry };
        if (entry) table.#restoreDevice(slot, entry, at);
      }
    };
    tenant.table.restore(nodes(this));
  }

  #restoreDevice(slot: ScopeSlot, entry: Entry, at: number): void {
    if (slot.byMac.has(entry.mac)) return;
    const device = new Device(0, slot, entry.mac, at, this.#past(at));
    device.lastActivity = this.#past(at);
    device.ip = entry.ip;
    device.ipTime = this.#past(at);
    device.ipProof = entry.source;
    // As a newcomer it hides what we think it is.
    const newcomer = isNewcomer(entry.verdict), row = newcomer ? this.#options.store.devices.find(slot.id, entry.mac) : undefined;
    if (newcomer) slot.touched.add(entry.ip);
    device.hostname = entry.hostname;
    device.confidence = row?.confidence ?? entry.confidence;
    device.identifiedAt = row?.identifiedAt ?? entry.identifiedAt;
    device.verdict = row?.verdict ? this.#verdicts.shared(row.verdict) : newcomer ? null : entry.verdict;
    this.#keep(device);
  }

  /** The rest of what the published devices are, from their rows; a mapping that was committed before its device was makes a new one. */
  #adopt(): void {
    if (this.#inMemory === 0) return;
    const slots = new Map([...this.#scopes.values()].map((slot) => [slot.id, slot]));
    for (const { id, scope, mac, firstSeen, metAt, lastActivity, ipTime } of this.#options.store.devices.heads()) {
      const device = slots.get(scope)?.byMac.get(mac);
      if (!device) continue;
      device.id = id;
      device.firstSeen = this.#past(firstSeen);
      device.metAt = this.#past(metAt);
      device.lastActivity = this.#past(lastActivity);
      device.ipTime = this.#past(ipTime);
      device.stored = true;
    }
    for (const device of this.inMemory()) {
      device.slot.addresses.restore(device);
      if (device.stored) continue;
      device.id = this.#nextId++;
      this.#stored += 1;
      this.unsaved.add(device);
    }
  }

  #addScope(id: number, scope: Scope, name: string, tenant = this.tenant(scope.tenant)): ScopeSlot {
    const known = this.#scopes.get(name);
    if (known) return known;
    const slot: ScopeSlot = {
      id, scope, tenant, place: { site: scope.site, segment: scope.segment }, byMac: new Map(), addresses: new AddressBook(), touched: new Set(), refused: new Set(), pulse: newPulse(),
      // The table bounds what is in the fold; the fold's own cap is only a net under it.
      fold: createDeviceFeatures({ vendorOf: this.#options.vendorOf, words: this.#options.words, capacity: 4 * this.#options.maxDevices }),
    };
    this.#scopes.set(name, slot);
    tenant.scopes.set(id, slot);
    return slot;
  }
}
