/** What all techniques together say a device is: the trained model's verdict, what its words claim, and the company of its MAC. */
import { PARAMETERS, type HeardClaim, type ParameterName } from '../model/index.ts';
import type { Profile } from '../taxonomy/index.ts';
import { Ballot, logit, type Answer } from './ballot.ts';
import { doubtOf } from './behind.ts';
import { isBroaderCategory, isBroaderModel, isBroaderSystem, modelKey } from './broader.ts';
import type { Taxonomy } from './lookup.ts';
import type { Leaf } from './model.ts';
import { virtualBy } from './virtual.ts';

/** What the trained model says (verdict.ts), 0-1 each; null where it says nothing. */
export interface Trained {
  readonly category: Answer | null;
  readonly profile: Answer | null;
  readonly vendor: Answer | null;
  readonly model: Answer | null;
  /** No sister product could have earned it (distinct.ts). */
  readonly isDistinct: boolean;
  readonly leaf: Leaf | null;
}

export interface Heard {
  readonly trained: Trained;
  readonly claims: readonly HeardClaim[];
  /** Company of the MAC prefix, if it has one. */
  readonly company: string | undefined;
  /** ARP or DHCP tied the device to its MAC (R47). */
  readonly isProved: boolean;
}

export interface System { readonly family: string; readonly version: string | null; readonly confidence: number }
export interface Opinion {
  readonly category: Answer | null;
  readonly profile: Answer | null;
  readonly vendor: Answer | null;
  readonly model: Answer | null;
  readonly system: System | null;
  readonly type: string | null;
  readonly vertical: string | null;
}

/** Below these a question stays open: a wrong answer is worse than none. */
const LEAST = { category: 0.5, profile: 0.5, vendor: 0.5, model: 0.6, system: 0.6 } as const;
/** How often the company of the MAC prefix is the maker: 0.77 in a published study of homes (IoT Inspector), 0.80 of our labelled units. */
export const PREFIX = 0.77;
/** The same beside a device that names another maker for itself: modules, contract makers and routers have prefixes, too. */
const PREFIX_BESIDE = 0.5;
/** How often what has a network card of a hypervisor is a machine in it: some are the hypervisor's own end, and people copy addresses. */
const VIRTUAL = 0.85;
/** How often a device of a maker is what that maker usually makes: too seldom to be said alone (of the verdicts that rested on little else 0.24 were right, nearly all of two makers), often enough to speak for who says the same. */
const USUAL = 0.45;
/** Where the device says this surely for itself what it is, a guess among the trained model's products is not asked. */
const SAYS_ITSELF = 0.8;
const OF_PEOPLE: ReadonlySet<string> = new Set(['Smartphone', 'Tablet', 'Mobile Device', 'Personal Computer']);
/** A module's name in a default is not the product's; one that names itself is. */
const NAMES_ITSELF = 0.9;
/**
 * R47: without ARP or DHCP nothing ties the device to its MAC but the records themselves. So many log odds less: 99 becomes 98, 95 becomes 91, 92 becomes 86.
 * Of held-out captures the first choice is right always with them, and 0.92 of the time through flows, DNS and TLS alone (npm run evaluate); what the
 * fewer ids take from a trained verdict comes besides.
 */
export const UNPROVED = 0.6;

/** Words of one kind of source are one technique; servers that a device contacts are, by whatever protocol they are seen. */
const CONTACTS: ReadonlySet<string> = new Set<ParameterName>(['dns.query', 'dns.domain', 'tls.server_name', 'tls.domain', 'http.host', 'http.domain']);
const TECHNIQUES: ReadonlyMap<string, string> = new Map(PARAMETERS.map(({ name, source }) => [name, CONTACTS.has(name) ? 'contacts' : source]));
function techniqueOf(parameter: ParameterName): string { return TECHNIQUES.get(parameter) ?? ''; }

export function opinionOf(heard: Heard, lookup: Taxonomy): Opinion {
  const { claims, isProved } = heard, trained = isProved ? heard.trained : unproved(heard.trained);
  const vendor = vendorOf(heard, lookup), category = categoryOf(heard, vendor, lookup), model = modelOf(heard, vendor, lookup), system = systemOf(claims, isProved);
  const derived = lookup.profileOf({ vendor: vendor?.value, model: model?.value, category: category?.value, os_family: system === null ? undefined : system.version?.startsWith('Server') === true ? `${system.family} ${system.version}` : system.family });
  const sure = derived === undefined ? 0 : surenessOf(derived, vendor, category, model, system);
  // A guess below its least is none; what a device says for itself goes before it.
  const own = trained.profile !== null && trained.profile.confidence >= LEAST.profile && (trained.isDistinct || derived === undefined || derived.fallback || trained.profile.confidence >= sure) ? trained.profile : null;
  const doubt = own !== null && trained.isDistinct ? 1 : doubtOf({ company: heard.company, claims, vendor: vendor?.value, category: category?.value, system: system?.family });
  if (doubt < 1) return doubted({ vendor, category, model, system }, derived, sure, doubt);
  if (own !== null) return settled({ vendor, category, model, system }, own, trained.leaf?.category ?? null, trained.leaf?.vendor ?? null, trained.leaf?.profile_type ?? null, trained.leaf?.profile_vertical ?? null);
  const profile = derived === undefined || sure < LEAST.profile ? null : { value: derived.name, confidence: sure };
  return settled({ vendor, category, model, system }, profile, derived?.fallback === true ? null : (derived?.category ?? null), derived?.vendor ?? null, derived?.type ?? null, derived?.vertical ?? null);
}

/** The same answer, but no surer than a guess: what was heard may be another device's. */
function doubted({ vendor, category, model, system }: Answers, derived: Profile | undefined, sure: number, most: number): Opinion {
  const less = (answer: Answer | null): Answer | null => (answer === null ? null : { value: answer.value, confidence: Math.min(answer.confidence, most) });
  const profile = derived === undefined || sure < LEAST.profile ? null : { value: derived.name, confidence: Math.min(sure, most) };
  return { vendor: less(vendor), category: less(category), profile, model: less(model), system: system === null ? null : { ...system, confidence: Math.min(system.confidence, most) }, type: derived?.type ?? null, vertical: derived?.vertical ?? null };
}

type Answers = Pick<Opinion, 'vendor' | 'category' | 'model' | 'system'>;

/** A profile brings its category and maker with it: they follow from it, and are at least as sure. */
function settled({ vendor, category, model, system }: Answers, profile: Answer | null, kind: string | null, maker: string | null, type: string | null, vertical: string | null): Opinion {
  const wider = (answer: Answer | null, brought: string | null): Answer | null => {
    if (profile === null || brought === null) return answer;
    return { value: brought, confidence: Math.max(profile.confidence, answer?.value === brought ? answer.confidence : 0) };
  };
  return { category: wider(category, kind), profile, vendor: wider(vendor, maker), model, system, type, vertical };
}

/** The answer of a device that neither ARP nor DHCP tied to its MAC. */
function lessSure(answer: Answer): Answer { return { value: answer.value, confidence: 1 / (1 + Math.exp(UNPROVED - logit(Math.min(answer.confidence, 0.99)))) }; }
function unproved(trained: Trained): Trained {
  const less = (answer: Answer | null): Answer | null => (answer === null ? null : lessSure(answer));
  return { ...trained, category: less(trained.category), profile: less(trained.profile), vendor: less(trained.vendor), model: less(trained.model) };
}

function vendorOf({ trained, claims, company, isProved }: Heard, lookup: Taxonomy): Answer | null {
  const ballot = new Ballot();
  let surest = 0;
  // What people use talks to the clouds of all their things.
  const isPeoples = claims.some(({ claim: { category, certainty } }) => category !== undefined && certainty >= SAYS_ITSELF && OF_PEOPLE.has(category));
  for (const { parameter, claim: { vendor, certainty } } of claims) {
    if (vendor === undefined || (isPeoples && certainty < SAYS_ITSELF && techniqueOf(parameter) === 'contacts')) continue;
    const { name, isModule } = lookup.makerOf(vendor);
    if (isModule && certainty < NAMES_ITSELF) continue;
    ballot.say(name, techniqueOf(parameter), certainty);
    surest = Math.max(surest, certainty);
  }
  if (company !== undefined) {
    const { name: prefix, isModule } = lookup.makerOf(company), virtual = virtualBy(company);
    const name = virtual ?? prefix, isBeside = surest >= NAMES_ITSELF && !claims.some(({ claim }) => claim.vendor !== undefined && lookup.makerOf(claim.vendor).name === name);
    // The maker of what runs in a virtual machine is who it says it is.
    if (!isModule && !(virtual !== undefined && surest >= SAYS_ITSELF)) ballot.say(name, 'mac', isBeside ? PREFIX_BESIDE : PREFIX);
  }
  return outcome(ballot, asked(trained, trained.vendor, surest), LEAST.vendor, isProved);
}

function categoryOf({ trained, claims, company, isProved }: Heard, vendor: Answer | null, lookup: Taxonomy): Answer | null {
  const ballot = new Ballot(isBroaderCategory);
  let surest = 0;
  for (const { parameter, claim: { category, certainty } } of claims) {
    if (category === undefined) continue;
    ballot.say(category, techniqueOf(parameter), certainty);
    surest = Math.max(surest, certainty);
  }
  const usual = vendor === null ? null : lookup.makerOf(vendor.value).category;
  if (company !== undefined && virtualBy(company) !== undefined) {
    // A prefix of virtual machines alone is enough; what such a machine says of itself goes before it, unless that is just a computer.
    if (surest < SAYS_ITSELF || claims.every(({ claim }) => claim.category === undefined || claim.category === 'Virtual Machine' || isBroaderCategory(claim.category, 'Virtual Machine'))) ballot.say('Virtual Machine', 'mac', VIRTUAL);
  } else if (usual !== null) ballot.say(usual, 'maker', USUAL);
  return outcome(ballot, asked(trained, trained.category, surest), LEAST.category, isProved);
}

function modelOf({ trained, claims, isProved }: Heard, vendor: Answer | null, lookup: Taxonomy): Answer | null {
  if (trained.isDistinct && trained.model !== null) return isProved ? trained.model : lessSure(trained.model); // one name of it is enough: a number and a trade name are no contradiction
  if (trained.model === null && claims.every(({ claim }) => claim.model === undefined)) return null;
  const ballot = new Ballot(isBroaderModel, 'when as sure'), spelled = new Map<string, { text: string; certainty: number }>();
  let surest = 0;
  const spell = (text: string, certainty: number): string => {
    const key = modelKey(text), known = spelled.get(key);
    if (known === undefined || certainty > known.certainty) spelled.set(key, { text, certainty });
    return key;
  };
  const of = claims.filter(({ claim }) => claim.model !== undefined && (claim.vendor === undefined || vendor === null || lookup.makerOf(claim.vendor).name === vendor.value));
  for (const heard of of) {
    const { parameter, claim: { model, certainty } } = heard;
    if (model === undefined || isReadSurer(heard, of)) continue;
    ballot.say(spell(model, certainty), techniqueOf(parameter), certainty);
    surest = Math.max(surest, certainty);
  }
  const verdict = asked(trained, trained.model, surest), answer = outcome(ballot, verdict === null ? null : { ...verdict, value: spell(verdict.value, 1) }, LEAST.model, isProved);
  return answer === null ? null : { ...answer, value: spelled.get(answer.value)?.text ?? answer.value };
}

/** Two books that read the same words differently are no contradiction of the device: the surer one is asked, or the first. */
function isReadSurer(heard: HeardClaim, claims: readonly HeardClaim[]): boolean {
  for (const { parameter, value, claim } of claims) {
    if (claim === heard.claim) return claims.some((other) => isSame(other, heard) && other.claim.certainty > claim.certainty);
    if (parameter === heard.parameter && value === heard.value && claim.model !== undefined && claim.certainty >= heard.claim.certainty) return true;
  }
  return false;
}
function isSame(other: HeardClaim, heard: HeardClaim): boolean { return other.parameter === heard.parameter && other.value === heard.value && other.claim.model !== undefined; }

/** A verdict that a sister product could have earned gives way to what the device says itself. */
function asked({ isDistinct }: Trained, verdict: Answer | null, surest: number): Answer | null { return isDistinct || surest < SAYS_ITSELF ? verdict : null; }

function outcome(ballot: Ballot, verdict: Answer | null, least: number, isProved: boolean): Answer | null {
  if (verdict !== null) ballot.judge(verdict.value, verdict.confidence);
  const found = ballot.best(), best = found === undefined || isProved ? found : lessSure(found);
  return best === undefined || best.confidence < least ? null : best;
}

/** How often a system runs on the kind of device it usually runs on. */
const SYSTEM_ALONE = 0.85;
/** Versions whose certainties differ by less are told by their time: systems are updated. */
const AS_SURE = 0.1;

/** Operating system: what the device's words claim about it. */
export function systemOf(claims: readonly HeardClaim[], isProved = true): System | null {
  const ballot = new Ballot(isBroaderSystem, 'when as sure');
  for (const { parameter, claim: { os_family: family, certainty } } of claims) if (family !== undefined) ballot.say(family, techniqueOf(parameter), certainty);
  const best = outcome(ballot, null, LEAST.system, isProved);
  return best === null ? null : { family: best.value, version: versionOf(claims, best.value), confidence: best.confidence };
}

export function versionOf(claims: readonly HeardClaim[], family: string): string | null {
  let best: HeardClaim | undefined;
  for (const one of claims) {
    if (one.claim.os_family !== family || one.claim.os_version === undefined) continue;
    const surer = one.claim.certainty - (best?.claim.certainty ?? 0);
    if (best === undefined || surer > AS_SURE || (surer > -AS_SURE && one.time >= best.time)) best = one;
  }
  return best?.claim.os_version ?? null;
}

/** As sure as the least sure of what it was derived from. */
function surenessOf(profile: Profile, vendor: Answer | null, category: Answer | null, model: Answer | null, system: System | null): number {
  const of = profile.vendor === null ? 1 : (vendor?.confidence ?? model?.confidence ?? 0);
  if (profile.fallback) return of;
  // A system alone leaves open what it runs on: a Windows may be a server, an Android a television.
  const bySystem = (system?.confidence ?? 0) * (profile.vendor === null ? SYSTEM_ALONE : 1);
  const kind = category !== null && category.value === profile.category ? category.confidence : (model?.confidence ?? bySystem);
  return Math.min(of, kind);
}
