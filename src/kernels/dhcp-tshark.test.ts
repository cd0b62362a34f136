/** DHCP field by field against tshark, on captures of real clients. Skipped, visibly, where tshark or the captures are not at hand. */
import { expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BATCH_CAPACITY, loadKernel, PARSERS, toRecord, type CaptureState, type JsonRecord } from './index.ts';

const DATA = join(import.meta.dir, '../../../shared/data');
const ready = existsSync(DATA) && Bun.which('tshark') !== null && Bun.which('mergecap') !== null;
const FIELDS = ['frame.time_epoch', 'dhcp.id', 'dhcp.hw.mac_addr', 'dhcp.ip.client', 'dhcp.ip.your', 'dhcp.ip.server', 'dhcp.ip.relay', 'dhcp.option.type', 'dhcp.option.value',
  'dhcp.option.dhcp', 'dhcp.option.request_list_item', 'dhcp.option.vendor_class_id', 'dhcp.option.hostname', 'dhcp.fqdn.name', 'dhcp.option.requested_ip_address',
  'dhcp.option.dhcp_server_id', 'dhcp.option.ip_address_lease_time', 'dhcp.option.router', 'dhcp.option.domain_name_server', 'dhcp.option.domain_name', 'dhcp.option.subnet_mask',
  'dhcp.option.dhcp_max_message_size', 'dhcp.option.client_system_architecture'] as const;
type Row = Readonly<Record<(typeof FIELDS)[number], readonly string[]>>;
const SEPARATOR = '\x01', LIST = '\x02';

function peer(file: string): Row[] {
  // A DHCP message quoted inside an ICMP error is not one that was sent.
  const run = Bun.spawnSync(['tshark', '-n', '-r', file, '-Y', 'dhcp.cookie && !icmp && !_ws.malformed', '-T', 'fields', '-E', `separator=${SEPARATOR}`, '-E', 'occurrence=a', '-E', `aggregator=${LIST}`,
    ...FIELDS.flatMap((name) => ['-e', name])], { stderr: 'ignore' });
  expect(run.exitCode).toBe(0);
  return run.stdout.toString().split('\n').filter((line) => line !== '').map((line) => {
    const cells = line.split(SEPARATOR);
    return Object.fromEntries(FIELDS.map((name, i) => [name, (cells[i] ?? '') === '' ? [] : (cells[i] ?? '').split(LIST)])) as unknown as Row; // one cell a field, by construction
  });
}

const nonzero = (value: string | undefined): string | undefined => value === '0.0.0.0' ? undefined : value;
const numbers = (values: readonly string[]): number[] | undefined => values.length === 0 ? undefined : values.map(Number);
const list = (values: readonly string[]): readonly string[] | undefined => values.length === 0 ? undefined : values;

/** What tshark says, in our names. Options 0 and 255 carry nothing; tshark lists the end as a 0 without a value. */
function expected(row: Row): JsonRecord {
  const codes = row['dhcp.option.type'].map(Number).filter((code) => code !== 0 && code !== 255);
  const value = (code: number): string | undefined => row['dhcp.option.value'][codes.indexOf(code)];
  return JSON.parse(JSON.stringify({
    record: 'dhcp', xid: Number(row['dhcp.id'][0]), chaddr: row['dhcp.hw.mac_addr'][0], ciaddr: nonzero(row['dhcp.ip.client'][0]), yiaddr: nonzero(row['dhcp.ip.your'][0]),
    siaddr: nonzero(row['dhcp.ip.server'][0]), giaddr: nonzero(row['dhcp.ip.relay'][0]), options: codes.length === 0 ? undefined : codes, message_type: numbers(row['dhcp.option.dhcp'])?.[0],
    parameter_request_list: numbers(row['dhcp.option.request_list_item']), vendor_class: row['dhcp.option.vendor_class_id'][0], hostname: row['dhcp.option.hostname'][0],
    client_fqdn: row['dhcp.fqdn.name'][0], client_id: codes.includes(61) ? value(61) : undefined, requested_ip: nonzero(row['dhcp.option.requested_ip_address'][0]),
    server_id: row['dhcp.option.dhcp_server_id'][0], lease_seconds: numbers(row['dhcp.option.ip_address_lease_time'])?.[0], router: list(row['dhcp.option.router']),
    dns_server: list(row['dhcp.option.domain_name_server']), domain_name: row['dhcp.option.domain_name'][0], subnet_mask: row['dhcp.option.subnet_mask'][0],
    max_message_size: numbers(row['dhcp.option.dhcp_max_message_size'])?.[0], client_arch: numbers(row['dhcp.option.client_system_architecture']),
  }));
}

/** Our record, reduced to what is compared. */
function compared(record: JsonRecord): JsonRecord {
  const { time: _time, src_mac: _src, dst_mac: _dst, src_ip: _from, dst_ip: _to, src_port: _sport, dst_port: _dport, proto: _proto, ttl: _ttl, length: _length, vlan: _vlan,
    inner_vlan: _inner, relay: _relay, mud_url: _mud, user_class: _class, vendor_id: _vendor, vendor_data: _data, truncated: _cut, src_ip6: _six, dst_ip6: _target, ...rest } = record;
  return rest;
}

/** One tshark run over all the files: it takes longer to start than to read one of them. */
function check(files: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'dhcp-'));
  try {
    const merged = join(folder, 'all.pcapng');
    expect(Bun.spawnSync(['mergecap', '-a', '-F', 'pcapng', '-w', merged, ...files], { stderr: 'ignore' }).exitCode).toBe(0);
    const kernel = loadKernel(), rows = peer(merged), ours: JsonRecord[] = [];
    const bytes = readFileSync(merged);
    let state: CaptureState | undefined;
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + BATCH_CAPACITY), cut = kernel.split(PARSERS.capture, part, state);
      const batch = kernel.parse(PARSERS.capture, part.subarray(0, cut.length), state, at);
      for (let row = 0; row < batch.count; row++) {
        const record = toRecord(batch, row);
        if (record['record'] === 'dhcp') ours.push(record);
      }
      expect(cut.length).toBeGreaterThan(0);
      at += cut.length;
      state = cut.state;
    }
    rows.forEach((row, i) => { expect({ i, ...compared(ours[i] ?? {}) }).toEqual({ i, ...expected(row) }); });
    expect(ours.length).toBe(rows.length);
    return rows.length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const spread = <T>(all: readonly T[], count: number): T[] => Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor((i * all.length) / Math.min(count, all.length))]!);
const glob = (pattern: string): string[] => ready ? [...new Bun.Glob(pattern).scanSync({ cwd: DATA, absolute: true })].sort() : [];

test.skipIf(!ready)('agrees with tshark on device set-up captures', () => {
  expect(check(spread(glob('iot-sentinel/*/*.pcap'), 60))).toBeGreaterThan(100);
}, 60_000);

test.skipIf(!ready)('agrees with tshark on the DHCP captures of other projects', () => {
  expect(check(glob('captures/**/*{dhcp,bootp}*.{pcap,pcapng,cap,trace}'))).toBeGreaterThan(20);
}, 60_000);
