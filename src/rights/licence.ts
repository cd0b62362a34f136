/** Licences of firewalls (R192 to R197): when a term starts and ends, and what it opens. One licence is for one firewall; a node that asks for none gives everything. */

/** Calendar months, or days. */
export interface Term { readonly count: number; readonly unit: 'months' | 'days' }

export interface Licence {
  /** Epoch ms, as is the other; activation is never before purchase. */
  readonly purchasedAt: number;
  /** Null: not activated yet. */
  readonly activatedAt: number | null;
  readonly term: Term;
  /** R194: two gates, each by itself: logs are taken in, mappings and recommendations are given out. */
  readonly ingest: boolean;
  readonly pull: boolean;
}

export interface Standing {
  readonly state: 'none' | 'exempt' | 'active' | 'not_activated' | 'expired';
  /** When the last term that was begun ends; null where nothing ends. */
  readonly expiresAt: number | null;
  readonly ingest: boolean;
  readonly pull: boolean;
}

const DAY_MS = 86_400_000;
/** R195. */
export const GRACE_DAYS = 90;
/** R88, R210: whoever was told that it ended forgets its mappings after so long. */
export const CACHE_MINUTES = 200;

/** R195: the term starts at activation, if that is within 90 days of purchase; otherwise 90 days after purchase, activated or not. */
export function startsAt({ purchasedAt, activatedAt }: Pick<Licence, 'purchasedAt' | 'activatedAt'>): number {
  const grace = purchasedAt + GRACE_DAYS * DAY_MS;
  return activatedAt !== null && activatedAt <= grace ? activatedAt : grace;
}

export function endsAt(licence: Pick<Licence, 'purchasedAt' | 'activatedAt' | 'term'>): number { return after(startsAt(licence), licence.term); }

/** Months are calendar months in UTC; where the day is missing it is the month's last: 31 January and a month is 28 or 29 February. */
export function after(start: number, { count, unit }: Term): number {
  if (unit === 'days') return start + count * DAY_MS;
  const date = new Date(start), day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

/** `3y`, `36m` or `1096d`; undefined when it is none, or longer than 20 years. */
export function readTerm(text: string): Term | undefined {
  const found = /^([1-9]\d{0,3})([ymd])$/.exec(text.trim());
  if (found === null) return undefined;
  const count = Number(found[1]), term: Term = found[2] === 'd' ? { count, unit: 'days' } : { count: found[2] === 'y' ? count * 12 : count, unit: 'months' };
  return (term.unit === 'days' ? term.count / 30 : term.count) > 240 ? undefined : term;
}
export function termText({ count, unit }: Term): string { return unit === 'days' ? `${count}d` : count % 12 === 0 ? `${count / 12}y` : `${count}m`; }

export interface Holder {
  readonly licences: readonly Licence[];
  /** The node gives nothing without one. */
  readonly required: boolean;
  /** R196: Panorama needs none. */
  readonly panorama: boolean;
  /** R197: where the account keeps its logs, its licence for that, if it has one; undefined where it does not, and needs none. */
  readonly keeping?: { readonly licence: Omit<Licence, 'ingest' | 'pull'> | undefined };
}

/** Of several licences each opens what it is for, in its own time. */
export function standingOf(holder: Holder, now: number): Standing {
  const own = ownStanding(holder, now);
  return own.ingest && !mayKeep(holder, now) ? { ...own, ingest: false } : own;
}

/** R197: what is to be kept is not taken in without the account's licence for it. */
function mayKeep({ keeping, required }: Holder, now: number): boolean {
  if (keeping === undefined) return true;
  return ownStanding({ licences: keeping.licence === undefined ? [] : [{ ...keeping.licence, ingest: true, pull: false }], required, panorama: false }, now).ingest;
}

function ownStanding({ licences, required, panorama }: Holder, now: number): Standing {
  if (panorama) return { state: 'exempt', expiresAt: null, ingest: true, pull: true };
  if (licences.length === 0) return { state: 'none', expiresAt: null, ingest: !required, pull: !required };
  const activated = licences.filter(({ activatedAt }) => activatedAt !== null && activatedAt <= now), covering = activated.filter((one) => now < endsAt(one));
  const expiresAt = activated.length === 0 ? null : Math.max(...activated.map(endsAt));
  if (covering.length > 0) return { state: 'active', expiresAt, ingest: covering.some(({ ingest }) => ingest), pull: covering.some(({ pull }) => pull) };
  return { state: licences.some((one) => !activated.includes(one) && now < endsAt(one)) ? 'not_activated' : 'expired', expiresAt, ingest: false, pull: false };
}
