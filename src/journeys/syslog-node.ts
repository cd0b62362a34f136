/** A node with syslog listeners on free loopback ports for journeys, and the senders that talk to it over real sockets and real TLS. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { loadConfig } from '../config/index.ts';
import { createPool } from '../kernels/index.ts';
import { ipText, type SenderKind, type SenderProtocol } from '../model/index.ts';
import { issueSender, serverIdentity, type Authority } from '../pki/index.ts';
import type { Syslog } from '../sources/index.ts';
import type { NewSender, SenderRow } from '../store/index.ts';
import { syslogOf } from '../node/index.ts';
import { makeLog } from '../telemetry/index.ts';
import { edgeNode, type EdgeNode, type EdgeNodeOptions } from './edge-node.ts';
import type { Pem } from './knock.ts';

export interface SyslogNode {
  readonly node: EdgeNode;
  readonly syslog: Syslog;
  readonly lines: string[];
  port(protocol: SenderProtocol, kind?: SenderKind): number;
  add(sender: Partial<NewSender> & { readonly protocol: SenderProtocol }): SenderRow;
  /** Gives the sender a certificate and registers it. */
  certify(row: SenderRow): Promise<Pem>;
  /** This authority and no other from now on. */
  believe(authority: Authority): Promise<void>;
  /** Every counter that is not zero, by event. */
  counts(kind?: SenderKind): Record<string, number>;
  stop(): Promise<void>;
}

const LISTEN = { 'syslog.host': '127.0.0.1', 'syslog.dhcpListen': 'udp:0,tcp:0,tls:0', 'syslog.logListen': 'udp:0,tcp:0,tls:0' };

/** `slow` stands between the pool and the listeners. */
export async function syslogNode(settings: Readonly<Record<string, string>> = {}, options: EdgeNodeOptions & { readonly hold?: () => Promise<void> } = {}): Promise<SyslogNode> {
  const { hold, ...rest } = options;
  const node = await edgeNode(rest), pool = createPool({ workers: 1 }), lines: string[] = [];
  const held: typeof pool = hold === undefined ? pool : { ...pool, parse: async (...call) => { await hold(); return await pool.parse(...call); } };
  const log = makeLog({ level: 'debug', format: 'json', now: Date.now, write: (line) => { lines.push(line); } });
  const trusted = { authority: node.authority, identity: await serverIdentity(node.authority, [], new Date()) };
  const syslog = await syslogOf({ config: await loadConfig('', { ...LISTEN, ...settings }), store: node.store, pipeline: node.pipeline, pool: held, trust: () => trusted, log, metrics: node.metrics });
  return {
    node, syslog, lines,
    port: (protocol, kind = 'dhcp-server') => syslog.listening().find((at) => at.protocol === protocol && at.kind === kind)?.port ?? 0,
    add: (sender) => node.store.senders.add({
      kind: 'dhcp-server', name: sender.protocol, description: '', enabled: true, address: '127.0.0.1', firewall: null, tenant: 'default', site: 'default', segment: 'default', origin: 'local', dialect: null, ...sender,
    }, Date.now()),
    async certify(row) {
      const made = await issueSender(node.authority, row.name, new Date());
      node.store.senders.change(row.kind, row.name, { fingerprint: made.fingerprint }, Date.now(), 'local');
      return made;
    },
    async believe(authority) {
      trusted.authority = authority;
      trusted.identity = await serverIdentity(authority, [], new Date());
      syslog.trust();
    },
    counts: (kind = 'dhcp-server') => Object.fromEntries([...node.metrics.render().matchAll(/^nameplate_syslog_total\{kind="([^"]+)",event="([^"]+)"\} (\d+)$/gm)].filter((match) => match[1] === kind).map((match) => [match[2] ?? '', Number(match[3])])),
    async stop() {
      await syslog.stop();
      await pool.close();
      await node.stop();
    },
  };
}

/** Waits for what another process, thread or timer does; the test's own time limit ends it. */
export async function until(met: () => boolean): Promise<void> { while (!met()) await Bun.sleep(10); }

export async function tcp(port: number, from?: string): Promise<Socket> {
  const socket = connectTcp({ port, host: '127.0.0.1', ...(from !== undefined && { localAddress: from }) });
  return await ready(socket, 'connect');
}
export async function tls(port: number, ca: string, pem?: Pem, from?: string): Promise<Socket> {
  const socket = connectTls({ port, host: '127.0.0.1', ca, rejectUnauthorized: true, ...(pem && { cert: pem.certificate, key: pem.key }), ...(from !== undefined && { localAddress: from }) });
  return await ready(socket, 'secureConnect');
}
/** Resolves when it has connected or was turned away. */
async function ready(socket: Socket, event: string): Promise<Socket> {
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    socket.once(event, () => { resolve(); });
    socket.once('close', () => { resolve(); });
  });
  return socket;
}
/** Resolves when the other side has ended the connection. */
export async function gone(socket: Socket): Promise<void> {
  socket.resume();
  while (!socket.destroyed) await Bun.sleep(5);
}
/** Resolves when the system has taken all of it, or the connection is gone. */
export async function send(socket: Socket, bytes: string | Uint8Array): Promise<void> {
  await new Promise<void>((resolve) => {
    if (socket.destroyed) {
      resolve();
      return;
    }
    socket.once('close', resolve);
    socket.write(bytes, () => {
      socket.off('close', resolve);
      resolve();
    });
  });
}
export async function udp(from = '127.0.0.1'): Promise<{ readonly socket: UdpSocket; send(port: number, bytes: string | Uint8Array): Promise<void>; close(): void }> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => { socket.bind(0, from, resolve); });
  return {
    socket, close: () => { socket.close(); },
    send: (port, bytes) => new Promise((resolve) => { socket.send(bytes, port, '127.0.0.1', () => { resolve(); }); }),
  };
}
export const counted = (message: string): string => `${Buffer.byteLength(message)} ${message}`;
/** What a DHCP server says of a device that asks and is given an address: two messages, each with a newline behind it. `header` stands before each. */
export function device(n: number, address: string, header = `<134>1 ${new Date().toISOString()} gw dhcpd 812 - - `): string {
  const mac = `02:00:${[n >> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
  return `${header}DHCPREQUEST for ${address} from ${mac} (host-${n}) via eth1\n${header}DHCPACK on ${address} to ${mac} (host-${n}) via eth1\n`;
}
/** The lines of a text as messages. */
export const messages = (lines: string): string[] => lines.split('\n').filter((line) => line !== '');

/** Addresses that the store has of a tenant's devices, with the name of each. */
export function learned({ node: { store } }: SyslogNode, tenant = 'default'): Map<string, string | null> {
  return new Map(store.devices.idsAfter(0, 100_000).flatMap((id) => {
    const row = store.devices.byId(id);
    return row === undefined || store.scopes.scopeOf(row.scope).tenant !== tenant ? [] : [[ipText(row.ip), row.hostname] as const];
  }));
}
