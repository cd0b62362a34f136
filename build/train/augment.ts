/**
 * Copies of the training samples that say what the lab did not: sources that were not seen (the verdict should stand), and products of the
 * same makers that we have never met (there should be none).
 */
import { isDefaultName } from '../../src/identify/index.ts';
import { isModuleMaker } from '../../src/taxonomy/index.ts';
import { PARAMETERS } from '../../src/model/index.ts';
import type { Word } from './dataset.ts';
import type { Example } from './fit.ts';
import type { Column, Vocabulary } from './vocabulary.ts';

/** Chance that a copy misses a source altogether, as a node misses what its firewall does not log. */
const SOURCE_MISSING: Readonly<Record<string, number>> = { mac: 0.5, arp: 0.4, dhcp: 0.35, dns: 0.35, mdns: 0.35, ssdp: 0.35, http: 0.35, tls: 0.35, traffic: 0.35 };
const NAMES_MISSING = 0.15, HABIT_MISSING = 0.3, STACK_MISSING = 0.1;
const LEAST_LEFT = 5;
/** How many such copies, of known products and of unmet ones. */
export const COPIES = 3, STRANGER_COPIES = 1;
const COPY_WEIGHT = 0.35;
const STRANGER_WEIGHT = 0.25, MODULE_WEIGHT = 0.8;

/** Share of a column's captures, classes counted alike, that belong to each group of classes. */
export function ownership(examples: readonly Example[], columns: number, groups: readonly number[]): Float32Array[] {
  const totals = new Float64Array(Math.max(...groups) + 1), seen = groups.map(() => new Float32Array(columns));
  for (const { columns: own, target } of examples) {
    const group = groups[target]!;
    totals[group]!++;
    for (const column of own) seen[group]![column]!++;
  }
  const shares = Array.from({ length: totals.length }, () => new Float32Array(columns));
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let g = 0; g < totals.length; g++) if (totals[g]! > 0) sum += seen[g]![column]! / totals[g]!;
    if (sum > 0) for (let g = 0; g < totals.length; g++) if (totals[g]! > 0) shares[g]![column] = seen[g]![column]! / totals[g]! / sum;
  }
  return shares;
}

/** Copies of `example` with sources, names and habits missing. */
export function incomplete(example: Example, count: number, vocabulary: Vocabulary, next: () => number): Example[] {
  const copies: Example[] = [];
  for (let copy = 0; copy < count; copy++) {
    const missing = new Set(Object.keys(SOURCE_MISSING).filter((source) => next() < (SOURCE_MISSING[source] ?? 0)));
    const noNames = next() < NAMES_MISSING;
    const columns = example.columns.filter((at) => {
      const column = vocabulary.columns[at]!, parameter = PARAMETERS[column.parameter]!;
      if (missing.has(parameter.source) || (noNames && parameter.kind === 'name')) return false;
      return column.isPresence || parameter.kind === 'name' || next() >= (parameter.kind === 'habit' ? HABIT_MISSING : STACK_MISSING);
    });
    if (columns.length >= LEAST_LEFT) copies.push({ columns, target: example.target, weight: example.weight * COPY_WEIGHT });
  }
  return copies;
}

/** What nodes commonly have when they do not have everything: the logs of a DHCP server, or those of a firewall that sees no broadcasts. */
const PARTIAL_SITES: readonly (readonly string[])[] = [['mac', 'dhcp'], ['mac', 'dns', 'tls', 'http', 'traffic']];
const SITE_WEIGHT = 0.4;

/** Copies of `example` as such sites see it. */
export function atPartialSites(example: Example, vocabulary: Vocabulary): Example[] {
  return PARTIAL_SITES.map((sources) => ({
    columns: example.columns.filter((at) => sources.includes(PARAMETERS[vocabulary.columns[at]!.parameter]!.source)), target: example.target, weight: example.weight * SITE_WEIGHT,
  })).filter(({ columns }) => columns.length >= LEAST_LEFT);
}

/** Parameters whose numbers change with each release of a firmware. */
const VERSIONED = new Set(['dhcp.vendor_class', 'dhcp.options', 'dhcp.length', 'dhcp.max_message_size', 'http.user_agent', 'http.server', 'ssdp.server', 'tls.ja3', 'tls.ja4', 'tls.version',
  'traffic.syn', 'traffic.head', 'traffic.sent_sizes', 'traffic.received_sizes', 'mdns.text']);
/** True for a token that another release of the same product would not show. Coarse forms and presence stay. */
export function isVersioned(parameter: string, token: string): boolean {
  return VERSIONED.has(parameter) && /\d/.test(token) && !token.endsWith('~');
}

/** A copy of `example` as another release of the product would look: a few versions as they were, most of them never seen. */
export function updated(example: Example, vocabulary: Vocabulary, next: () => number): Example {
  const kept = next() * 0.5;
  return {
    columns: example.columns.filter((at) => {
      const column = vocabulary.columns[at]!;
      return !isVersioned(PARAMETERS[column.parameter]!.name, column.token) || next() < kept;
    }),
    target: example.target, weight: example.weight * COPY_WEIGHT,
  };
}

/**
 * Copies of `example` as an unmet product of the same maker would look: what only its profile says is gone, that something was said stays.
 * Their target is `other`.
 */
export function unmet(example: Example, own: Float32Array, vocabulary: Vocabulary, other: number, next: () => number): Example[] {
  const without = (drop: (column: Column, share: number) => boolean): Example => ({
    columns: example.columns.filter((at) => vocabulary.columns[at]!.isPresence || !drop(vocabulary.columns[at]!, own[at] ?? 0)), target: other, weight: example.weight * STRANGER_WEIGHT,
  });
  return [
    without((_, share) => share > 0.6),
    without((column, share) => share > 0.6 && (PARAMETERS[column.parameter]!.kind === 'name' || next() < 0.5)),
  ];
}

/** Services that nearly everything on a network talks to. */
const COMMON_SERVICES = new Set(['udp/67', 'udp/53', 'udp/123', 'tcp/80', 'tcp/443', 'udp/1900', 'udp/5353']);

/** True for evidence that comes with a radio module, a system image or any network at all: a thousand products share it. */
export function isCommon({ parameter: index, token }: Word): boolean {
  const { name, kind, source } = PARAMETERS[index]!;
  if (name === 'mac.vendor') return isModuleMaker(token);
  if (name === 'dhcp.hostname') return isDefaultName(token);
  if (name === 'traffic.head') return COMMON_SERVICES.has(token.slice(0, token.indexOf(' ')));
  return kind === 'stack' || source === 'arp' || name === 'dhcp.message' || name === 'dns.query_type' || name === 'traffic.protocol' || COMMON_SERVICES.has(token);
}

/**
 * A copy of `example` that keeps only what any product on the same module and system would show; its target is `other`. Where that is all
 * there is, as with a kettle on a bare module, the two stand against each other and the verdict stays below high confidence.
 */
export function moduleOnly(example: Example, vocabulary: Vocabulary, other: number): Example {
  return { columns: example.columns.filter((at) => vocabulary.columns[at]!.isPresence || isCommon(vocabulary.columns[at]!)), target: other, weight: example.weight * MODULE_WEIGHT };
}

/** Equal examples count once, with their weights added. */
export function merged(examples: readonly Example[]): Example[] {
  const byKey = new Map<string, { columns: Uint16Array; target: number; weight: number }>();
  for (const { columns, target, weight } of examples) {
    const key = `${target} ${columns.join(' ')}`, same = byKey.get(key);
    if (same === undefined) byKey.set(key, { columns, target, weight });
    else same.weight += weight;
  }
  return [...byKey.values()];
}
