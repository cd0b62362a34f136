/** User agents: which maker, model and system a program says it runs on. Patterns of uap-core, ours before them. */
import type { Claim } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { makerNamed } from './brands.ts';
import { systemNamed, type System } from './families.ts';
import { kindOf } from './kinds.ts';
import { AgentPatterns, LONGEST_AGENT, unpackAgents } from './patterns.ts';

/** Measured on the agents of uap-core's tests (evaluateAgents): makers 0.99, models 0.99, systems as good as where they can be told from the words. */
const DEVICE_CERTAINTY = 0.97, SYSTEM_CERTAINTY = 0.97;

/** `compiled` gives the packed patterns, when the first agent comes. */
export function agentsBook(compiled: () => Uint8Array): Book {
  let patterns: AgentPatterns | undefined;
  return {
    name: 'agents', source: 'github.com/ua-parser/uap-core 0.18.0, and our own rules', licence: 'Apache-2.0',
    parameters: ['http.user_agent', 'ssdp.user_agent', 'rtsp.user_agent'],
    read: (_, value) => claimsOfAgent(patterns ??= new AgentPatterns(unpackAgents(compiled())), value.slice(0, LONGEST_AGENT)),
  };
}

function claimsOfAgent(patterns: AgentPatterns, agent: string): Claim[] {
  const named = patterns.deviceOf(agent), claims: Claim[] = [];
  // A crawler tells of what it pretends to be, not of the machine it runs on.
  if (named?.brand === 'Spider') return claims;
  const system = firstSystem(patterns, agent), vendor = makerNamed(named?.brand ?? ''), kind = kindOf(agent, vendor, named?.model ?? '', system?.system.family);
  if (named !== undefined && vendor !== undefined) {
    const model = named.model === '' ? {} : { model: named.model };
    claims.push({ rule: `agents/device-${named.row}`, vendor, ...model, certainty: DEVICE_CERTAINTY });
  }
  if (kind !== undefined) claims.push({ rule: `agents/kind-${kind.rule}`, category: kind.category, certainty: kind.certainty });
  if (system !== undefined) {
    const { family, version } = system.system;
    claims.push({ rule: `agents/system-${system.row}`, os_family: family, ...(version === undefined ? {} : { os_version: version }), certainty: SYSTEM_CERTAINTY });
  }
  return claims;
}

function firstSystem(patterns: AgentPatterns, agent: string): { readonly row: number; readonly system: System } | undefined {
  for (const { row, family, version } of patterns.systemsOf(agent)) {
    const system = systemNamed(family, version, agent);
    if (system !== undefined) return { row, system };
  }
  return undefined;
}
