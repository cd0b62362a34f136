/** The one config schema: every key with its default, unit (in the name), bounds and description. */
import * as z from 'zod';
import { Secret } from '../model/index.ts';

// Settings are read once: writing a program for each of their objects takes longer than reading them without.
z.config({ jitless: true });

const KIB = 1024, MIB = 1024 * KIB;

const count = (fallback: number, min: number, max: number, about: string) => z.int().min(min).max(max).default(fallback).describe(about);
const port = (fallback: number, about: string) => count(fallback, 0, 65535, `${about}; 0 takes a free one`);
const flag = (fallback: boolean, about: string) => z.boolean().default(fallback).describe(about);
const name = (fallback: string, about: string) => z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/, 'letters, digits and . _ : - only').default(fallback).describe(about);
const words = (fallback: readonly string[], about: string) => z.array(z.string().min(1).max(253)).max(64).default([...fallback]).describe(about);
const listens = (fallback: readonly string[], about: string) => z.array(z.string().regex(/^(udp|tcp|tls):\d{1,5}$/, 'udp:PORT, tcp:PORT or tls:PORT only')
  .refine((text) => Number(text.slice(4)) <= 65535, 'a port is at most 65535')).max(16).default([...fallback]).describe(about);
const choice = <const T extends readonly [string, ...string[]]>(of: T, fallback: T[number], about: string) =>
  z.enum(of).default(fallback as never).describe(about); // `as never`: z.enum loses the tuple's member type; `fallback` is checked above
const secret = (about: string) =>
  z.string().max(4 * KIB).default('').transform((value) => new Secret(value)).describe(about);

export const ConfigSchema = z.strictObject({
  scope: z.strictObject({
    tenant: name('default', 'tenant that unlabelled input belongs to'),
    site: name('default', 'site that unlabelled input belongs to'),
    segment: name('default', 'network segment that unlabelled input belongs to; segments let address ranges overlap'),
  }).prefault({}),
  edge: z.strictObject({
    host: name('0.0.0.0', 'address the firewall listener binds'),
    port: port(8443, 'port of the firewall listener (mutual TLS, HTTP/2)'),
    enrolPort: port(8444, 'port where firewalls that have no certificate yet ask for one, with a one-time password (TLS without client certificates)'),
    names: words(['localhost', '127.0.0.1'], 'names and addresses in the listener certificate; firewalls, and syslog senders over TLS, check the one they dial'),
    holdMaxSeconds: count(30, 1, 300, 'longest time a poll with ?wait is held before an idle reply'),
    uploadMaxBytes: count(64 * MIB, KIB, 1024 * MIB, 'largest log upload as sent, in bytes'),
    uploadMaxInflatedBytes: count(512 * MIB, KIB, 8192 * MIB, 'largest log upload after decompression, in bytes; more is refused as a bomb'),
    uploadsPerFirewall: count(20, 1, 20, 'parallel log uploads from one firewall (R6)'),
    streamsPerFirewall: count(4, 0, 100, 'open mapping streams of one firewall; a newer one ends its oldest; 0 pushes no mappings'),
    connectionsMax: count(12_000, 1, 1_000_000, 'connections of all firewalls together; each takes 55 to 80 KB of memory'),
    handshakesMax: count(4096, 1, 1_000_000, 'TLS handshakes under way; when so many are, the oldest makes room after a second'),
    handshakesPerAddress: count(1024, 1, 1_000_000, 'TLS handshakes under way from one address'),
    connectionsPerFirewall: count(20, 1, 1000, 'connections of one firewall (R6)'),
    streamsPerConnection: count(100, 1, 10_000, 'HTTP/2 requests under way on one connection'),
    headersMaxBytes: count(16 * KIB, KIB, MIB, 'largest header block of a request, in bytes'),
    requestsPerSecond: count(200, 1, 10_000_000, 'requests a second from one firewall, twice that in a burst'),
    handshakeMs: count(10_000, 100, 120_000, 'longest TLS handshake, in milliseconds'),
    idleSeconds: count(120, 5, 86_400, 'a connection without a byte for so long is dropped, unless it waits for a reply'),
    stallSeconds: count(30, 1, 3600, 'a body that brings nothing, or a reader that takes nothing, for so long loses its request'),
  }).prefault({}),
  syslog: z.strictObject({
    host: name('::', 'address the syslog listeners bind; :: is every address, IPv6 and IPv4'),
    dhcpListen: listens(['udp:10514', 'tcp:10514', 'tls:16514'], 'where the logs of DHCP servers are taken (R32); an empty list turns it off, port 0 takes a free one'),
    logListen: listens([], 'where the logs of firewalls and sensors are taken, such as udp:514, tcp:514 or tls:6514'),
    acceptUnknown: flag(false, 'true hears everybody, into the default scope; anyone who reaches the port, or forges a UDP sender, can then invent devices'),
    zone: z.string().regex(/^(local|[+-](0\d|1[0-4]):[0-5]\d)$/, 'local, or an offset such as +01:00').default('local').describe('zone of message times that name none: local is that of this machine, or an offset such as +01:00'),
    clientCertificates: choice(['optional', 'required'], 'optional', 'whether a sender over TLS must show a certificate of this node; one that is shown is always checked'),
    messageMaxBytes: count(64 * KIB, 8 * KIB, 64 * KIB, 'longest message, in bytes; a longer one is rejected and counted'),
    connectionsMax: count(1024, 1, 100_000, 'open connections of all senders together, handshakes included'),
    connectionsPerAddress: count(20, 1, 1000, 'open connections from one address (R6)'),
    handshakeMs: count(10_000, 100, 120_000, 'longest TLS handshake, in milliseconds'),
    messageSeconds: count(30, 1, 3600, 'a message that has begun must be complete within this time, or the connection is closed'),
    idleSeconds: count(86_400, 1, 31_536_000, 'a connection without a byte for so long is closed; long, because a sender loses what it says to a closed one'),
    bufferMaxBytes: count(64 * MIB, MIB, 4096 * MIB, 'messages waiting to be parsed; beyond it TCP senders wait and datagrams are dropped, counted'),
    udpReceiveBytes: count(8 * MIB, 64 * KIB, 256 * MIB, 'receive buffer asked of the system for each UDP listener'),
  }).prefault({}),
  lists: z.strictObject({
    listen: flag(false, 'true opens the lists port: address lists and the JSON feed for readers with a password (nameplate outlet add)'),
    host: name('0.0.0.0', 'address the lists port binds'),
    port: port(8445, 'port of the lists (TLS without client certificates, HTTP/2 and 1.1)'),
  }).prefault({}),
  portal: z.strictObject({
    host: name('127.0.0.1', 'address the portal listener binds'),
    port: port(8080, 'port of /healthz, /readyz and /metrics, later of the portal'),
    metricsToken: secret('bearer token that /metrics asks for; empty leaves it open'),
  }).prefault({}),
  tick: z.strictObject({
    intervalMs: count(1000, 50, 60_000, 'time between ticks, in milliseconds'),
    checkpointMs: count(1000, 50, 600_000, 'longest time between commits of device features; acknowledgements wait for it, or for a tenth of it when half of a firewall\'s uploads do; a flash disk lives longer with more'),
  }).prefault({}),
  mapping: z.strictObject({
    minConfidence: count(90, 0, 100, 'lowest confidence a mapping is published with (R75)'),
    activeWithinSeconds: count(3600, 1, 31_536_000, 'a device idle for longer is no longer published (R75)'),
    tombstoneHorizonSeconds: count(900, 1, 86_400, 'how long removals are remembered; a firewall further behind gets a snapshot'),
    maxEntries: count(1_000_000, 1, 10_000_000, 'most mappings kept; beyond it new ones are counted and dropped'),
    frameMaxBytes: count(4 * MIB, 4 * KIB, 64 * MIB, 'largest poll reply before paging, in bytes'),
    deltas: flag(true, 'false answers every changed poll with a snapshot'),
  }).prefault({}),
  devices: z.strictObject({
    withoutMac: flag(true, 'true makes a device of a private address that firewall logs show to answer and that no DHCP server serves and no MAC holds (R28)'),
    max: count(1_000_000, 1, 10_000_000, 'most devices kept; beyond it the one idle for longest is evicted and counted; who was given an address by people stays, and a tenth is always for all others'),
  }).prefault({}),
  dictionary: z.strictObject({
    rebuildSeconds: count(7200, 10, 604_800, 'time between rebuilds of the device dictionary, in seconds (R110); one is made at each start, too'),
  }).prefault({}),
  behaviour: z.strictObject({
    alerts: flag(true, 'raise an alert when a device takes up habits that neither it nor its like had (R56)'),
    learningHours: count(48, 0, 8760, 'how long a device is only learnt from, in hours since it was first seen (R55)'),
  }).prefault({}),
  ingest: z.strictObject({
    workers: count(0, 0, 64, 'kernel worker threads; 0 is one less than the cores, at least one'),
    erspan: flag(false, 'open frames that switches (Catalyst 6500, 7600, Nexus, ASR 1000) mirror by ERSPAN in uploaded captures, and take what is inside as seen here'),
    queueBatches: count(16, 1, 1024, 'batches waiting for a worker before sources stop reading'),
  }).prefault({}),
  licence: z.strictObject({
    required: flag(false, 'true gives a firewall without a licence nothing; false enforces only the licences that were given (R193)'),
  }).prefault({}),
  retention: z.strictObject({
    keep: choice(['raw', 'facts'], 'facts', 'raw also keeps the logs themselves, facts only what was learnt from them; nameplate retention set decides for one tenant (R2)'),
    days: count(30, 0, 3650, 'how long raw logs are kept, in days'),
    typeDays: z.array(z.string().regex(/^[a-z]{1,32}=\d{1,4}$/, 'a type and days, such as traffic=7')).max(64).default([]).describe('days of the types of record that differ, such as traffic=7 (R3)'),
    maxBytes: count(16 * 1024 * MIB, 16 * MIB, 1024 * 1024 * 1024 * MIB, 'most bytes of raw logs of one tenant, compressed; beyond it the oldest are deleted'),
  }).prefault({}),
  log: z.strictObject({
    level: choice(['debug', 'info', 'warn', 'error'], 'info', 'least important line that is written'),
    format: choice(['auto', 'json', 'human'], 'auto', 'auto is human on a terminal and JSON elsewhere'),
  }).prefault({}),
});

type Frozen<T> = T extends Secret ? Secret : T extends readonly (infer U)[] ? readonly Frozen<U>[] : T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
export type Config = Frozen<z.output<typeof ConfigSchema>>;

export interface KeyInfo { readonly section: string; readonly key: string; readonly about: string; readonly fallback: unknown }

/** Every key in the order of the schema, for `config print`, the environment names and the documentation. */
export function configKeys(): KeyInfo[] {
  const defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = ConfigSchema.parse({});
  return Object.entries(ConfigSchema.shape).flatMap(([section, group]) =>
    Object.entries(group.unwrap().shape).map(([key, schema]) => ({ section, key, about: schema.description ?? '', fallback: defaults[section]?.[key] })));
}
