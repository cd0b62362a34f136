/** The committed model on the captures it was made from and on strangers; visible skips where the data is not at hand. */
import { expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble, judge, loadModel, type Model, type Verdict } from '../../src/identify/index.ts';
import { createScorer, loadKernel, type Scorer } from '../../src/kernels/index.ts';
import { macText, parseMac, type Mac } from '../../src/model/index.ts';
import { foldCapture } from './captures.ts';
import { seenThrough } from './cross-validate.ts';
import { DATA, haveData, readDataset, readLabels, ROOT, type Dataset, type Sample } from './dataset.ts';
import { headerOf, learn } from './learn.ts';

const model = loadModel(readFileSync(join(ROOT, 'src/identify/model/home.npm1')));
/** Reading all captures takes seconds, on a busy machine many. */
const PATIENCE = 120_000;
let read: Dataset | undefined;
const data = (): Dataset => (read ??= readDataset());

const scorers = new Map<Model, Scorer>();
function verdict(sample: Sample, of = model): Verdict {
  const logits = new Float32Array(of.leaves), scorer = scorers.get(of) ?? createScorer(of);
  scorers.set(of, scorer);
  scorer.score(sample.ids, Uint32Array.of(0, sample.ids.length), logits);
  return judge(logits, of.rowsOf(sample.ids), of);
}
const profileOf = (sample: Sample): string | undefined => model.tiers.profile.values[verdict(sample).tiers.profile.value];

test.skipIf(!haveData())('[R48] [R49] the devices of the labelled captures get their category, profile and vendor', () => {
  const wrong = data().labelled.filter((sample) => profileOf(sample) !== sample.label?.profile);
  expect(wrong.length).toBeLessThanOrEqual(4);
  expect(wrong.filter((sample) => profileOf(sample) !== undefined)).toEqual([]);
}, PATIENCE);

test.skipIf(!haveData())('the kettle and the coffee machine share a named profile without a model, and bare module evidence is not worth 90', () => {
  for (const sample of data().labelled.filter(({ label }) => label?.profile === 'Smarter Kitchen Appliance')) {
    const { tiers } = verdict(sample);
    expect([tiers.profile.value >= 0, tiers.model.value, tiers.profile.confidence < 90]).toEqual([true, -1, true]);
  }
}, PATIENCE);

test.skipIf(!haveData())('[R47] confidence falls, and nothing is named wrongly, when ARP and DHCP are not seen', () => {
  const without = data().labelled.map((sample) => seenThrough(sample, (parameter) => parameter.source !== 'arp' && parameter.source !== 'dhcp', data()));
  const mean = (samples: readonly Sample[]): number => samples.reduce((sum, sample) => sum + verdict(sample).tiers.profile.confidence, 0) / samples.length;
  expect(mean(without)).toBeLessThan(mean(data().labelled));
  expect(without.filter((sample) => profileOf(sample) !== undefined && profileOf(sample) !== sample.label?.profile)).toEqual([]);
}, PATIENCE);

test.skipIf(!haveData())('stations of other people\'s captures are not named at 90', () => {
  expect(data().strangers.length).toBeGreaterThan(300);
  expect(data().strangers.filter((sample) => verdict(sample).tiers.profile.confidence >= 90).map((sample) => sample.capture)).toEqual([]);
}, PATIENCE);

test.skipIf(!haveData())('[R51] a type the model never saw gets a similar one at most, below 90', () => {
  for (const type of ['D-LinkSiren', 'WeMoLink']) {
    const learned = learn(data().labels, data().labelled.filter(({ label }) => label?.type !== type), data().background, data().words);
    const without = assemble(headerOf(learned, model.header), learned);
    for (const sample of data().labelled.filter(({ label }) => label?.type === type)) expect(verdict(sample, without).tiers.profile.confidence).toBeLessThan(90);
  }
}, PATIENCE);

/** The capture as another unit of the same product would have made it: its low three MAC bytes changed wherever they stand, as bytes or as hex text. */
function asOtherUnit(bytes: Uint8Array, mac: string, low: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1'), own = mac.split(':'), tail = own.slice(3), other = low.match(/../g) ?? [];
  const raw = (hex: readonly string[]): string => String.fromCharCode(...hex.map((byte) => Number.parseInt(byte, 16)));
  const cases = [(word: string) => word.toLowerCase(), (word: string) => word.toUpperCase()];
  let out = text.replaceAll(raw(tail), raw(other));
  for (const separator of ['', ':', '-']) for (const turn of cases) out = out.replaceAll(turn(tail.join(separator)), turn(other.join(separator)));
  for (const turn of cases) out = out.replace(new RegExp(`(?<=[A-Za-z-])${turn(tail.slice(1).join(''))}(?![0-9A-Za-z])`, 'g'), turn(other.slice(1).join('')));
  return Uint8Array.from(Buffer.from(out, 'latin1'));
}

test.skipIf(!haveData())('another unit of the same product has the same features, in every folder', () => {
  const kernel = loadKernel(), folder = mkdtempSync(join(tmpdir(), 'nameplate-unit-'));
  try {
    for (const name of readLabels().keys()) {
      const from = join(DATA, 'iot-sentinel', name), mac = readFileSync(join(from, 'device-mac.txt'), 'utf8').trim();
      const capture = readdirSync(from).filter((file) => file.endsWith('.pcap')).sort()[0] ?? '', low = '7b3e9d', copy = join(folder, capture);
      writeFileSync(copy, asOtherUnit(readFileSync(join(from, capture)), mac, low));
      const ids = (path: string, address: Mac | undefined): string[] => {
        const tokens = new Map<number, string>(), fold = foldCapture(kernel, path, { onToken: (id, parameter, token) => { tokens.set(id, `${parameter} ${token}`); } });
        return address === undefined ? [] : [...(fold.get(address)?.ids.sorted() ?? [])].map((id) => tokens.get(id) ?? '').sort();
      };
      const own = parseMac(mac), other = parseMac(`${mac.slice(0, 8)}:${low.match(/../g)?.join(':')}`);
      if (own === undefined || other === undefined) throw new Error(name);
      expect([name, macText(other), ids(copy, other)]).toEqual([name, macText(other), ids(join(from, capture), own)]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, PATIENCE);

test('the skips above are about data that is not in the repository', () => { expect(existsSync(join(DATA, 'iot-sentinel/labels.csv'))).toBe(haveData()); });
