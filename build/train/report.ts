/** The evaluation as sections of tables and plots: one list, printed, written as JSON, and drawn as a page. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel, TIERS, type TierName } from '../../src/identify/index.ts';
import { knowledgeFile } from '../../src/pipeline/index.ts';
import { openBooks } from '../../src/knowledge/index.ts';
import { evaluateNames, MEASURED } from '../knowledge/evaluate-names.ts';
import { evaluateRecog, total } from '../knowledge/evaluate-recog.ts';
import { evaluateSysdescr } from '../knowledge/evaluate-sysdescr.ts';
import { evaluateAgents } from '../knowledge/measure-agents.ts';
import { evaluateDhcp } from '../knowledge/measure-dhcp.ts';
import { VIEWS } from './cross-validate.ts';
import { DATA, ROOT, type Dataset } from './dataset.ts';
import { leftOut, measure, reliability, typeReport } from './measures.ts';
import { predictor } from './predict.ts';
import { shareWithin, STEPS, timings, type Timing } from './timing.ts';
import { trainedAnswers, type By, type Said } from './verdicts.ts';

export type Cell = string | number;
export interface Curve { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] }
export interface Plot { readonly x: string; readonly y: string; readonly isLog?: boolean; readonly hasDiagonal?: boolean; readonly curves: readonly Curve[] }
export interface Section { readonly title: string; readonly note: string; readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[]; readonly plot?: Plot }

const MODEL = join(ROOT, 'src/identify/model/home.npm1');
const BYS: readonly (readonly [By, string])[] = [['answers', 'node'], ['trained', 'trained model alone']];
const isKnown = (one: Said): boolean => one.left === undefined && one.sample.label !== undefined && !one.isModule;
const isUnmet = (one: Said): boolean => one.leftKind === 'type' || one.leftKind === 'profile';
const inView = (said: readonly Said[], view: string): Said[] => said.filter((one) => one.view === view);

export function sections(data: Dataset, said: readonly Said[]): Section[] {
  const whole = inView(said, 'all').filter(isKnown);
  return [
    ...ofTypes(data, whole), ofTiers(whole), ...ofReliability(said, whole), ...BYS.map(([by, name]) => ofViews(said, by, name)),
    ofUnmet(said, 'Never-seen types and profiles', 'Each type, and each profile of several types, kept from training altogether. What claims name rightly is right.', isUnmet),
    ofUnmet(said, 'Sisters', 'Of each maker all profiles but one kept from training: the worst case of a product whose maker is known.', (one) => one.leftKind === 'sisters'),
    ...(existsSync(MODEL) ? [ofStrangers(data)] : []), ofTimes(timings(whole)), ...ofKnowledge(),
  ];
}

function ofTypes(data: Dataset, whole: readonly Said[]): Section[] {
  const paper = typeReport(whole, data.labels);
  return [
    {
      title: '27 types, ten folds', note: `The paper's question: the most probable type. Accuracy ${paper.accuracy}; with the kettle and the coffee machine, which send the same bytes, as one: ${paper.accuracyTwinsMerged}. Published: 0.815.`,
      columns: ['type', 'captures', 'precision', 'recall'], rows: paper.types.map(({ type, captures, precision, recall }) => [type, captures, precision, recall]),
    },
    { title: 'Confusion', note: 'Everything off the diagonal.', columns: ['type', 'taken for', 'captures'], rows: paper.confusion.map((row) => [...row]) },
  ];
}

function ofTiers(whole: readonly Said[]): Section {
  return {
    title: 'Tiers, ten folds', note: 'Held-out captures, whole. Calibration is fitted without the fold it is measured on.',
    columns: ['tier', 'of', 'named', 'right of named', 'at 90', 'right at 90', 'calibration error'],
    rows: TIERS.flatMap((tier) => BYS.map(([by, name]): Cell[] => { const m = measure(whole, tier, by); return [tier, name, m.named, m.precision, m.at90, m.precisionAt90, reliability(whole, tier, by).ece]; })),
  };
}

/** Of known devices, and of all there is: known, unmet, sisters and bare modules. */
function ofReliability(said: readonly Said[], whole: readonly Said[]): Section[] {
  const mixed = [...whole, ...inView(said, 'all').filter((one) => one.left !== undefined)];
  return (['category', 'profile', 'model'] as const satisfies readonly TierName[]).map((tier) => {
    const found = reliability(mixed, tier, 'answers'), known = reliability(whole, tier, 'answers');
    return {
      title: `Reliability: ${tier}`, note: `Does a confidence keep its word? Known devices: calibration error ${known.ece}; known, unmet and sisters together: ${found.ece}. Above the line a verdict says less than it could.`,
      columns: ['confidence from', 'to', 'verdicts', 'mean confidence', 'right'], rows: found.table.map(({ from, to, count, confidence, right }) => [from, to, count, confidence, right]),
      plot: { x: 'confidence', y: 'right', hasDiagonal: true, curves: [{ name: 'known, unmet, sisters', points: found.table.map(({ confidence, right }) => [confidence, right] as const) }, { name: 'known', points: known.table.map(({ confidence, right }) => [confidence, right] as const) }] },
    };
  });
}

function ofViews(said: readonly Said[], by: By, name: string): Section {
  return {
    title: `Profile, by what is seen: ${name}`, note: 'The same held-out captures with sources taken away.', columns: ['seen', 'named', 'right of named', 'at 90', 'right at 90', 'mean confidence', 'first choice right'],
    rows: Object.keys(VIEWS).map((view) => {
      const known = inView(said, view).filter(isKnown), m = measure(known, 'profile', by);
      return [view, m.named, m.precision, m.at90, m.precisionAt90, Math.round(known.reduce((sum, one) => sum + one[by].profile.confidence, 0) / known.length) / 100, Math.round((1e4 * known.filter((one) => one.tiers.profile.right).length) / known.length) / 1e4];
    }),
  };
}

function ofUnmet(said: readonly Said[], title: string, note: string, is: (one: Said) => boolean): Section {
  const rows = BYS.flatMap(([by, name]) => ([['whole', (one: Said) => one.view === 'all'], ['partial', (one: Said) => one.view !== 'all']] as const).map(([seen, isSeen]): Cell[] => {
    const left = leftOut(said.filter((one) => is(one) && isSeen(one)), by), sum = (of: (one: (typeof left)[number]) => number): number => left.reduce((all, one) => all + of(one), 0);
    return [name, seen, sum((one) => one.captures), sum((one) => one.named), sum((one) => one.wrong), sum((one) => one.wrongAt90), Math.max(0, ...left.map((one) => one.highestWrong))];
  }));
  return { title, note, columns: ['of', 'seen', 'captures', 'named', 'wrongly', 'wrongly at 90', 'highest wrong'], rows };
}

/** The committed model on stations of other people's captures: none of them is one of its products as far as we know. */
function ofStrangers(data: Dataset): Section {
  const model = loadModel(readFileSync(MODEL)), predict = predictor(model), bySource = Map.groupBy(data.strangers, ({ capture }) => capture.split('/')[1] ?? '');
  const rows = [...bySource].map(([source, samples]): Cell[] => {
    const answers = samples.map((sample) => trainedAnswers({ logits: predict(sample).logits, ids: sample.ids }, model).profile).filter(({ value }) => value !== null);
    return [source, samples.length, answers.length, answers.filter(({ confidence }) => confidence >= 90).length];
  });
  return { title: 'Open set: strangers', note: 'Stations of other people\'s captures, never learned from, by the trained model alone.', columns: ['captures of', 'stations', 'named one of the 24 profiles', 'at 90'], rows };
}

function ofTimes(timed: readonly Timing[]): Section {
  const at = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
  const row = (name: string, which: 'first' | 'high'): Cell[] => {
    const moments = timed.flatMap((one) => one[which] ?? []), packets = moments.map((one) => one.packets), seconds = moments.map((one) => one.seconds), tenth = (x: number): number => Math.round(x * 10) / 10;
    return [name, moments.length, Math.round((1000 * moments.length) / timed.length) / 1000, at(packets, 0.5), at(packets, 0.9), tenth(at(seconds, 0.5)), tenth(at(seconds, 0.9))];
  };
  return {
    title: 'Time to an answer', note: 'Each held-out capture replayed: judged after 1, 2, 3, 4, 6, 8, ... packets of the device (R53, R54).',
    columns: ['', 'captures', 'share', 'packets, median', 'packets, 9 of 10', 'seconds, median', 'seconds, 9 of 10'], rows: [row('first category', 'first'), row('profile at 90', 'high')],
    plot: { x: 'packets', y: 'share of captures', isLog: true, curves: [['first category', 'first'], ['profile at 90', 'high']].map(([name = '', which]) => ({ name, points: STEPS.map((step) => [step, shareWithin(timed, which === 'first' ? 'first' : 'high', step)] as const) })) },
  };
}

/** What the books know, measured on data they do not hold where there is any; and whether claims keep their word. */
function ofKnowledge(): Section[] {
  const claims = evaluateNames(openBooks(knowledgeFile).filter((book) => MEASURED.has(book.name)));
  const bins = [[0, 0.5], [0.5, 0.7], [0.7, 0.85], [0.85, 0.92], [0.92, 1]].map(([from = 0, to = 1]) => {
    const inside = claims.filter(({ certainty }) => certainty >= from && certainty < to), judged = inside.flatMap((one) => [one.vendor, one.category].filter((right) => right !== undefined));
    return [from, to, judged.length, inside.length === 0 ? 0 : Math.round((1000 * inside.reduce((sum, one) => sum + one.certainty, 0)) / inside.length) / 1000, judged.length === 0 ? 0 : Math.round((1000 * judged.filter(Boolean).length) / judged.length) / 1000];
  });
  return [
    { title: 'Claims: do certainties keep their word?', note: 'Every claim of our own rules about the maker or the kind of a labelled device, once a type.', columns: ['certainty from', 'to', 'judged', 'mean certainty', 'right'], rows: bins, plot: { x: 'certainty', y: 'right', hasDiagonal: true, curves: [{ name: 'claims', points: bins.filter((bin) => (bin[2] ?? 0) > 0).map((bin) => [bin[3] ?? 0, bin[4] ?? 0] as const) }] } },
    table('Recog', 'Its worked examples against the compiled book.', [total(evaluateRecog())]),
    table('System descriptions', 'LibreNMS\' samples, never learned from.', evaluateSysdescr()),
    table('User agents', 'uap-core\'s test devices; in the second row agents whose pattern was taken away.', evaluateAgents(DATA)),
    table('DHCP lists', 'Lists that other people collected.', evaluateDhcp(DATA)),
  ];
}

function table(title: string, note: string, rows: readonly object[]): Section {
  const cell = (value: unknown): Cell => (typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : String(value));
  return { title, note, columns: Object.keys(rows[0] ?? {}), rows: rows.map((row) => Object.values(row).map(cell)) };
}
