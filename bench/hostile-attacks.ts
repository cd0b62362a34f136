/** Every attack that hostile.ts measures, each on the listener it is meant for. The lists port is the enrolment port's twin, so it has the crowds only. */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { FRAME_ATTACKS } from '../src/journeys/h2-attacks.ts';
import { H1_ATTACKS, put } from '../src/journeys/h1-attacks.ts';
import type { Pem } from '../src/journeys/knock.ts';
import { DATA, END_HEADERS, END_STREAM, frame, HEADERS, RawH2, request } from '../src/journeys/raw-h2.ts';

type Door = 'edge' | 'enrol' | 'lists' | 'portal' | 'syslog';
export interface Target {
  readonly edge: string; readonly enrol: string; readonly lists: string; readonly portal: string; readonly syslog: string; readonly ca: string; readonly evil: Pem;
  /** Of every attacker. */
  readonly all: readonly Pem[];
  /** The attackers' own address of the loopback; a syslog sender has the usual one, because others are not heard. */
  readonly from: string;
}
export interface Attack { readonly name: string; readonly run: (target: Target, wanted: () => boolean) => Promise<void> }

const frames = (door: 'edge' | 'enrol' | 'lists', path: string): Attack[] => FRAME_ATTACKS.map((attack) => ({
  name: `${door}: ${attack.name}`,
  run: async (target, wanted) => {
    const raw = await RawH2.open(target[door], target.ca, door === 'edge' ? target.evil : undefined, [], target.from);
    try {
      await attack.run(raw, path, wanted);
    } finally {
      raw.close();
    }
  },
}));

const http1 = (door: 'enrol' | 'lists' | 'portal'): Attack[] => H1_ATTACKS.map((attack) => ({
  name: `${door}: ${attack.name}`,
  run: async (target, wanted) => {
    const { hostname: host, port } = new URL(target[door]);
    const socket = door === 'portal' ? connectTcp({ host, port: Number(port), localAddress: target.from }) : connectTls({ host, port: Number(port), ca: target.ca, ALPNProtocols: ['http/1.1'], ...{ localAddress: target.from } });
    socket.on('error', () => undefined).resume();
    try {
      await new Promise<void>((resolve) => { socket.once(door === 'portal' ? 'connect' : 'secureConnect', () => { resolve(); }).once('close', () => { resolve(); }); });
      await attack.run(socket, wanted);
    } finally {
      socket.destroy();
    }
  },
}));

/** So many sockets at once that say `first` and wait; whichever ends is opened again a second later. */
const crowd = (door: Door, sockets: number, first = ''): Attack['run'] => async (target, wanted) => {
  const { hostname: host, port } = new URL(target[door]), open = new Set<Socket>();
  while (wanted()) {
    for (let n = 0; open.size < sockets && n < 250; n++) {
      const socket = connectTcp({ host, port: Number(port), ...(door !== 'syslog' && { localAddress: target.from }) });
      open.add(socket);
      socket.on('error', () => undefined).resume().once('close', () => { setTimeout(() => { open.delete(socket); }, 1000); });
      if (first !== '') socket.write(Buffer.from(first, 'latin1'));
    }
    await Bun.sleep(10);
  }
  for (const socket of open) socket.destroy();
};
/** Whole handshakes, one after another, so many at once. */
const handshakes = (door: Door, atOnce: number, pem: (target: Target) => Pem | undefined): Attack['run'] => async (target, wanted) => {
  const { hostname: host, port } = new URL(target[door]), shown = pem(target);
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (wanted()) {
      const socket = connectTls({ host, port: Number(port), ca: target.ca, ...(door !== 'syslog' && { ALPNProtocols: ['h2'] }), ...(shown && { cert: shown.certificate, key: shown.key }), ...(door !== 'syslog' && { localAddress: target.from }) });
      socket.on('error', () => undefined).resume().once('secureConnect', () => { setTimeout(() => { socket.destroy(); }, 200); });
      await new Promise<void>((resolve) => { socket.once('close', () => { resolve(); }); });
    }
  }));
};
/** Every bad firewall with as many connections as it may have, each after its handshake, and then nothing. */
const idle: Attack['run'] = async (target, wanted) => {
  const open = [];
  for (const pem of target.all) for (let n = 0; n < 3 && wanted(); n++) open.push(await RawH2.open(target.edge, target.ca, pem).catch(() => undefined));
  while (wanted()) await Bun.sleep(100);
  for (const raw of open) raw?.close();
};
/** A connection whose windows stay shut asks for the whole map on every stream it may open. */
const shut: Attack['run'] = async (target, wanted) => {
  const raw = await RawH2.open(target.edge, target.ca, target.evil, [[4, 0]], target.from);
  for (let n = 0; n < 100; n++) raw.send(frame(HEADERS, END_STREAM | END_HEADERS, 1 + 2 * n, request('/edge/v1/mappings')));
  while (wanted() && !raw.socket.destroyed) await Bun.sleep(50);
  raw.close();
};
/** Twenty uploads of a byte now and then. */
const drip: Attack['run'] = async (target, wanted) => {
  const raw = await RawH2.open(target.edge, target.ca, target.evil, [], target.from), streams = Array.from({ length: 20 }, (_, n) => 1 + 2 * n);
  for (const stream of streams) raw.send(frame(HEADERS, END_HEADERS, stream, request(`/edge/v1/logs?format=eal&batch=drip-${stream}-${Bun.nanoseconds()}`, 'POST')));
  while (wanted() && !raw.socket.destroyed) {
    raw.send(...streams.map((stream) => frame(DATA, 0, stream, Buffer.from('\n'))));
    await Bun.sleep(100);
  }
  raw.close();
};
/** A message of syslog that never ends. */
const endless: Attack['run'] = async (target, wanted) => {
  const { hostname: host, port } = new URL(target.syslog), socket = connectTls({ host, port: Number(port), ca: target.ca });
  socket.on('error', () => undefined).resume();
  await new Promise<void>((resolve) => { socket.once('secureConnect', () => { resolve(); }).once('close', () => { resolve(); }); });
  while (wanted() && !socket.destroyed) await put(socket, Buffer.alloc(32_768, 'x'));
  socket.destroy();
};
/** Of the frames, at a port of strangers. */
const COSTLIEST = /reset|CONTINUATION without|PING whose|of nothing for|DATA of a byte|4 kB|requests as/;
const HELLO = '\x16\x03\x01\x02\x00\x01';

export const ATTACKS: readonly Attack[] = [
  { name: 'quiet', run: async (_, wanted) => { while (wanted()) await Bun.sleep(100); } },
  ...frames('edge', '/edge/v1/mappings?wait=30'),
  { name: 'edge: windows that stay shut', run: shut }, { name: 'edge: uploads of a byte now and then', run: drip },
  { name: 'edge: handshakes without a certificate', run: handshakes('edge', 32, () => undefined) }, { name: 'edge: handshakes with a good certificate', run: handshakes('edge', 32, ({ evil }) => evil) },
  { name: 'edge: 10,000 sockets that say nothing', run: crowd('edge', 1250) }, { name: 'edge: 10,000 beginnings of a handshake', run: crowd('edge', 1250, HELLO) },
  { name: 'edge: idle connections of every bad firewall', run: idle },
  ...frames('enrol', '/edge/v1/ca').filter(({ name }) => COSTLIEST.test(name)), ...http1('enrol'), { name: 'enrol: handshakes', run: handshakes('enrol', 32, () => undefined) }, { name: 'enrol: 10,000 sockets that say nothing', run: crowd('enrol', 1250) },
  { name: 'lists: handshakes', run: handshakes('lists', 32, () => undefined) }, { name: 'lists: 10,000 sockets that say nothing', run: crowd('lists', 1250) },
  { name: 'syslog: messages without end', run: endless }, { name: 'syslog: handshakes', run: handshakes('syslog', 32, () => undefined) }, { name: 'syslog: 10,000 sockets that say nothing', run: crowd('syslog', 1250) },
  ...http1('portal').filter(({ name }) => /piled|in chunks|lines/.test(name)), { name: 'portal: 10,000 sockets that say nothing', run: crowd('portal', 1250) },
];
