/** Hostile agents: mutations of real ones and floods of what patterns look for; every one gets well-formed claims or none. */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import bookPath from '../../../build/out/agents.book' with { type: 'file' };
import { CATEGORIES } from '../../taxonomy/index.ts';
import { agentsBook } from './agents.ts';
import { unpackAgents } from './patterns.ts';

const bytes = readFileSync(bookPath), book = agentsBook(() => bytes), categories = new Set<string>(CATEGORIES.map(({ name }) => name));
const SEEDS = [
  'Mozilla/5.0 (Linux; Android 13; SM-S918B Build/TP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0.0.0 Mobile Safari/537.36 [FBAN/FB4A;FBDV/SM-S918B;]',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1', 'HbbTV/1.2.1 (;Panasonic;VIERA 2013;3.672;4101-0003 0002-0000;)',
  'Instagram 121.0.0.29.119 Android (26/8.0.0; 480dpi; 1080x2076; HUAWEI; ANE-LX1; HWANE; hi6250; de_DE; 185203708)', 'Mozilla/5.0 (compatible; MSIE 10.0; Windows Phone 8.0; Trident/6.0; IEMobile/10.0; ARM; Touch; NOKIA; Lumia 920)', 'SAMSUNG-SGH-A817/A817UCKH1 SHP/VPP/R5',
];

/** Linear congruential, so that a failure can be had again. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state % below; };
}

function wellFormed(agent: string): void {
  for (const claim of book.read('http.user_agent', agent)) {
    for (const text of [claim.vendor, claim.model, claim.os_family, claim.os_version]) expect(text === undefined || (text.trim() !== '' && text.length <= 512)).toBe(true);
    expect(claim.category === undefined || categories.has(claim.category)).toBe(true);
    expect(claim.certainty > 0 && claim.certainty < 1).toBe(true);
  }
}

test('2,000 mutated agents', () => {
  const below = chance(20261127);
  for (let round = 0; round < 2000; round++) {
    let agent = SEEDS[below(SEEDS.length)] ?? '';
    for (let change = below(6); change >= 0; change--) {
      const at = below(agent.length + 1), cut = agent.slice(at, at + below(12));
      agent = [agent.slice(0, at) + String.fromCharCode(below(below(4) === 0 ? 0x500 : 0x80)) + agent.slice(at), agent.slice(0, at) + agent.slice(at + cut.length), agent.slice(0, at) + cut.repeat(below(40)) + agent.slice(at), agent.slice(at) + agent.slice(0, at)][below(4)] ?? '';
    }
    wellFormed(agent);
  }
});

test('floods of the words that each pattern begins with', () => {
  const { devices, systems } = unpackAgents(bytes);
  for (const [pattern = ''] of [...devices, ...systems]) {
    const word = /[A-Za-z][A-Za-z0-9 -]{2,}/.exec(pattern)?.[0];
    if (word !== undefined) wellFormed(`${word}; `.repeat(300));
  }
  for (const flood of ['; '.repeat(5000), ' '.repeat(5000), '('.repeat(5000), 'Android '.repeat(900), 'a'.repeat(100_000), 'Android 4; '.repeat(500), 'Build/'.repeat(900)]) wellFormed(flood);
});
