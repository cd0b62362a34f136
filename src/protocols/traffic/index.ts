/** Flows: what a device connects to, offers and broadcasts, and the shape of what it sends first. Ports of clients and addresses are never kept. */
import * as L from '../../../assembly/layout.ts';
import { isGroupMac, type DeviceKey, type RowReader } from '../../model/index.ts';
import type { Adapter, Observer } from '../adapter.ts';
import { isGroupIp, isUnit, listener, speaker } from '../speaker.ts';
import { protocolName } from './names.ts';
import { isHttp, isTls, payloadFacts, withoutMac } from './payload.ts';

const TCP = 6, UDP = 17;
/** Where clients take their own ports from (RFC 6335 section 6); a service up there is believed only when a SYN or a broadcast shows it. */
const EPHEMERAL = 32768;
/** Read by adapters of their own, or so full of names that lengths say nothing. */
const PARSED = new Set([53, 67, 68, 80, 1900, 5353]);

export const traffic: Adapter = {
  name: 'traffic',
  kind: L.KIND_TRAFFIC,
  observe(batch, row, observer) {
    const time = batch.timeMs(row), proto = batch.proto(row);
    const ethertype = batch.number(row, L.F_TRAFFIC_ETHERTYPE);
    if (ethertype !== undefined) {
      const mac = batch.srcMac(row);
      if (isUnit(mac)) observer.fact(mac, time, 'traffic.protocol', protocolName(ethertype, true));
      return;
    }
    const source = speaker(batch, row), target = batch.b(row) > 0 ? listener(batch, row) : undefined;
    addresses(batch, row, source, target, observer);
    if (proto !== TCP && proto !== UDP) {
      if (source !== undefined && proto !== 0) observer.fact(source, time, 'traffic.protocol', protocolName(proto, false));
      return;
    }
    if (source !== undefined) stack(batch, row, source, observer);
    if (target !== undefined) opening(batch, row, target, 'traffic.syn_ack', L.F_TRAFFIC_SYN_ACK, observer);
    services(batch, row, source, target, observer);
  },
};

function addresses(batch: RowReader, row: number, source: DeviceKey | undefined, target: DeviceKey | undefined, observer: Observer): void {
  if ((batch.flags(row) & L.FLAG_IPV6) !== 0) return;
  const time = batch.timeMs(row);
  if (source !== undefined && batch.srcIp(row) !== 0) observer.binding(source, batch.srcIp(row), time, 'traffic');
  if (target !== undefined) observer.binding(target, batch.dstIp(row), time, 'traffic');
}

/** TTL rounded up to where stacks start, so that hops in between do not count. */
function initialTtl(ttl: number): number { return ttl <= 32 ? 32 : ttl <= 64 ? 64 : ttl <= 128 ? 128 : 255; }

function stack(batch: RowReader, row: number, source: DeviceKey, observer: Observer): void {
  const time = batch.timeMs(row), app = batch.text(row, L.F_TRAFFIC_APP);
  if (batch.ttl(row) > 0 && !isGroupIp(batch.dstIp(row))) observer.fact(source, time, 'traffic.ttl', String(initialTtl(batch.ttl(row))));
  if (app !== undefined) observer.fact(source, time, 'traffic.app', app);
  opening(batch, row, source, 'traffic.syn', L.F_TRAFFIC_SYN, observer);
}

/** How a side's TCP opens: the client's SYN, the server's SYN-ACK. */
function opening(batch: RowReader, row: number, mac: DeviceKey, parameter: 'traffic.syn' | 'traffic.syn_ack', field: number, observer: Observer): void {
  const text = batch.text(row, field);
  if (text === undefined) return;
  const [window = '', ttl = '', ...rest] = text.split(':');
  observer.fact(mac, batch.timeMs(row), parameter, [window, ttl === '' ? '' : initialTtl(Number(ttl)), ...rest].join(':'));
}

function services(batch: RowReader, row: number, source: DeviceKey | undefined, target: DeviceKey | undefined, observer: Observer): void {
  const time = batch.timeMs(row), from = batch.srcPort(row), to = batch.dstPort(row);
  const name = batch.proto(row) === TCP ? 'tcp' : 'udp';
  const known = batch.has(row, L.F_TRAFFIC_SYN) || batch.has(row, L.F_TRAFFIC_APP);
  if (isGroupIp(batch.dstIp(row)) || isBroadcast(batch.dstMac(row))) {
    if (source === undefined) return;
    observer.fact(source, time, 'traffic.announces', `${name}/${to}`);
    if (!PARSED.has(to)) said(batch, row, source, true, `${name}/${to}`, observer);
    return;
  }
  // Without the SYN the first packet seen may be an answer: the lower port is the service.
  const answered = !known && from < to;
  const port = answered ? from : to, service = `${name}/${port}`;
  if (!known && port >= EPHEMERAL) return;
  const client = answered ? target : source, server = answered ? source : target;
  if (client !== undefined) observer.fact(client, time, 'traffic.asks', service);
  if (server !== undefined) observer.fact(server, time, 'traffic.serves', service);
  if (PARSED.has(port)) return;
  if (client !== undefined) payloads(batch, row, client, !answered, service, observer);
  if (server !== undefined) payloads(batch, row, server, answered, `from ${service}`, observer);
}

function payloads(batch: RowReader, row: number, mac: DeviceKey, forward: boolean, service: string, observer: Observer): void {
  said(batch, row, mac, forward, service, observer);
  sizes(batch, row, mac, forward, service, observer);
}

function isBroadcast(mac: DeviceKey): boolean { return mac !== 0 && isGroupMac(mac); }

/** First payload lengths both ways; `forward`: the device is the row's source. */
function sizes(batch: RowReader, row: number, mac: DeviceKey, forward: boolean, service: string, observer: Observer): void {
  const time = batch.timeMs(row);
  const sent = batch.numbers(row, forward ? L.F_TRAFFIC_SENT_SIZES : L.F_TRAFFIC_RECEIVED_SIZES, 2);
  const received = batch.numbers(row, forward ? L.F_TRAFFIC_RECEIVED_SIZES : L.F_TRAFFIC_SENT_SIZES, 2);
  if (sent.length > 0) observer.fact(mac, time, 'traffic.sent_sizes', `${service} ${sent.join(',')}`);
  if (received.length > 0) observer.fact(mac, time, 'traffic.received_sizes', `${service} ${received.join(',')}`);
}

/** What the first payloads of one direction say, at most 128 bytes of each; nothing where an adapter of its own reads them. */
function said(batch: RowReader, row: number, mac: DeviceKey, forward: boolean, service: string, observer: Observer): void {
  const sent = batch.bytes(row, L.F_TRAFFIC_FIRST_SENT), received = batch.bytes(row, L.F_TRAFFIC_FIRST_RECEIVED);
  const first = forward ? sent : received;
  if (first === undefined || (sent !== undefined && isHttp(sent)) || (received !== undefined && isHttp(received))) return;
  const time = batch.timeMs(row), isTcp = batch.proto(row) === TCP;
  tell(first, true);
  for (const next of batch.bytesList(row, forward ? L.F_TRAFFIC_NEXT_SENT : L.F_TRAFFIC_NEXT_RECEIVED)) tell(next, false);

  function tell(payload: Uint8Array, isFirst: boolean): void {
    const bytes = withoutMac(payload, mac);
    if (bytes.length > 1 && !isTls(bytes)) payloadFacts(mac, time, service, { bytes, isFirst }, isTcp, observer);
  }
}
