/** `bun build/knowledge/evaluate-names.ts`: how many claims about names are right on the labelled captures, by rule, by book and by class of certainty. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBooks, Knowledge, type Book } from '../../src/knowledge/index.ts';
import { knowledgeFile } from '../../src/pipeline/index.ts';
import { loadKernel } from '../../src/kernels/index.ts';
import { parseMac, type Claim, type ParameterName } from '../../src/model/index.ts';
import { capturesBelow, DATA, haveData, readLabels, type Label } from '../train/dataset.ts';
import { sayingsOf } from './sayings.ts';

export interface Tally { readonly claims: number; readonly vendorRight: number; readonly vendorWrong: number; readonly categoryRight: number; readonly categoryWrong: number }

/** One claim of a rule about one type of device: how often a device said it does not matter, a type is one product. */
export interface Judged { readonly type: string; readonly rule: string; readonly certainty: number; readonly parameter: ParameterName; readonly value: string; readonly vendor: boolean | undefined; readonly category: boolean | undefined; readonly claim: Claim }

/** Makers by another of their names, and a firm's brand. */
const SAME: readonly (readonly [string, string])[] = [['signify', 'philips'], ['osram', 'ledvance']];
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
export function sameVendor(claimed: string, truth: string): boolean {
  const a = plain(claimed), b = plain(truth);
  return a.startsWith(b) || b.startsWith(a) || SAME.some(([one, other]) => (a.startsWith(one) && b.startsWith(other)) || (a.startsWith(other) && b.startsWith(one)));
}

/** Every claim about every labelled device, once a type. `books`: those that count. */
export function evaluateNames(books: readonly Book[]): Judged[] {
  const knowledge = new Knowledge(books), kernel = loadKernel(), judged = new Map<string, Judged>();
  for (const [folder, label] of readLabels()) {
    const device = parseMac(readFileSync(join(DATA, 'iot-sentinel', folder, 'device-mac.txt'), 'utf8').trim());
    for (const path of capturesBelow(join(DATA, 'iot-sentinel', folder))) {
      for (const [mac, said] of sayingsOf(kernel, path)) if (mac === device) for (const [parameter, values] of said) for (const value of values) {
        for (const claim of knowledge.claimsOf(parameter, value)) judged.set(`${label.type} ${claim.rule}`, judge(label, parameter, value, claim));
      }
    }
  }
  return [...judged.values()];
}

function judge(label: Label, parameter: ParameterName, value: string, claim: Claim): Judged {
  return {
    type: label.type, rule: claim.rule, certainty: claim.certainty, parameter, value, claim,
    vendor: claim.vendor === undefined ? undefined : sameVendor(claim.vendor, label.vendor), category: claim.category === undefined ? undefined : claim.category === label.category,
  };
}

export function tally(judged: readonly Judged[]): Tally {
  const count = (test: (one: Judged) => boolean): number => judged.filter(test).length;
  return {
    claims: judged.length, vendorRight: count((one) => one.vendor === true), vendorWrong: count((one) => one.vendor === false),
    categoryRight: count((one) => one.category === true), categoryWrong: count((one) => one.category === false),
  };
}

/** Books of this script; recog and the agents have measures of their own. */
export const MEASURED: ReadonlySet<string> = new Set(['discovery', 'hosts', 'home-assistant', 'domains', 'plant', 'care', 'services']);

if (import.meta.main) {
  if (!haveData()) throw new Error('the data folder is not beside the repository');
  const judged = evaluateNames(openBooks(knowledgeFile).filter((book) => MEASURED.has(book.name)));
  const print = (what: string, some: readonly Judged[]): void => {
    const sum = tally(some);
    process.stdout.write(`${what}: ${sum.claims} claims, maker ${sum.vendorRight} right ${sum.vendorWrong} wrong, category ${sum.categoryRight} right ${sum.categoryWrong} wrong\n`);
  };
  print('all', judged);
  for (const [book, some] of Map.groupBy(judged, (one) => one.rule.slice(0, one.rule.indexOf('/')))) print(book, some);
  for (const [certainty, some] of [...Map.groupBy(judged, (one) => one.certainty)].sort(([a], [b]) => b - a)) print(`certainty ${certainty}`, some);
  for (const one of judged) if (one.vendor === false || one.category === false) process.stdout.write(`wrong: ${one.type} ${one.rule} ${one.certainty} ${one.parameter} ${JSON.stringify(one.value)} ${JSON.stringify(one.claim)}\n`);
}
