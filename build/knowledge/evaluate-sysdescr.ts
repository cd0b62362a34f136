/**
 * `bun build/knowledge/evaluate-sysdescr.ts`: the type of a device by its system description and object identifier, against LibreNMS' samples.
 * They are GPL: measured against, never learned from. Rules were written from knowledge of products, with a look at what was wrong in the even
 * lines; the odd lines show how much of that holds elsewhere.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knowledgeFile } from '../../src/pipeline/index.ts';
import { Knowledge, openBooks } from '../../src/knowledge/index.ts';
import type { Claim } from '../../src/model/index.ts';
import { ROOT } from '../generate.ts';
import { typesOf } from './snmp-types.ts';

export const SAMPLES = join(ROOT, '../shared/data/fingerprints/librenms/sysdescr.jsonl');

export interface SysdescrRow {
  readonly of: string;
  readonly samples: number;
  readonly answered: number;
  readonly right: number;
  /** Share right of all, and of those answered. */
  readonly overall: number;
  readonly precision: number;
}

interface Sample { readonly type: string; readonly system: string; readonly objectId: string; readonly odd: boolean }

export function readSamples(path: string = SAMPLES): Sample[] {
  return readFileSync(path, 'utf8').split('\n').flatMap((line, at): Sample[] => {
    if (line === '') return [];
    const { type, sysDescr, sysObjectID } = JSON.parse(line) as Readonly<Record<string, string | null | undefined>>; // the set's own format
    return type == null || sysDescr == null || sysDescr === '' ? [] : [{ type, system: sysDescr, objectId: sysObjectID ?? '', odd: at % 2 === 0 }];
  });
}

export function evaluateSysdescr(samples: readonly Sample[] = existsSync(SAMPLES) ? readSamples() : []): SysdescrRow[] {
  const knowledge = new Knowledge(openBooks(knowledgeFile));
  const judged = samples.map((sample) => ({ ...sample, category: surest([...knowledge.claimsOf('snmp.system', sample.system), ...knowledge.claimsOf('snmp.object_id', sample.objectId)]) }));
  const row = (of: string, some: typeof judged): SysdescrRow => {
    const answered = some.filter(({ category }) => category !== undefined), right = answered.filter(({ category, type }) => typesOf(category ?? '').includes(type)).length;
    return { of, samples: some.length, answered: answered.length, right, overall: right / Math.max(1, some.length), precision: right / Math.max(1, answered.length) };
  };
  return [
    row('odd lines, never looked at', judged.filter(({ odd }) => odd)), row('even lines', judged.filter(({ odd }) => !odd)), row('all', judged),
    ...[...Map.groupBy(judged, ({ type }) => type)].sort(([, a], [, b]) => b.length - a.length).map(([type, some]) => row(type, some)),
  ];
}

function surest(claims: readonly Claim[]): string | undefined {
  return claims.filter(({ category }) => category !== undefined).reduce<Claim | undefined>((best, claim) => (best === undefined || claim.certainty > best.certainty ? claim : best), undefined)?.category;
}

if (import.meta.main) console.table(evaluateSysdescr());
