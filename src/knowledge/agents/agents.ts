/** User agents: which maker, model, system and kind a program says it runs on. Patterns of uap-core, and ours around them. */
import type { Claim } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { makerNamed } from './brands.ts';
import { systemNamed } from './families.ts';
import { kindOf } from './kinds.ts';
import { androidModel, madeByModel, madeByWords, madeFirst, type Made } from './makers.ts';
import { AgentPatterns, LONGEST_AGENT, unpackAgents, type NamedDevice } from './patterns.ts';
import { lastSystem, ownSystem, type OwnSystem } from './systems.ts';

/** Of devices: what the patterns reach on uap-core's own tests, which they were written for (build/knowledge/measure-agents.ts). Of systems: an estimate, there are no labels to measure it by. */
const DEVICE_CERTAINTY = 0.97, SYSTEM_CERTAINTY = 0.97;
/** Of a pattern that was shown the model in other words than the agent's: of devices that no pattern was made for 0.88 of the makers are right. */
const RESTATED_CERTAINTY = 0.88;

/** Words that uap-core puts where it knows no model. */
const NO_MODEL = /^(?:Smartphone|Tablet|Feature Phone|Desktop|iOS-Device|Generic.*|K|\$.*)$/;

/** `compiled` gives the packed patterns, when the first agent comes. */
export function agentsBook(compiled: () => Uint8Array): Book {
  let patterns: AgentPatterns | undefined;
  return {
    name: 'agents', source: 'github.com/ua-parser/uap-core 0.18.0, and our own rules', licence: 'Apache-2.0',
    parameters: ['http.user_agent', 'ssdp.user_agent', 'rtsp.user_agent', 'sip.user_agent'],
    read: (_, value) => claimsOfAgent(patterns ??= new AgentPatterns(unpackAgents(compiled())), value.slice(0, LONGEST_AGENT)),
  };
}

function claimsOfAgent(patterns: AgentPatterns, agent: string): Claim[] {
  const named = patterns.deviceOf(agent);
  // A crawler tells of what it pretends to be, not of the machine it runs on.
  if (named?.brand === 'Spider' || CRAWLER.test(agent)) return [];
  const claims: Claim[] = [], made = madeFirst(agent) ?? published(named) ?? madeByWords(agent) ?? madeByAndroid(patterns, agent), system = ownSystem(agent) ?? publishedSystem(patterns, agent) ?? lastSystem(agent);
  if (made !== undefined) claims.push({ rule: `agents/${made.rule}`, vendor: made.vendor, ...(made.model === undefined ? {} : { model: made.model }), certainty: made.certainty });
  const kind = kindOf(agent, made?.vendor, made?.model ?? '', system?.system.family);
  if (kind !== undefined) claims.push({ rule: `agents/kind-${kind.rule}`, category: kind.category, certainty: kind.certainty });
  if (system !== undefined) {
    const { family, version } = system.system;
    claims.push({ rule: `agents/system-${system.rule}`, os_family: family, ...(version === undefined ? {} : { os_version: version }), certainty: system.certainty });
  }
  return claims;
}

const CRAWLER = /\b(?:bot|spider|crawler|Google-InspectionTool)\b|[a-z]bot\/\d|\+https?:\/\//i;

function published(named: NamedDevice | undefined, certainty = DEVICE_CERTAINTY): Made | undefined {
  const vendor = makerNamed(named?.brand ?? '');
  // Whatever begins with the name is taken for one of its products; those have a number.
  if (named === undefined || vendor === undefined || (vendor === 'Nokia' && !/\d/.test(named.model))) return undefined;
  return { rule: `device-${named.row}`, vendor, certainty, ...(named.model === '' || NO_MODEL.test(named.model) ? {} : { model: named.model }) };
}

/** By the model alone: many patterns only know a model inside an older browser's words, so it is shown to them in those. */
function madeByAndroid(patterns: AgentPatterns, agent: string): Made | undefined {
  const model = androidModel(agent);
  return model === undefined ? undefined : madeByModel(model) ?? published(patterns.deviceOf(`Mozilla/5.0 (Linux; Android 6.0; ${model} Build/MRA58K) AppleWebKit/537.36`), RESTATED_CERTAINTY);
}

function publishedSystem(patterns: AgentPatterns, agent: string): OwnSystem | undefined {
  for (const { row, family, version } of patterns.systemsOf(agent)) {
    const system = systemNamed(family, version, agent);
    if (system !== undefined) return { rule: String(row), system, certainty: SYSTEM_CERTAINTY };
  }
  return undefined;
}
