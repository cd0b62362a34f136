/** Looks at request targets as they come in and raises an alert for each that carries an SQL injection (R57). Beside the line: it says nothing about what a device is. */
import { F_HTTP_HOST, F_HTTP_URI, FLAG_RESPONSE, KIND_HTTP, KIND_THREAT } from '../../assembly/layout.ts';
import type { ScopeSlot } from './device.ts';
import type { InjectionScorer } from '../kernels/index.ts';
import { ipText, isGroupMac, type Alert, type DeviceKey, type RowReader } from '../model/index.ts';
import type { Counter, Metrics } from '../telemetry/index.ts';

/** Score from which on a target is an attack: above it none of 6,644 ordinary texts and 1,311 targets of captures, and 97 of 100 injections (build/train/injection). */
const SURE = 90;
/** Alerts that wait for a commit; more attackers than this in one tick are counted, not named. */
const WAITING_MAX = 1000;
/** Of a target that is shown, characters. */
const SHOWN = 300;

export class Inspection {
  readonly #scorer: () => InjectionScorer;
  readonly #metrics: Metrics;
  readonly #inspected: Counter;
  #made: InjectionScorer | undefined;
  #found: Alert[] = [];

  /** The scorer is made when the first target comes. */
  constructor(scorer: () => InjectionScorer, metrics: Metrics) {
    this.#scorer = scorer;
    this.#metrics = metrics;
    this.#inspected = metrics.counter('nameplate_targets_inspected_total');
  }

  hear(slot: ScopeSlot, rows: RowReader, row: number, at: number): void {
    const kind = rows.kind(row);
    if ((kind !== KIND_HTTP && kind !== KIND_THREAT) || (rows.flags(row) & FLAG_RESPONSE) !== 0) return;
    const target = rows.bytes(row, F_HTTP_URI);
    if (target === undefined) return;
    this.#made ??= this.#scorer();
    const score = this.#made.score(target);
    this.#inspected.add();
    if (score < SURE) return;
    this.#metrics.counter('nameplate_injections_total').add();
    if (this.#found.length >= WAITING_MAX) return this.#metrics.counter('nameplate_alerts_dropped_total').add();
    this.#found.push(alertOf(slot, rows, row, at, score));
  }

  /** What was found since the last call. */
  drain(): readonly Alert[] {
    const found = this.#found;
    if (found.length > 0) this.#found = [];
    return found;
  }
}

function alertOf(slot: ScopeSlot, rows: RowReader, row: number, at: number, score: number): Alert {
  const mac = rows.srcMac(row), source = ipText(rows.srcIp(row)), destination = ipText(rows.dstIp(row)), host = rows.text(row, F_HTTP_HOST);
  const device: DeviceKey | null = mac === 0 || isGroupMac(mac) ? null : mac;
  // By source alone: who scans a whole network is one alert.
  return {
    tenant: slot.tenant.name, scope: slot.id, device, name: 'SQL injection in a URL', severity: 'high', at, key: source,
    description: `${source} sent a request with an SQL injection to ${host ?? destination}`,
    detail: { source_ip: source, destination_ip: destination, destination_port: rows.dstPort(row), host: host?.slice(0, SHOWN) ?? null, target: (rows.text(row, F_HTTP_URI) ?? '').slice(0, SHOWN), score },
  };
}
