/** `npm run evaluate`: measures the model on what it has not seen; prints a summary and writes build/out/evaluation.json. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, loadModel, TIERS } from '../../src/identify/index.ts';
import { crossValidate, VIEWS } from './cross-validate.ts';
import { DATA, haveData, readDataset, ROOT, type Dataset } from './dataset.ts';
import { leftOut, measure, reliability, typeReport, type LeftOut } from './measures.ts';
import { predictor } from './predict.ts';
import { verdicts, type Said } from './verdicts.ts';

const MODEL = join(ROOT, 'src/identify/model/home.npm1');

/** The committed model on stations of other people's captures: none of them is one of its products as far as we know. */
function strangers(data: Dataset): { readonly stations: number; readonly named: number; readonly at90: number; readonly examples: readonly string[] } {
  const model = loadModel(readFileSync(MODEL)), predict = predictor(model);
  const named = data.strangers.map((sample) => ({ sample, verdict: judge(predict(sample).logits, model.rowsOf(sample.ids), model) })).filter(({ verdict }) => verdict.tiers.profile.value >= 0);
  return {
    stations: data.strangers.length, named: named.length, at90: named.filter(({ verdict }) => verdict.tiers.profile.confidence >= 90).length,
    examples: named.map(({ sample, verdict }) => `${sample.capture} ${sample.mac}: ${model.tiers.profile.values[verdict.tiers.profile.value]} ${verdict.tiers.profile.confidence}`),
  };
}

export function report(data: Dataset, said: readonly Said[]): object {
  const known = said.filter((one) => one.left === undefined && one.sample.label !== undefined), whole = known.filter((one) => one.view === 'all');
  const unmet = said.filter((one) => one.left !== undefined && one.leftKind !== 'sisters' && one.view === 'all'), background = said.filter((one) => one.sample.label === undefined && one.view === 'all');
  return {
    captures: data.labelled.length, background: data.background.length,
    paper: typeReport(whole, data.labels),
    tiers: Object.fromEntries(TIERS.map((tier) => [tier, {
      ...measure(whole, tier), reliability: reliability([...whole, ...unmet, ...background], tier), reliabilityOfKnown: reliability(whole, tier),
    }])),
    views: Object.fromEntries(Object.keys(VIEWS).map((view) => [view, {
      type: typeReport(known.filter((one) => one.view === view), data.labels).accuracy,
      known: Object.fromEntries(TIERS.map((tier) => [tier, measure(known.filter((one) => one.view === view), tier)])),
      leftOut: measure(said.filter((one) => one.left !== undefined && one.leftKind !== 'sisters' && one.view === view), 'profile'),
      sisters: measure(said.filter((one) => one.leftKind === 'sisters' && one.view === view), 'profile'),
    }])),
    leftOut: leftOut(unmet),
    ofBackground: measure(background, 'profile'),
    strangers: existsSync(MODEL) ? strangers(data) : null,
  };
}

function print(said: readonly Said[], data: Dataset): void {
  const percent = (x: number): string => `${(100 * x).toFixed(1)} %`.padStart(8);
  const whole = said.filter((one) => one.left === undefined && one.sample.label !== undefined && one.view === 'all'), paper = typeReport(whole, data.labels);
  console.log(`\n10-fold accuracy over ${data.labels.length} types: ${paper.accuracy} (twins merged: ${paper.accuracyTwinsMerged}; published: 0.815)`);
  for (const { type, captures, precision, recall } of paper.types) console.log(`  ${type.padEnd(20)} ${String(captures).padStart(3)} captures  precision ${percent(precision)}  recall ${percent(recall)}`);
  for (const [a, b, count] of paper.confusion) console.log(`  confused: ${a} as ${b} x ${count}`);
  console.log('\nheld-out captures        named    right of named   at 90+   right at 90+    ECE');
  for (const tier of TIERS) {
    const m = measure(whole, tier);
    console.log(`  ${tier.padEnd(18)} ${percent(m.named)}  ${percent(m.precision)}        ${percent(m.at90)}  ${percent(m.precisionAt90)}     ${reliability(whole, tier).ece}`);
  }
  console.log('\nprofile, by what is seen  named    right of named   at 90+   right at 90+');
  for (const view of Object.keys(VIEWS)) {
    const m = measure(said.filter((one) => one.left === undefined && one.sample.label !== undefined && one.view === view), 'profile');
    console.log(`  ${view.padEnd(18)} ${percent(m.named)}  ${percent(m.precision)}        ${percent(m.at90)}  ${percent(m.precisionAt90)}`);
  }
  printLeft('never-seen types and profiles', leftOut(said.filter((one) => one.left !== undefined && one.leftKind !== 'sisters' && one.view === 'all')));
  printLeft('products of a maker of whom one was seen', leftOut(said.filter((one) => one.leftKind === 'sisters' && one.view === 'all')));
  printLeft('the same, through partial sources', leftOut(said.filter((one) => one.leftKind === 'sisters' && one.view !== 'all')));
  const met = strangers(data);
  console.log(`\nstrangers: ${met.stations}, ${met.named} named, ${met.at90} at 90 or more`);
  for (const example of met.examples) console.log(`  ${example}`);
}

function printLeft(title: string, left: readonly LeftOut[]): void {
  const sum = (of: (one: LeftOut) => number): number => left.reduce((total, one) => total + of(one), 0);
  console.log(`\n${title}: ${sum((one) => one.captures)} captures, ${sum((one) => one.wrong)} named wrongly, ${sum((one) => one.wrongAt90)} of them at 90 or more`);
  for (const one of left.filter(({ wrong }) => wrong > 0)) console.log(`  ${one.left}: ${one.wrong} of ${one.captures} wrong, highest confidence ${one.highestWrong}`);
}

if (import.meta.main) {
  if (!haveData()) { console.error(`no training data at ${DATA}: nothing to evaluate`); process.exit(1); }
  const data = readDataset();
  const said = verdicts(crossValidate(data, (text) => { if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(60)}`); }));
  print(said, data);
  mkdirSync(join(ROOT, 'build/out'), { recursive: true });
  writeFileSync(join(ROOT, 'build/out/evaluation.json'), `${JSON.stringify(report(data, said), null, 1)}\n`);
  console.log('\nall figures: build/out/evaluation.json');
}
