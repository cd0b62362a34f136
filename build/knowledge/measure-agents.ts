/** How often the book of user agents names the right maker and model: on uap-core's own tests, which its patterns were written for, so that the first figure shows that nothing was lost and not how new devices fare; and, for those, with each device's own pattern taken away. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentsBook } from '../../src/knowledge/agents/agents.ts';
import { makerNamed } from '../../src/knowledge/agents/brands.ts';
import { AgentPatterns } from '../../src/knowledge/agents/patterns.ts';
import { packAgents, readRegexes } from './agents.ts';

interface TestCase { readonly user_agent_string: string; readonly brand?: string | null; readonly model?: string | number | null }

export interface AgentScore {
  readonly of: string;
  /** Agents of a device whose maker is known; those that got a maker, and the right one; a model, and the right one; a system. */
  readonly agents: number;
  readonly vendors: number;
  readonly rightVendors: number;
  readonly models: number;
  readonly rightModels: number;
  readonly systems: number;
}

const bare = (text: unknown): string => String(text ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');

/** Needs the data folder. */
export function evaluateAgents(data: string): readonly AgentScore[] {
  const { test_cases: cases } = Bun.YAML.parse(readFileSync(join(data, 'fingerprints/uap-core/test_device.yaml'), 'utf8')) as { test_cases: TestCase[] }; // uap-core's own format
  const devices = cases.filter(({ brand }) => makerNamed(String(brand ?? '')) !== undefined), packed = packAgents(readRegexes());
  return [
    score('all', devices, packed),
    // Every fifth pattern is taken away, and only agents that it answered are asked: what is left never saw those devices.
    fifths(devices, packed),
  ];
}

type Packed = ReturnType<typeof packAgents>;

function score(of: string, cases: readonly TestCase[], packed: Packed): AgentScore {
  const bytes = new TextEncoder().encode(JSON.stringify(packed)), book = agentsBook(() => bytes);
  const total = { agents: cases.length, vendors: 0, rightVendors: 0, models: 0, rightModels: 0, systems: 0 };
  for (const { user_agent_string: agent, brand, model } of cases) {
    const claims = book.read('http.user_agent', agent), vendor = claims.find((claim) => claim.vendor !== undefined)?.vendor, named = claims.find((claim) => claim.model !== undefined)?.model;
    if (vendor !== undefined) { total.vendors++; if (bare(vendor) === bare(makerNamed(String(brand)))) total.rightVendors++; }
    if (named !== undefined) { total.models++; if (bare(named) === bare(model)) total.rightModels++; }
    if (claims.some((claim) => claim.os_family !== undefined)) total.systems++;
  }
  return { of, ...total };
}

function fifths(cases: readonly TestCase[], packed: Packed): AgentScore {
  const parts = 5, patterns = new AgentPatterns(packed), rowOf = new Map(cases.map((one) => [one, patterns.deviceOf(one.user_agent_string)?.row ?? -1]));
  const total = { agents: 0, vendors: 0, rightVendors: 0, models: 0, rightModels: 0, systems: 0 };
  for (let part = 0; part < parts; part++) {
    const one = score('', cases.filter((item) => { const row = rowOf.get(item) ?? -1; return row >= 0 && row % parts === part; }), { ...packed, devices: packed.devices.filter((_, row) => row % parts !== part) });
    for (const key of ['agents', 'vendors', 'rightVendors', 'models', 'rightModels', 'systems'] as const) total[key] += one[key];
  }
  return { of: 'devices whose own pattern was taken away', ...total };
}
