/** How well the injection model does on texts it has not learned from: share found, and false alarms, by collection. */
import { bucketsOf } from './features.ts';
import type { Text } from './texts.ts';
import { SCALE } from './scale.ts';

export interface InjectionModel { readonly bytes: Int8Array; readonly bias: number }
export interface InjectionRow { readonly from: string; readonly texts: number; readonly sqli: boolean; readonly at90: number; readonly at50: number }
export interface InjectionReport {
  readonly precision90: number; readonly recall90: number; readonly falseAlarms90: number;
  /** Share of injections found when one ordinary text in 1,000 is called one. */
  readonly recallAtFalseAlarm1000: number;
  readonly rows: readonly InjectionRow[];
}

/** 0-1. */
export function probability({ bytes, bias }: InjectionModel, value: Uint8Array): number {
  const buckets = bucketsOf(value);
  let sum = 0;
  for (const bucket of buckets) sum += bytes[bucket] ?? 0;
  return buckets.length === 0 ? 0 : 1 / (1 + Math.exp(-(bias + sum / SCALE / Math.sqrt(buckets.length))));
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1e4) / 1e4);

export function injectionReport(model: InjectionModel, texts: readonly Text[]): InjectionReport {
  const scored = texts.map((text) => ({ ...text, p: probability(model, text.value) }));
  const attacks = scored.filter(({ sqli }) => sqli), ordinary = scored.filter(({ from }) => from.endsWith('/norm') || from.endsWith('false_positives'));
  const found = attacks.filter(({ p }) => p >= 0.9), wrong = ordinary.filter(({ p }) => p >= 0.9), norm = ordinary.filter(({ from }) => from.endsWith('/norm')).map(({ p }) => p).sort((a, b) => b - a), limit = norm[Math.floor(norm.length / 1000)] ?? 1;
  return {
    precision90: share(found.length, found.length + wrong.length), recall90: share(found.length, attacks.length), falseAlarms90: share(wrong.length, ordinary.length), recallAtFalseAlarm1000: share(attacks.filter(({ p }) => p > limit).length, attacks.length),
    rows: [...Map.groupBy(scored, ({ from }) => from)].map(([from, group]) => ({ from, texts: group.length, sqli: group[0]?.sqli === true, at90: share(group.filter(({ p }) => p >= 0.9).length, group.length), at50: share(group.filter(({ p }) => p >= 0.5).length, group.length) })),
  };
}
