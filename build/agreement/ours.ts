/** What the kernel reads in a capture, batch by batch as the program does it, in the shape that is compared. */
import { readFileSync } from 'node:fs';
import { BATCH_CAPACITY, PARSERS, toRecord, type CaptureState, type JsonRecord, type Kernel } from '../../src/kernels/index.ts';
import { frameNumbers } from './frame-numbers.ts';
import { isProtocol, type Fields, type Message, type Protocol } from './messages.ts';

const HEADERS = ['host', 'user_agent', 'server', 'content_type', 'referer', 'www_authenticate', 'x_requested_with', 'location', 'st', 'nt', 'nts', 'usn'] as const;
/** Keys of our record that are compared as they are. */
const PLAIN: Readonly<Record<Protocol, readonly string[]>> = {
  dhcp: ['xid', 'chaddr', 'ciaddr', 'yiaddr', 'siaddr', 'giaddr', 'options', 'message_type', 'parameter_request_list', 'vendor_class', 'hostname', 'client_fqdn', 'client_id', 'requested_ip', 'server_id',
    'lease_seconds', 'router', 'dns_server', 'domain_name', 'subnet_mask', 'max_message_size', 'client_arch', 'mud_url', 'vendor_id', 'relay.circuit_id', 'relay.remote_id', 'relay.link_selection'],
  dns: ['id', 'query_type', 'answer_ttl'], mdns: ['id', 'query_type', 'answer_ttl'],
  ssdp: ['method', 'uri', 'version', 'status', ...HEADERS], http: ['method', 'uri', 'version', 'status', ...HEADERS],
  tls: ['tls_version', 'ja3', 'ja3_text', 'sni', 'alpn'],
};

export interface Own {
  readonly messages: readonly Message[];
  /** Packet number -> why we rejected what is in it. */
  readonly rejects: ReadonlyMap<number, string>;
}

export function oursOf(kernel: Kernel, path: string): Own {
  const bytes = bytesOf(path), messages: Message[] = [], numbers = frameNumbers(bytes), rejects = new Map<number, string>();
  let state: CaptureState | undefined;
  for (let at = 0; at < bytes.length;) {
    const { batch, length, state: after, need } = kernel.parseWhole(PARSERS.capture, bytes.subarray(at, at + BATCH_CAPACITY), { state, base: at, last: at + BATCH_CAPACITY >= bytes.length, lend: true });
    for (let row = 0; row < batch.count; row++) {
      const record = toRecord(batch, row), message = messageOf(record);
      if (record['record'] === 'reject') rejects.set(numbers.get(Number(record['offset'])) ?? 0, String(record['reason']));
      if (message !== undefined) messages.push(message);
    }
    if (length === 0 || need > BATCH_CAPACITY) break; // a record larger than any batch: the reader rejects the rest of such a capture, too
    at += length;
    state = after;
  }
  return { messages, rejects };
}

/** Some captures are kept compressed; tshark opens them as they are. */
function bytesOf(path: string): Buffer {
  const file = readFileSync(path);
  return path.endsWith('.gz') ? Buffer.from(Bun.gunzipSync(file)) : file;
}

function messageOf(record: JsonRecord): Message | undefined {
  const protocol = record['record'];
  if (!isProtocol(protocol)) return undefined;
  const fields: Fields = {};
  const put = (name: string, values: readonly string[]): void => { if (values.length > 0) fields[name] = [...values]; };
  for (const key of PLAIN[protocol]) put(key, list(key.startsWith('relay.') ? relay(record)[key.slice('relay.'.length)] : record[key]));
  if (protocol === 'dns' || protocol === 'mdns') for (const [name, values] of Object.entries(dnsFields(record))) put(name, values);
  return { protocol, place: placeOf(record), fields, count: 1 };
}

const list = (value: unknown): string[] => value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
const relay = (record: JsonRecord): Readonly<Record<string, unknown>> => typeof record['relay'] === 'object' ? { ...record['relay'] } : {};

function placeOf(record: JsonRecord): string {
  const time = String(record['time'] ?? '1970-01-01T00:00:00.000000Z');
  return `${Date.parse(`${time.slice(0, 19)}Z`) / 1000}.${time.slice(20, 26)} ${String(record['src_port'] ?? 0)} ${String(record['dst_port'] ?? 0)}`;
}

/** tshark shows the root as <Root>, escapes neither dots nor backslashes, and puts U+FFFD where bytes are not UTF-8: we write each as a number. */
export const bareName = (name: string): string => name === '<Root>' || name === '' ? '.' : name.replaceAll(/\\([abtnvfr])/g, (_, letter: string) => `\\0${String(7 + 'abtnvfr'.indexOf(letter)).padStart(2, '0')}`).replaceAll(/(\\(1[3-9]\d|12[89]|2\d\d)|\uFFFD)+/g, '\uFFFD').replaceAll(/\\(?!\d)/g, '');

/** Our one list of record data as tshark has it: a list for each part of each type. */
function dnsFields(record: JsonRecord): Fields {
  const types = list(record['answer_type']), data = list(record['answer_data']);
  const of = (type: number, part: (text: string) => readonly string[]): string[] => data.filter((_, i) => types[i] === String(type)).flatMap(part);
  const name = (text: string): string[] => [bareName(text)], word = (n: number) => (text: string): string[] => [text.split(' ')[n] ?? ''];
  const lines = (text: string): string[] => text.split('\n');
  // One empty string says the same as no string (RFC 6763 section 6.1).
  const strings = (text: string): string[] => lines(text).filter((line) => line !== '');
  return {
    query_name: list(record['query_name']).map(bareName), // tshark takes the owner of an SRV apart and names it nowhere.
    answer_name: list(record['answer_name']).filter((_, i) => types[i] !== '33').map(bareName).filter((owner) => owner !== '.'),
    answer_type: types.flatMap((type, i) => type === '47' ? [type, ...(data[i] ?? '').split(' ').slice(1)] : [type]), rcode: list(record['rcode']), opcode: list(record['dns_opcode']),
    a: of(1, (text) => [text]), aaaa: of(28, (text) => [text]), ptr: of(12, name), cname: of(5, name), dname: of(39, name), ns: of(2, name),
    srv_priority: of(33, word(0)), srv_weight: of(33, word(1)), srv_port: of(33, word(2)), srv_target: of(33, (text) => name(text.split(' ').slice(3).join(' '))),
    mx_preference: of(15, word(0)), mx: of(15, (text) => name(text.split(' ').slice(1).join(' '))), soa_mname: of(6, (text) => name(text.split(' ')[0] ?? '')), soa_rname: of(6, (text) => name(text.split(' ')[1] ?? '')),
    soa_serial: of(6, word(2)), soa_minimum: of(6, word(6)), txt: of(16, strings), spf: of(99, strings),
    hinfo_cpu: of(13, (text) => [lines(text)[0] ?? '']), hinfo_os: of(13, (text) => [lines(text)[1] ?? '']), nsec: of(47, (text) => name(text.split(' ').slice(0, 1).join(' '))),
  };
}
