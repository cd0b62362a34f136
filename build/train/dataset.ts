/** What the model learns from: labelled captures, and the other stations in them as examples of "something else". What it is measured on besides: strangers. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadVendors, type VendorTable } from '../../src/identify/index.ts';
import { loadKernel } from '../../src/kernels/index.ts';
import { Words, type DeviceState } from '../../src/features/index.ts';
import { isProved, knowledgeFile } from '../../src/pipeline/index.ts';
import { Knowledge, openBooks } from '../../src/knowledge/index.ts';
import { keyText, parseMac, type DeviceKey, type HeardClaim } from '../../src/model/index.ts';
import { foldCapture } from './captures.ts';

export const ROOT = join(import.meta.dir, '../..');
export const DATA = join(ROOT, '../shared/data');
const LABELLED = join(DATA, 'iot-sentinel');
/** Other people's captures: only to measure how often a stranger is named. Nothing is learned from them, so nothing of them ships. */
const STRANGERS = ['zeek', 'tcpdump', 'icsnpp', 'arkime', 'gopacket', 'ndpi', 'scapy'];
/** Fewer ids than this say nothing either way. */
const LEAST_IDS = 6;
/** Larger files are long recordings of one network: slow to read and no new stations. */
const LARGEST = 8 << 20;

export interface Label {
  readonly type: string;
  readonly category: string;
  readonly profile: string;
  readonly vendor: string;
  readonly model: string;
  readonly vertical: string;
}

export interface Sample {
  /** Where it comes from: a capture's path below the data folder. */
  readonly capture: string;
  readonly mac: string;
  /** Undefined: one of the others. */
  readonly label: Label | undefined;
  readonly ids: Uint32Array;
  /** What the node has beside the ids: what its words claim, the company of its MAC, whether ARP or DHCP showed it. */
  readonly claims: readonly HeardClaim[];
  readonly company: string | undefined;
  readonly isProved: boolean;
}

export interface Word { readonly parameter: number; readonly token: string }

export interface Dataset {
  readonly labels: readonly Label[];
  readonly labelled: readonly Sample[];
  readonly background: readonly Sample[];
  readonly strangers: readonly Sample[];
  /** What each id stands for. */
  readonly words: ReadonlyMap<number, Word>;
}

export function haveData(): boolean { return existsSync(join(LABELLED, 'labels.csv')); }

export function readLabels(): ReadonlyMap<string, Label> {
  const [, ...lines] = readFileSync(join(LABELLED, 'labels.csv'), 'utf8').trim().split('\n');
  return new Map(lines.map((line) => {
    const [folder = '', type = '', category = '', profile = '', vendor = '', model = '', vertical = ''] = line.trim().split(',');
    return [folder, { type, category, profile, vendor, model, vertical }] as const;
  }));
}

export function readVendors(): VendorTable { return loadVendors(readFileSync(join(ROOT, 'build/out/oui.bin'))); }

/** Captures in a folder of the data, the very large ones left out. */
export function capturesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => { const stat = statSync(path); return stat.isFile() && stat.size > 24 && stat.size <= LARGEST && isCapture(path); })
    .sort();
}

const MAGIC = new Set([0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1, 0x0a0d0d0a]);
function isCapture(path: string): boolean {
  if (/\.(?:out|txt|log|json|md|tsv)$/i.test(path)) return false;
  const head = readFileSync(path).subarray(0, 4);
  return head.length === 4 && MAGIC.has(head.readUInt32BE(0));
}

export function readDataset(): Dataset {
  const kernel = loadKernel(), vendors = readVendors(), words = new Map<number, Word>(), knowledge = new Knowledge(openBooks(knowledgeFile));
  const options = {
    vendorOf: (mac: DeviceKey) => vendors.lookup(mac),
    words: new Words((parameter, value) => knowledge.claimsOf(parameter, value)),
    onToken: (id: number, parameter: number, token: string) => { words.set(id, { parameter, token }); },
  };
  const sampleOf = (path: string, state: DeviceState): Omit<Sample, 'label'> => ({
    capture: path.slice(DATA.length + 1), mac: keyText(state.mac), ids: state.ids.sorted(), claims: state.claims(), company: vendors.lookup(state.mac), isProved: isProved(state),
  });
  const labels = readLabels(), labelled: Sample[] = [], around: Sample[] = [];
  const devices = new Map([...labels.keys()].map((folder) => [folder, parseMac(readFileSync(join(LABELLED, folder, 'device-mac.txt'), 'utf8').trim())]));
  const known = new Set<DeviceKey | undefined>(devices.values());
  for (const [folder, label] of labels) {
    const device = devices.get(folder);
    for (const path of capturesBelow(join(LABELLED, folder))) {
      for (const state of foldCapture(kernel, path, options).states()) {
        const sample = sampleOf(path, state);
        if (state.mac === device) labelled.push({ ...sample, label });
        else if (state.ids.size >= LEAST_IDS && !known.has(state.mac)) around.push({ ...sample, label: undefined });
      }
    }
  }
  const others = (names: readonly string[]): Sample[] => names.flatMap((name) => capturesBelow(join(DATA, 'captures', name)).flatMap((path) =>
    [...foldCapture(kernel, path, options).states()].filter((state) => state.ids.size >= LEAST_IDS)
      .map((state) => ({ ...sampleOf(path, state), label: undefined }))));
  return {
    labels: [...new Map([...labels.values()].map((label) => [label.type, label])).values()],
    labelled, background: withoutTwins(around), strangers: withoutTwins(others(STRANGERS)), words,
  };
}

/** The same station is in many captures: equal sets count once, and one MAC counts at most five times. */
function withoutTwins(samples: readonly Sample[]): Sample[] {
  const seen = new Set<string>(), times = new Map<string, number>();
  return samples.filter((sample) => {
    const key = sample.ids.join(' '), count = times.get(sample.mac) ?? 0;
    if (seen.has(key) || count >= 5) return false;
    seen.add(key);
    times.set(sample.mac, count + 1);
    return true;
  });
}
