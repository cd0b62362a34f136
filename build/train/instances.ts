/** How often the instance tier is right (R50): one unit met again under another MAC, another unit of the same product, other products, and stations of other people's networks. `bun build/train/instances.ts` prints the table. */
import { join } from 'node:path';
import { createDeviceFeatures, maskText } from '../../src/features/index.ts';
import { instanceKey, instanceTier, type Strength, type Unit } from '../../src/instances/index.ts';
import { loadKernel, PARSERS, type CaptureState, type Kernel } from '../../src/kernels/index.ts';
import { isLocalMac, keyText, macText, parseMac, type DeviceKey, type Mac } from '../../src/model/index.ts';
import { observe } from '../../src/protocols/index.ts';
import { readFileSync } from 'node:fs';
import { capturesBelow, DATA, haveData, readLabels, readVendors } from './dataset.ts';
import { random } from './random.ts';

type Said = readonly [parameter: string, value: string];
/** Facts of every station of a capture. */
type Stations = ReadonlyMap<DeviceKey, readonly Said[]>;

const BATCH = 1 << 20, HOUR = 3_600_000;
/** Captures of one unit that are compared with each other. */
const TAKES = 6;
const vendors = readVendors();

function stationsOf(kernel: Kernel, path: string): Stations {
  const found = new Map<DeviceKey, Map<string, Said>>(), bytes = readFileSync(path);
  let state: CaptureState | undefined, at = 0;
  while (at < bytes.length) {
    const part = bytes.subarray(at, at + BATCH), split = kernel.split(PARSERS.capture, part, state);
    if (split.length === 0) break;
    observe(kernel.parse(PARSERS.capture, part.subarray(0, split.length), state, at), {
      fact(mac, _time, parameter, value) {
        const facts = found.get(mac) ?? new Map<string, Said>();
        facts.set(`${parameter}\n${value}`, [parameter, value]);
        found.set(mac, facts);
      },
      binding: () => undefined,
    });
    state = split.state;
    at += split.length;
  }
  return new Map([...found].map(([mac, facts]) => [mac, [...facts.values()]]));
}

/** The device as a node would have it, had it said these things under this MAC from one hour to another. */
function unit(mac: DeviceKey, said: readonly Said[], from: number, to: number): Unit {
  const fold = createDeviceFeatures({ vendorOf: (key) => vendors.lookup(key) }), keys = new Map<number, Strength>();
  for (const [parameter, value] of said) {
    fold.fact(mac, from * HOUR, parameter, value);
    const key = instanceKey('default', parameter, value, mac);
    if (key !== undefined) keys.set(key.hash, key.strength);
  }
  return { key: mac, vendor: vendors.lookup(mac), firstSeen: from * HOUR, lastActivity: to * HOUR, ids: new Set(fold.get(mac)?.ids.sorted() ?? []), keys, category: null };
}

/** The same product, another unit: its own MAC and whatever belongs to one unit are others, what the maker gave all of them stays. */
function sibling(said: readonly Said[], old: Mac, own: Mac, next: () => number): Said[] {
  const forms = (mac: Mac): string[] => { const text = macText(mac), bare = text.replaceAll(':', ''); return [text, text.replaceAll(':', '-'), bare, bare.slice(6), bare.slice(8)]; };
  const was = forms(old), is = forms(own);
  return said.map(([parameter, value]) => {
    let text = value;
    was.forEach((form, i) => { text = text.replace(new RegExp(form, 'gi'), (found) => (found === found.toUpperCase() ? (is[i] ?? '').toUpperCase() : is[i] ?? '')); });
    return [parameter, text.replace(/[0-9A-Za-z]+/g, (run) => (maskText(run, 0 as DeviceKey) === run ? run : other(run, next)))];
  });
}
/** Another number of the same shape. */
function other(run: string, next: () => number): string {
  return run.replace(/[0-9a-fA-F]/g, (digit) => { const drawn = Math.floor(next() * (/\d/.test(digit) ? 10 : 6)); return /\d/.test(digit) ? String(drawn) : String.fromCharCode((digit < 'a' ? 65 : 97) + drawn); });
}

interface Row { readonly what: string; readonly same: boolean; pairs: number; claimed: number; unsure: number; readonly examples: string[] }

class Table {
  readonly rows = new Map<string, Row>();
  add(what: string, same: boolean, first: Unit, then: Unit): void {
    const row = this.rows.get(what) ?? { what, same, pairs: 0, claimed: 0, unsure: 0, examples: [] };
    const shared = [...first.keys].filter(([hash]) => then.keys.has(hash)).map(([, strength]) => strength);
    const tier = instanceTier(then, shared.length === 0 ? [] : [{ unit: first, shared }]), linked = tier.value === keyText(first.key);
    row.pairs += 1;
    if (linked) row.claimed += 1;
    else if (tier.value === null) row.unsure += 1;
    if (linked !== same && row.examples.length < 12 && (linked || shared.length > 0)) row.examples.push(`${tier.reason ?? ''} (${shared.join(' ')})`);
    this.rows.set(what, row);
  }
}

export function measureInstances(): readonly Row[] {
  const kernel = loadKernel(), table = new Table(), next = random(11), labelled = join(DATA, 'iot-sentinel');
  const takes = new Map([...readLabels().keys()].map((folder) => {
    const mac = parseMac(readFileSync(join(labelled, folder, 'device-mac.txt'), 'utf8').trim()) ?? (0 as Mac);
    return [folder, { mac, said: capturesBelow(join(labelled, folder)).slice(0, TAKES).map((path) => stationsOf(kernel, path).get(mac) ?? []).filter((said) => said.length > 0) }] as const;
  }));
  const fresh = (): Mac => (0x020000000000 + Math.floor(next() * 2 ** 40) % 0x010000000000) as Mac;
  for (const [folder, { mac, said }] of takes) {
    for (let i = 0; i < said.length; i++) for (let j = 0; j < said.length; j++) {
      if (i === j) continue;
      const first = unit(mac, said[i] ?? [], 0, 1), later = said[j] ?? [], sister = (mac - (mac % 0x1000000) + Math.floor(next() * 0x1000000)) as Mac;
      table.add('the same unit later, random MAC', true, first, unit(fresh(), later, 2, 3));
      table.add('the same unit later, its own second MAC', true, first, unit(sister, later, 2, 3));
      table.add('another unit of the product later, its own MAC', false, first, unit(sister, sibling(later, mac, sister, next), 2, 3));
      table.add('another unit of the product at the same time', false, first, unit(sister, sibling(later, mac, sister, next), 0, 1));
      const random_ = fresh();
      table.add('another unit of the product later, random MAC', false, first, unit(random_, sibling(later, mac, random_, next), 2, 3));
    }
    // One bridge is in the data under two names.
    for (const [another, { mac: its, said: theirs }] of takes) if (another !== folder && its !== mac && said[0] && theirs[0]) table.add('another product later, random MAC', false, unit(mac, said[0], 0, 1), unit(fresh(), theirs[0], 2, 3));
  }
  strangers(kernel, table);
  return [...table.rows.values()];
}

/** Stations of other people's captures: who has a burned-in MAC of its own is a unit of its own. */
function strangers(kernel: Kernel, table: Table): void {
  const units: Unit[] = [], seen = new Set<DeviceKey>();
  for (const name of ['zeek', 'tcpdump', 'icsnpp', 'arkime', 'gopacket', 'ndpi', 'scapy']) for (const path of capturesBelow(join(DATA, 'captures', name))) for (const [mac, said] of stationsOf(kernel, path)) {
    if (seen.has(mac) || isLocalMac(mac)) continue;
    const one = unit(mac, said, units.length * 2, units.length * 2 + 1);
    seen.add(mac);
    if (one.keys.size > 0) units.push(one);
  }
  for (let i = 0; i < units.length; i++) for (let j = i + 1; j < units.length; j++) table.add(`strangers with keys of a unit (${units.length}), burned-in MACs`, false, units[i]!, units[j]!);
}

if (import.meta.main) {
  if (!haveData()) { console.error(`no data at ${DATA}: nothing to measure`); process.exit(1); }
  const rows = measureInstances(), sum = (of: (row: Row) => number): number => rows.reduce((total, row) => total + of(row), 0);
  for (const { what, same, pairs, claimed, unsure, examples } of rows) {
    console.log(`${what.padEnd(66)} ${String(pairs).padStart(7)} pairs ${String(claimed).padStart(5)} linked (${same ? 'right' : 'wrong'}) ${String(unsure).padStart(5)} not sure`);
    for (const example of new Set(examples)) console.log(`    ${example}`);
  }
  const right = sum((row) => (row.same ? row.claimed : 0)), wrong = sum((row) => (row.same ? 0 : row.claimed));
  console.log(`precision ${(right / Math.max(1, right + wrong)).toFixed(4)}, recall ${(right / sum((row) => (row.same ? row.pairs : 0))).toFixed(3)}, false links ${wrong} of ${sum((row) => (row.same ? 0 : row.pairs))}`);
}
