/** Inner addresses against tshark, packet by packet, on captures of tunnels. Skipped, visibly, where tshark or the captures are not at hand. */
import { expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKernel, PARSERS, toRecord, type JsonRecord } from './index.ts';

const DATA = join(import.meta.dir, '../../../shared/data/captures');
const ready = existsSync(DATA) && Bun.which('tshark') !== null && Bun.which('mergecap') !== null;
const FIELDS = ['frame.number', 'frame.protocols', 'eth.src', 'eth.dst', 'ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst'] as const;
/** Layers that put a packet into another one; Ethernet behind the last of them is the inner frame's. */
const LAYERS = ['gre', 'vxlan', 'geneve', 'gtp', 'mpls', 'erspan', 'ip', 'ipv6'];
const TUNNELED = /\b(gre|vxlan|geneve|gtp|mpls|pppoes)\b|\bip(v6)?\b.*\bip(v6)?\b/;
const NETWORK = ['ip', 'ipv6', 'arp'];

interface Ends { readonly mac: string; readonly ip: string }
const pair = (...ends: readonly unknown[]): string => ends.filter((end) => end !== undefined && end !== '' && end !== '0.0.0.0' && end !== '00:00:00:00:00:00').sort().join(' ');

/** What tshark says about the innermost packet: what an ICMP error quotes is not one. */
function theirs(cells: readonly string[]): Ends {
  const [, protocols = '', ethSrc = '', ethDst = '', ipSrc = '', ipDst = '', sixSrc = '', sixDst = ''] = cells;
  const all = protocols.split(':'), quoted = all.findIndex((name) => name.startsWith('icmp')), layers = quoted < 0 ? all : all.slice(0, quoted);
  const frame = Math.max(layers.lastIndexOf('eth'), layers.lastIndexOf('eth_withoutfcs')), network = Math.max(...NETWORK.map((name) => layers.lastIndexOf(name)));
  const last = (values: string, name: string): string | undefined => values.split(',')[layers.filter((layer) => layer === name).length - 1];
  const eths = layers.filter((layer) => layer === 'eth' || layer === 'eth_withoutfcs').length, bare = network > frame && layers.slice(frame + 1, network).some((layer) => LAYERS.includes(layer));
  const kind = network > frame ? layers[network] : undefined;
  return {
    mac: frame < 0 || bare ? '' : pair(ethSrc.split(',')[eths - 1], ethDst.split(',')[eths - 1]),
    ip: kind === 'ip' ? pair(last(ipSrc, 'ip'), last(ipDst, 'ip')) : kind === 'ipv6' ? pair(last(sixSrc, 'ipv6'), last(sixDst, 'ipv6')) : '',
  };
}
function ours(record: JsonRecord): Ends {
  return { mac: pair(record['src_mac'], record['dst_mac']), ip: record['record'] === 'arp' ? '' : pair(record['src_ip'], record['dst_ip'], record['src_ip6'], record['dst_ip6']) };
}

/** Each packet of a little-endian pcapng, behind the section and interfaces it needs. */
function* packetsOf(file: Buffer): Generator<Uint8Array> {
  let head: Uint8Array = Buffer.alloc(0);
  for (let at = 0; at + 12 <= file.length;) {
    const type = file.readUInt32LE(at), block = file.subarray(at, at + file.readUInt32LE(at + 4));
    if (type === 0x0a0d0d0a) head = block;
    else if (type === 1) head = Buffer.concat([head, block]);
    else if (type === 6) yield Buffer.concat([head, block]);
    at += block.length;
  }
}

test.skipIf(!ready)('[R149] agrees with tshark on who speaks inside tunnels', () => {
  const files = [...new Bun.Glob('**/*.{pcap,pcapng}').scanSync({ cwd: DATA, absolute: true })].filter((file) => /gre[-_.]|erspan|vxlan|geneve|gtp[-_]?u|gtp[3467]|6in4|4in4|mpls-basic|mpls-over|pppoe|various_gre/.test(file)).sort();
  const folder = mkdtempSync(join(tmpdir(), 'tunnels-'));
  try {
    const merged = join(folder, 'all.pcapng'), kernel = loadKernel();
    expect(Bun.spawnSync(['mergecap', '-a', '-F', 'pcapng', '-w', merged, ...files], { stderr: 'ignore' }).exitCode).toBe(0);
    const run = Bun.spawnSync(['tshark', '-n', '-r', merged, '-o', 'ip.defragment:FALSE', '-o', 'ipv6.defragment:FALSE', '-T', 'fields', '-E', 'separator=|', '-E', 'occurrence=a', ...FIELDS.flatMap((name) => ['-e', name])], { stderr: 'ignore' });
    const lines = new Map(run.stdout.toString().split('\n').filter((line) => line !== '').map((line) => line.split('|')).map((cells) => [Number(cells[0]), cells] as const));
    let number = 0, compared = 0;
    for (const packet of packetsOf(readFileSync(merged))) {
      const cells = lines.get(++number), protocols = cells?.[1] ?? '', batch = kernel.parse(PARSERS.capture, packet), record = batch.count > 0 ? toRecord(batch, batch.count - 1) : {};
      // Teredo is not taken off here, addresses of 802.11 have other names there, and at a length of 0 (segmentation offload) tshark sees no tunnel.
      if (cells === undefined || record['tunnel'] === undefined || /teredo|wlan/.test(protocols) || !TUNNELED.test(protocols)) continue;
      expect({ number, protocols, ...ours(record) }).toEqual({ number, protocols, ...theirs(cells) });
      compared++;
    }
    expect(compared).toBeGreaterThan(1000);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
