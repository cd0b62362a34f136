/** Log rows with addresses and no MAC: each side is lent the key of the device that certainly held its address then, or none (law 3). One place, so that adapters need not know. */
import * as L from '../../assembly/layout.ts';
import type { AddressBook, Doubt, Holder } from '../mapping/index.ts';
import { imeiKey, imsiKey, isMac, isPrivateIp, keyKind, type DeviceKey, type Ipv4, type Mac, type RowReader } from '../model/index.ts';
import { isHipEcho } from '../protocols/index.ts';
import type { Metrics } from '../telemetry/index.ts';

const TCP = 6;
const ACTION = [L.F_LOG_ACTION] as const;
/** What a firewall let pass. Anything else, and a word nobody knows, may have been one packet with an invented source. */
const PASSED = new Set(['allow', 'alert', 'forward']);
/** Threats that are found in packets which open no session. */
const SESSIONLESS = new Set(['flood', 'scan', 'packet']);

const MACS_ONLY: ReadonlySet<number> = new Set([L.KIND_TRAFFIC, L.KIND_THREAT, L.KIND_GTP, L.KIND_SYSTEM, L.KIND_UNUSED]);

/** The device of an address that answered at `time` and that nobody holds, when it has one of its own. */
export type Unheld = (ip: Ipv4, time: number) => DeviceKey | undefined;

type Outcome = 'credited' | Doubt | 'undated' | 'unanswered';
const OUTCOMES: readonly Outcome[] = ['credited', 'nobody', 'weak', 'stale', 'moved', 'contested', 'undated', 'unanswered'];

/** Counts of one batch, added up when it is through: looking up a counter costs a string. */
export class Outcomes {
  readonly #counts = new Uint32Array(OUTCOMES.length);
  count(outcome: Outcome): void { this.#counts[OUTCOMES.indexOf(outcome)]! += 1; }
  report(metrics: Metrics): void {
    this.#counts.forEach((count, i) => { if (count > 0) metrics.counter('nameplate_addresses_credited_total', { outcome: OUTCOMES[i] ?? '' }).add(count); });
    this.#counts.fill(0);
  }
}

/** Is there a row for which an address must stand in for a MAC? Captures have none, and are read as they are. */
export function lacksMacs(rows: RowReader): boolean {
  for (let row = 0; row < rows.count; row++) {
    if (rows.srcMac(row) === 0 && rows.srcIp(row) !== 0) return true;
    if (rows.kind(row) === L.KIND_GTP) return true;
  }
  return false;
}

/** The rows, with the MACs of the addresses' holders where the rows have none. */
export class AttributedRows implements RowReader {
  readonly #rows: RowReader;
  readonly #book: AddressBook<Holder>;
  readonly #when: (time: number) => number;
  readonly #outcomes: Outcomes;
  readonly #unheld: Unheld | undefined;
  #row = -1;
  #source = 0 as DeviceKey;
  #target = 0 as DeviceKey;
  /** Lent for the present row; 0 none. */
  #lentSource = 0 as DeviceKey;
  #lentTarget = 0 as DeviceKey;
  #actionMark = Number.NaN;
  #actionPassed = false;

  constructor(rows: RowReader, book: AddressBook<Holder>, when: (time: number) => number, outcomes: Outcomes, unheld?: Unheld) {
    this.#rows = rows;
    this.#book = book;
    this.#when = when;
    this.#outcomes = outcomes;
    this.#unheld = unheld;
  }

  /** Is this key only lent to the row read last? Then the row proves no binding: it would be our own word. */
  lends(mac: DeviceKey): boolean { return mac !== 0 && (mac === this.#lentSource || mac === this.#lentTarget); }

  /** Of these kinds a row speaks of its MACs or not at all. */
  mute(row: number): boolean { return MACS_ONLY.has(this.#rows.kind(row)) && this.srcMac(row) === 0 && this.dstMac(row) === 0; }

  srcMac(row: number): DeviceKey { return row === this.#row ? this.#source : this.#look(row, true); }
  dstMac(row: number): DeviceKey { return row === this.#row ? this.#target : this.#look(row, false); }

  #look(row: number, source: boolean): DeviceKey {
    const rows = this.#rows;
    this.#row = row;
    this.#source = rows.srcMac(row);
    this.#target = rows.dstMac(row);
    this.#lentSource = 0 as DeviceKey;
    this.#lentTarget = 0 as DeviceKey;
    if (rows.kind(row) === L.KIND_GTP && this.#source === 0) this.#source = this.#cellular(row);
    // What was inside a tunnel has addresses of another network.
    if ((rows.flags(row) & L.FLAG_IPV6) === 0 && (rows.has(row, L.F_LOG_TYPE) || !rows.has(row, L.F_TUNNEL))) {
      const kind = rows.kind(row), from = this.srcIp(row), to = rows.dstIp(row);
      if (this.#source === 0 && isPrivateIp(from) && speaks(rows, row, kind)) this.#source = this.#lentSource = this.#lend(row, from);
      // Of the other end only a flow tells: it answered.
      if (this.#target === 0 && kind === L.KIND_TRAFFIC && isPrivateIp(to)) this.#target = this.#lentTarget = this.#lend(row, to);
    }
    return source ? this.#source : this.#target;
  }

  /** A GTP log names its device whatever its address is (R67): by IMEI, or by the card in it, unless the session's device is known by IMEI. */
  #cellular(row: number): DeviceKey {
    const rows = this.#rows, imei = rows.text(row, L.F_GTP_IMEI), imsi = rows.text(row, L.F_GTP_IMSI), key = imei === undefined ? undefined : imeiKey(imei);
    if (key !== undefined) return key;
    const at = this.#when(rows.timeMs(row)), held = this.#book.heldDuring(this.srcIp(row), at, at);
    return typeof held !== 'string' && keyKind(held) === 'imei' ? held : (imsi === undefined ? undefined : imsiKey(imsi)) ?? (0 as DeviceKey);
  }

  #lend(row: number, ip: Ipv4): DeviceKey {
    const found = this.#holder(row, ip);
    this.#outcomes.count(typeof found === 'string' ? found : 'credited');
    if (typeof found === 'string') return 0 as DeviceKey;
    if (!isMac(found)) this.#book.spoke(ip, this.#when(this.#rows.timeMs(row)));
    return found;
  }

  #holder(row: number, ip: Ipv4): DeviceKey | Doubt | 'undated' | 'unanswered' {
    const rows = this.#rows, time = rows.timeMs(row);
    if (!this.#answered(rows, row)) return 'unanswered';
    // A record without a time would be taken for one of now.
    if (time <= 0) return 'undated';
    const at = this.#when(time), lasted = rows.kind(row) === L.KIND_TRAFFIC ? rows.number(row, L.F_TRAFFIC_DURATION_MS) ?? 0 : 0;
    // A firewall logs a session when it ends, a sensor from its first packet on: its whole length must be the holder's.
    const held = rows.has(row, L.F_LOG_TYPE) ? this.#book.heldDuring(ip, at - lasted, at) : this.#book.heldDuring(ip, at, at + lasted);
    return held === 'nobody' ? this.#unheld?.(ip, at) ?? held : held;
  }

  /**
   * Anybody can send a packet from any address, and a firewall logs it. Whoever answered, or was answered, is there: only such a row is evidence and a
   * sign of life (R75) without a MAC in it. Other rows than flows count when their words need a TCP session.
   */
  #answered(rows: RowReader, row: number): boolean {
    switch (rows.kind(row)) {
      case L.KIND_TRAFFIC: return rows.b(row) > 0 && this.#passed(rows, row);
      case L.KIND_THREAT: return rows.proto(row) === TCP && !SESSIONLESS.has(rows.text(row, L.F_LOG_SUBTYPE) ?? '');
      case L.KIND_DNS: return rows.proto(row) === TCP;
      default: return true; // an agent's report, a GTP session, HTTP and TLS: words of a session that stands
    }
  }

  /** Nearly every row has the action of the one before. */
  #passed(rows: RowReader, row: number): boolean {
    const mark = rows.mark(row, ACTION, 0);
    if (mark !== this.#actionMark) {
      const action = rows.text(row, L.F_LOG_ACTION);
      this.#actionMark = mark;
      this.#actionPassed = action === undefined || PASSED.has(action);
    }
    return this.#actionPassed;
  }

  /** In a GTP log the row's own addresses are those of the network's nodes; the device is the end user. */
  srcIp(row: number): Ipv4 { return this.#rows.kind(row) === L.KIND_GTP ? this.#rows.ip(row, L.F_GTP_END_USER_IP) ?? (0 as Ipv4) : this.#rows.srcIp(row); }

  get count(): number { return this.#rows.count; }
  get unfinished(): number { return this.#rows.unfinished; }
  kind(row: number): number { return this.#rows.kind(row); }
  flags(row: number): number { return this.#rows.flags(row); }
  proto(row: number): number { return this.#rows.proto(row); }
  ttl(row: number): number { return this.#rows.ttl(row); }
  offset(row: number): number { return this.#rows.offset(row); }
  timeMs(row: number): number { return this.#rows.timeMs(row); }
  seconds(row: number): number { return this.#rows.seconds(row); }
  nanos(row: number): number { return this.#rows.nanos(row); }
  vlan(row: number): number { return this.#rows.vlan(row); }
  innerVlan(row: number): number { return this.#rows.innerVlan(row); }
  dstIp(row: number): Ipv4 { return this.#rows.dstIp(row); }
  srcPort(row: number): number { return this.#rows.srcPort(row); }
  dstPort(row: number): number { return this.#rows.dstPort(row); }
  length(row: number): number { return this.#rows.length(row); }
  a(row: number): number { return this.#rows.a(row); }
  b(row: number): number { return this.#rows.b(row); }
  digest(row: number): number { return this.#rows.digest(row); }
  mark(row: number, ids: readonly number[], seed: number): number { return this.#rows.mark(row, ids, seed); }
  hasAny(row: number, from: number, to: number): boolean { return this.#rows.hasAny(row, from, to); }
  has(row: number, id: number): boolean { return this.#rows.has(row, id); }
  text(row: number, id: number): string | undefined { return this.#rows.text(row, id); }
  texts(row: number, id: number): string[] { return this.#rows.texts(row, id); }
  number(row: number, id: number): number | undefined { return this.#rows.number(row, id); }
  numbers(row: number, id: number, most?: number): number[] { return this.#rows.numbers(row, id, most); }
  ip(row: number, id: number): Ipv4 | undefined { return this.#rows.ip(row, id); }
  mac(row: number, id: number): Mac | undefined { return this.#rows.mac(row, id); }
  hex(row: number, id: number): string | undefined { return this.#rows.hex(row, id); }
  bytes(row: number, id: number): Uint8Array | undefined { return this.#rows.bytes(row, id); }
  bytesList(row: number, id: number): Uint8Array[] { return this.#rows.bytesList(row, id); }
  codes(row: number, id: number): number[] { return this.#rows.codes(row, id); }
}

/** Kinds whose source address is the device's own. DHCP, ARP and leases name their MACs; what a firewall says of itself names no device. */
function speaks(rows: RowReader, row: number, kind: number): boolean {
  switch (kind) {
    case L.KIND_TRAFFIC: case L.KIND_THREAT: case L.KIND_GTP: case L.KIND_HTTP: case L.KIND_TLS: case L.KIND_DNS: return true;
    // With a mapping in it, it is our own word come back (R77).
    case L.KIND_HIP: return !isHipEcho(rows, row);
    default: return false;
  }
}
