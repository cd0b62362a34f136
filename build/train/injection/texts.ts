/** The texts the injection model learns from and is measured on: public injection collections, and what ordinary requests look like. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA } from '../dataset.ts';
import { random } from '../random.ts';
import { madeAttacks } from './attacks.ts';
import { benignTexts } from './benign.ts';

export interface Text { readonly value: Uint8Array; readonly sqli: boolean; readonly from: string }

const FOLDER = join(DATA, 'sqli'), encoder = new TextEncoder();

/** `payload,length,attack_type,label`, the payload quoted where it holds a comma, a quote or a line end. */
function httpParams(part: 'train' | 'test'): Text[] {
  const text = readFileSync(join(FOLDER, 'http-params', `payload_${part}.csv`), 'utf8'), rows: Text[] = [];
  for (const match of text.slice(text.indexOf('\n') + 1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*)),\d+,(\w[\w-]*),\w+\r?\n/g)) {
    const payload = match[1]?.replaceAll('""', '"') ?? match[2] ?? '', type = match[3] ?? '';
    rows.push({ value: encoder.encode(payload), sqli: type === 'sqli', from: `http-params/${type}` });
  }
  return rows;
}

/** A line each; # begins a comment. Every fifth file is kept for measuring. */
function libinjection(part: 'train' | 'test'): Text[] {
  return readdirSync(join(FOLDER, 'libinjection')).filter((name) => /^sqli-.*\.txt$/.test(name)).sort().flatMap((name, i) => {
    if ((i % 5 === 3) !== (part === 'test')) return [];
    return lines(join(FOLDER, 'libinjection', name)).map((line) => ({ value: encoder.encode(line), sqli: true, from: `libinjection/${name}` }));
  });
}

function lines(path: string): string[] { return readFileSync(path, 'latin1').split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#')); }

/** Texts that fooled a known detector. Half of them to learn, half to measure. */
function falsePositives(part: 'train' | 'test'): Text[] {
  return lines(join(FOLDER, 'libinjection', 'false_positives.txt')).filter((_, i) => (i % 2 === 1) === (part === 'test')).map((line) => ({ value: encoder.encode(line), sqli: false, from: 'libinjection/false_positives' }));
}

export function learnedTexts(): Text[] {
  return [...httpParams('train'), ...libinjection('train'), ...falsePositives('train'), ...benignTexts(random(57), 20_000).map((text) => ({ value: encoder.encode(text), sqli: false, from: 'made' })), ...madeAttacks(random(58), 6_000).map((text) => ({ value: encoder.encode(text), sqli: true, from: 'made' }))];
}

export function measuredTexts(): Text[] { return [...httpParams('test'), ...libinjection('test'), ...falsePositives('test')]; }
