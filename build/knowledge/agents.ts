/** Packs the user-agent patterns of npm uap-core into one small file for src/knowledge/agents: `bun build/knowledge/agents.ts OUT`. Format: there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../generate.ts';
import { parsePattern, requiredWords } from '../../src/knowledge/index.ts';
import type { PackedAgents, PackedPattern } from '../../src/knowledge/agents/patterns.ts';

interface Parser { readonly regex: string; readonly regex_flag?: string; readonly [replacement: string]: string | undefined }
interface Regexes { readonly os_parsers: readonly Parser[]; readonly device_parsers: readonly Parser[] }

/** A part that may repeat without end inside a part that may, too: the only shape whose time grows faster than a power of the length. */
export function nestsRepeats(pattern: string): boolean {
  const depth: boolean[] = [false]; // for each open group: whether it has an endless repeat
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern[i];
    if (sign === '\\') i++;
    else if (sign === '[') { while (i < pattern.length && pattern[i] !== ']') i += pattern[i] === '\\' ? 2 : 1; }
    else if (sign === '(') depth.push(false);
    else if (sign === ')') {
      const inner = depth.pop() ?? false, repeats = /^(?:[*+]|\{\d+,\})/.test(pattern.slice(i + 1));
      if (inner && repeats) return true;
      if (inner) depth[depth.length - 1] = true;
    }
    if (sign !== '(' && /^(?:[*+]|\{\d+,\})/.test(pattern.slice(i + 1))) depth[depth.length - 1] = true;
  }
  return false;
}

export function packAgents(regexes: Regexes): PackedAgents {
  return {
    devices: regexes.device_parsers.map((one) => packed(one, one['brand_replacement'] ?? '', one['model_replacement'] ?? '$1')),
    systems: regexes.os_parsers.map((one) => packed(one, one['os_replacement'] ?? '$1', ...[1, 2, 3].map((part) => one[`os_v${part}_replacement`] ?? `$${part + 1}`))),
  };
}

function packed({ regex, regex_flag: flags = '' }: Parser, ...templates: readonly string[]): PackedPattern {
  if (nestsRepeats(regex)) throw new Error(`a pattern may take endless time: ${regex}`);
  return [regex, flags, requiredWords(parsePattern(regex, { i: flags.includes('i'), s: false, m: false })) ?? null, ...templates];
}

export function readRegexes(): Regexes {
  return Bun.YAML.parse(readFileSync(join(ROOT, 'node_modules/uap-core/regexes.yaml'), 'utf8')) as Regexes; // a package's own file, pinned: packAgents reads every entry
}

if (import.meta.main) {
  const path = process.argv[2];
  if (path === undefined) throw new Error('usage: bun build/knowledge/agents.ts OUT');
  writeFileSync(path, JSON.stringify(packAgents(readRegexes())));
}
