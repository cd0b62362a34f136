/** Devices of a tenant as commands list them, read from the store page by page beside a running node: memory does not grow with the network. */
import { decodeFeatures, type DecodedFeatures } from '../features/index.ts';
import { asked, fits, Names, Subnets, type AlertCounts, type Asked, type Listed } from '../inventory/index.ts';
import { isMac, keyText, PARAMETERS, parameterIndex, type DeviceKey, type ParameterName, type Scope } from '../model/index.ts';
import { endsAt, NOT_CONTROLLED, stageOf, type OnboardingPolicy, type Stage } from '../onboarding/index.ts';
import { NO_EDIT, peopleReport, readEdit, type PeopleReport } from '../people/index.ts';
import { gateOf, type DeviceRef, type DeviceRow, type Store } from '../store/index.ts';
import type { Invocation } from './command.ts';

const PAGE = 1000;
const NO_ALERTS: AlertCounts = { critical: 0, warning: 0, caution: 0, info: 0 };
const ALERT_FIELDS = { critical: 'critical', high: 'warning', medium: 'caution', low: 'info', info: 'info' } as const;

export class Inventory {
  readonly store: Store;
  readonly tenant: string;
  readonly now: number;
  readonly policy: OnboardingPolicy;
  /** Confidence from which on firewalls hear of a device by its name. */
  readonly gate: number;
  /** Company of a MAC's prefix; nobody's without it. */
  readonly companyOf: (mac: DeviceKey) => string | undefined;
  readonly anySaid: boolean;
  readonly #scopes: ReadonlyMap<number, Scope>;
  #names: Names | undefined;
  #subnets: Subnets | undefined;
  #alerts: Map<string, AlertCounts> | undefined;
  #reporters: ReadonlyMap<number, string> | undefined;

  constructor(store: Store, tenant: string, now: number, companyOf: (mac: DeviceKey) => string | undefined = () => undefined) {
    this.store = store;
    this.tenant = tenant;
    this.now = now;
    this.companyOf = companyOf;
    this.policy = store.onboarding.find(tenant) ?? NOT_CONTROLLED;
    this.gate = gateOf(store);
    this.anySaid = store.edits.lastChange() > 0;
    this.#scopes = new Map(store.scopes.list().map(({ id, scope }) => [id, scope]));
  }

  /** Everybody who fits, in the order in which they came. */
  *listed(wanted: Asked = { cheap: [], dear: [] }, signal?: AbortSignal): Generator<StoredDevice, void> {
    for (let after = 0; ;) {
      const rows = this.store.devices.after(this.tenant, after, PAGE), last = rows.at(-1);
      for (const row of rows) {
        const device = new StoredDevice(this, row);
        if (fits(device, wanted)) yield device;
      }
      if (last === undefined || rows.length < PAGE || signal?.aborted === true) return;
      after = last.id;
    }
  }

  byId(id: number): StoredDevice | undefined {
    const row = this.store.devices.byId(id);
    return row && new StoredDevice(this, row);
  }

  scopeOf(id: number): Scope { return this.#scopes.get(id) ?? this.store.scopes.scopeOf(id); }
  get names(): Names { return (this.#names ??= new Names(this.store.catalogue.of(this.tenant, 'traffic.app').map(({ value }) => value))); }
  get subnets(): Subnets { return (this.#subnets ??= new Subnets(this.store.catalogue.of(this.tenant, 'dhcp.subnet'))); }
  reporterOf(source: number): string | undefined { return (this.#reporters ??= new Map(this.store.evidenceSources.list().map(({ id, sender }) => [id, sender]))).get(source); }

  alertsOf(scope: number, device: DeviceKey): AlertCounts {
    if (this.#alerts === undefined) {
      this.#alerts = new Map();
      for (const one of this.store.alerts.counts(this.tenant)) {
        const name = `${one.scope} ${one.device}`, field = ALERT_FIELDS[one.severity], before = this.#alerts.get(name) ?? NO_ALERTS;
        this.#alerts.set(name, { ...before, [field]: before[field] + one.count });
      }
    }
    return this.#alerts.get(`${scope} ${device}`) ?? NO_ALERTS;
  }
}

/** What is asked of a device is looked up then, and once. */
export class StoredDevice implements Listed {
  readonly id: number;
  readonly #in: Inventory;
  readonly #row: DeviceRow;
  #evidence: DecodedFeatures | null | undefined;
  #people: PeopleReport | undefined;
  #stage: Stage | undefined;

  constructor(inventory: Inventory, row: DeviceRow) {
    this.#in = inventory;
    this.#row = row;
    this.id = row.id;
  }

  get key(): DeviceKey { return this.#row.mac; }
  get scopeId(): number { return this.#row.scope; }
  get scope(): Scope { return this.#in.scopeOf(this.#row.scope); }
  get ip(): DeviceRow['ip'] { return this.#row.ip; }
  get ipTime(): number { return this.#row.ipTime; }
  get ipProof(): DeviceRow['ipProof'] { return this.#row.ipProof; }
  get hostname(): string | null { return this.#row.hostname; }
  get firstSeen(): number { return this.#row.firstSeen; }
  get metAt(): number { return this.#row.metAt; }
  get lastActivity(): number { return this.#row.lastActivity; }
  get identifiedAt(): number { return this.#row.identifiedAt; }
  get confidence(): number { return this.#row.confidence; }
  get verdict(): DeviceRow['verdict'] { return this.#row.verdict; }
  get now(): number { return this.#in.now; }

  get stage(): Stage {
    const { metAt, confidence } = this.#row, { gate } = this.#in;
    return (this.#stage ??= stageOf({ metAt, confidence, named: confidence < gate && this.namedAt !== null }, this.#in.policy, gate, this.now));
  }
  get namedAt(): number | null { return this.#in.store.onboarding.namedAt(this.id) ?? null; }
  get onboardingEnds(): number | null { return endsAt(this.#row.metAt, this.#in.policy); }

  get evidence(): DecodedFeatures | undefined {
    if (this.#evidence === undefined) { const bytes = this.#in.store.devices.evidence(this.id); this.#evidence = (bytes && decodeFeatures(bytes)) ?? null; }
    return this.#evidence ?? undefined;
  }
  get people(): PeopleReport { return (this.#people ??= this.#said()); }
  get applications(): readonly string[] { return this.evidence === undefined ? [] : this.#in.names.applicationsOf(this.evidence); }
  get services(): readonly string[] { return this.evidence === undefined ? [] : this.#in.names.servicesOf(this.evidence); }
  get subnet(): string | null { return this.ip === 0 ? null : this.#in.subnets.of(this.#row.scope, this.ip); }
  get alerts(): AlertCounts { return this.#in.alertsOf(this.#row.scope, this.key); }
  get ouiVendor(): string | null { return isMac(this.key) ? this.#in.companyOf(this.key) ?? null : null; }
  get reporters(): readonly string[] {
    const { traces = [], sayings = [] } = this.evidence ?? {}, sources = new Set([...traces, ...sayings].map(({ source }) => source));
    return [...new Set([...sources].flatMap((source) => this.#in.reporterOf(source) || []))].sort();
  }

  said(parameter: ParameterName): readonly string[] {
    const index = parameterIndex(parameter);
    return (this.evidence?.sayings ?? []).filter((saying) => saying.index === index).map(({ value }) => value).reverse();
  }
  heard(parameter: ParameterName): number | undefined {
    const trace = this.evidence?.traces.find(({ index }) => PARAMETERS[index]?.name === parameter);
    return trace && trace.seconds * 1000;
  }

  #said(): PeopleReport {
    const { store } = this.#in, ref: DeviceRef = { scope: this.#row.scope, device: this.key }, id = keyText(this.key);
    if (!this.#in.anySaid) return peopleReport(NO_EDIT, id, [], null);
    const row = store.edits.find(ref), edit = row === undefined ? NO_EDIT : readEdit(row.edit), primary = row?.primary ?? ref, others = store.edits.secondaries(primary);
    return peopleReport(edit, id, others.length === 0 ? [] : [primary.device, ...others.map(({ device }) => device)].map(keyText), edit.like && keyText(edit.like.device));
  }
}

/** The filters that a command was given; a flag that means something else to it is named in `but`. */
export function filtersOf(call: Invocation, now: number, but?: string): Asked {
  return asked({ text: (name) => call.text(name), texts: (name) => call.texts(name), flag: (name) => name !== but && call.flag(name) }, now);
}
