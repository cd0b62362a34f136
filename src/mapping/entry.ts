/** One published entry as the node keeps it: numbers and shared parts inside, the fifteen fields of R73 at the edge. */
import { ipText, isMac, macField, macText, textHash, type BindingProof, type Identity, type Ipv4, type DeviceKey, type Mapping, type PlacedMapping } from '../model/index.ts';
import { ONBOARDING } from '../taxonomy/index.ts';

/** Site and segment. Made once a place and shared by all its entries. */
export interface Place { readonly site: string; readonly segment: string }

/** What a device is, without what makes it one unit: shared by all devices of the same verdict. */
export interface Verdict {
  readonly device_type: string | null;
  readonly category: string | null;
  readonly profile: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly os_family: string | null;
  readonly os_version: string | null;
  readonly risk_score: number | null;
  readonly risk_level: string | null;
}

export interface Entry {
  readonly place: Place;
  readonly ip: Ipv4;
  readonly mac: DeviceKey;
  readonly hostname: string | null;
  readonly verdict: Verdict;
  readonly confidence: number;
  readonly source: BindingProof;
  readonly identifiedAt: number; // epoch ms
}

/** Of a device that nobody can name yet, where its tenant holds newcomers (R114): no name that may be wrong. */
export const NEWCOMER: Verdict = Object.freeze({ device_type: null, category: ONBOARDING, profile: null, vendor: null, model: null, os_family: null, os_version: null, risk_score: null, risk_level: null });
export function isNewcomer({ category, profile }: Verdict): boolean { return category === NEWCOMER.category && profile === null; }

/** The only address of an entry: what a removal names. */
export interface EntryKey { readonly place: Place; readonly ip: Ipv4 }

/** How each wire field is read from an entry. A new field of Mapping does not compile until it is here, and then it is also compared. */
const READ = {
  ip_address: (e) => ipText(e.ip),
  mac_address: (e) => macField(e.mac),
  hostname: (e) => e.hostname,
  device_type: (e) => e.verdict.device_type,
  category: (e) => e.verdict.category,
  profile: (e) => e.verdict.profile,
  vendor: (e) => e.verdict.vendor,
  model: (e) => e.verdict.model,
  os_family: (e) => e.verdict.os_family,
  os_version: (e) => e.verdict.os_version,
  risk_score: (e) => e.verdict.risk_score,
  risk_level: (e) => e.verdict.risk_level,
  confidence: (e) => e.confidence,
  source: (e) => e.source,
  identified_at: (e) => new Date(e.identifiedAt).toISOString(),
} satisfies { readonly [K in keyof Mapping]-?: (entry: Entry) => Mapping[K] };

/** Fields whose text form is dear are compared as the numbers they are made of; the type demands a row for every field of Mapping. */
const SAME = {
  ip_address: (a, b) => a.ip === b.ip,
  mac_address: (a, b) => a.mac === b.mac,
  hostname: (a, b) => a.hostname === b.hostname,
  device_type: (a, b) => a.verdict.device_type === b.verdict.device_type,
  category: (a, b) => a.verdict.category === b.verdict.category,
  profile: (a, b) => a.verdict.profile === b.verdict.profile,
  vendor: (a, b) => a.verdict.vendor === b.verdict.vendor,
  model: (a, b) => a.verdict.model === b.verdict.model,
  os_family: (a, b) => a.verdict.os_family === b.verdict.os_family,
  os_version: (a, b) => a.verdict.os_version === b.verdict.os_version,
  risk_score: (a, b) => a.verdict.risk_score === b.verdict.risk_score,
  risk_level: (a, b) => a.verdict.risk_level === b.verdict.risk_level,
  confidence: (a, b) => a.confidence === b.confidence,
  source: (a, b) => a.source === b.source,
  identified_at: (a, b) => a.identifiedAt === b.identifiedAt,
} satisfies Record<keyof Mapping, (a: Entry, b: Entry) => boolean>;

const comparisons: readonly ((a: Entry, b: Entry) => boolean)[] = Object.values(SAME);

/** True when a firewall could not tell the two apart, so that no change is sent. */
export function sameEntry(a: Entry, b: Entry): boolean {
  return a === b || comparisons.every((same) => same(a, b));
}

/** The entry as it goes over the wire and into the digest. */
export function placedMapping(e: Entry): PlacedMapping {
  return {
    site: e.place.site, segment: e.place.segment,
    ip_address: READ.ip_address(e), mac_address: READ.mac_address(e), hostname: READ.hostname(e), device_type: READ.device_type(e),
    category: READ.category(e), profile: READ.profile(e), vendor: READ.vendor(e), model: READ.model(e),
    os_family: READ.os_family(e), os_version: READ.os_version(e), risk_score: READ.risk_score(e), risk_level: READ.risk_level(e),
    confidence: READ.confidence(e), source: READ.source(e), identified_at: READ.identified_at(e),
  };
}

/** JSON of a verdict's fields as they stand in the digest's array, made once a verdict: many devices share it. */
const verdictTexts = new WeakMap<Verdict, string>();
function verdictText(verdict: Verdict): string {
  let text = verdictTexts.get(verdict);
  if (text === undefined) {
    const { device_type, category, profile, vendor, model, os_family, os_version, risk_score, risk_level } = verdict;
    text = JSON.stringify([device_type, category, profile, vendor, model, os_family, os_version, risk_score, risk_level]).slice(1, -1);
    verdictTexts.set(verdict, text);
  }
  return text;
}
const placeTexts = new WeakMap<Place, string>();
function placeText(place: Place): string {
  let text = placeTexts.get(place);
  if (text === undefined) placeTexts.set(place, (text = JSON.stringify([place.site, place.segment]).slice(1, -1)));
  return text;
}

/** `mappingHash` of the entry as placed, which a test compares: a start hashes every entry, and most of each is the same text as the one before. */
export function entryHash(e: Entry): bigint {
  const hostname = e.hostname === null ? 'null' : JSON.stringify(e.hostname), mac = isMac(e.mac) ? `"${macText(e.mac)}"` : 'null';
  return textHash(`[${placeText(e.place)},"${READ.ip_address(e)}",${mac},${hostname},${verdictText(e.verdict)},${e.confidence},"${e.source}","${READ.identified_at(e)}"]`);
}

/** Same in every field: then the moment it was first reached stands. */
export function sameVerdict(a: Verdict, b: Verdict): boolean {
  return a === b || (a.device_type === b.device_type && a.category === b.category && a.profile === b.profile && a.vendor === b.vendor && a.model === b.model
    && a.os_family === b.os_family && a.os_version === b.os_version && a.risk_score === b.risk_score && a.risk_level === b.risk_level);
}

/** The verdict part of an identity. Risk is unknown until a risk model says otherwise. */
export function verdictOf(identity: Identity): Verdict {
  return {
    device_type: identity.profile_type, category: identity.category, profile: identity.profile, vendor: identity.vendor, model: identity.model,
    os_family: identity.os_family, os_version: identity.os_version, risk_score: null, risk_level: null,
  };
}
