/** What firewalls of others read: address lists, their index and the whole view as JSON. Lists follow a published table change by change; a text is made when it is asked for and kept until it changes, in slices, so that no poll waits for it. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip, zstdCompress } from 'node:zlib';
import { Listing, listText, listValue, placedMapping, type MappingTable, type SeesPlace, type Sites } from '../mapping/index.ts';
import { EdgeError, isOutletAttribute } from '../model/index.ts';
import type { Lists, PlaceAsk, PublishedText } from '../server/index.ts';
import type { View } from '../wire/index.ts';

interface Held { readonly table: MappingTable; readonly text: PublishedText; readonly size: number; madeAt: number; revision: number; clock: number }
/** Of one table; `whole` when it has heard of all that stood there when it began. */
interface Followed { readonly table: MappingTable; readonly listing: Listing; readonly whole: Promise<void> }
interface Asked { readonly view: View; readonly of: PlaceAsk; readonly table: MappingTable; readonly sites: Sites; readonly sees: SeesPlace; readonly what: readonly string[] }

/** Texts kept and their bytes together; beyond either the one unasked for longest is forgotten and made again when asked for. */
const HELD_MAX = 2048, HELD_BYTES_MAX = 64 * 1024 * 1024;
/** An index of many lists is made at most this often, however often mappings change. */
const INDEX_EVERY_MS = 1000;
/** Longer than any name of ours. */
const VALUE_MAX = 256;
/** About 40 MB of JSON; who has more follows the poll, which is paged. */
const FEED_MAX = 100_000;
/** The main thread is held for so long at once: a poll takes less than a millisecond. */
const SLICE_MS = 4;
const PIECE = 512;
/** A compressed twin is a quarter of the text or less, and not worth it for what fits one packet. */
const TWIN = 1.25, CODED_LEAST = 1024;

const CODERS = { gzip: promisify(gzip), zstd: promisify(zstdCompress) };

export class AddressLists implements Lists {
  readonly #tableOf: (tenant: string) => MappingTable;
  readonly #now: () => number;
  /** By tenant: only of those whose lists somebody asked for. */
  readonly #followed = new Map<string, Followed>();
  /** Unasked for longest first. */
  readonly #held = new Map<string, Held>();
  readonly #making = new Map<string, Promise<PublishedText>>();
  #bytes = 0;
  #made = 0;

  constructor(tableOf: (tenant: string) => MappingTable, now: () => number) {
    this.#tableOf = tableOf;
    this.#now = now;
  }

  /** Texts made since the start. */
  get made(): number { return this.#made; }

  async list(view: View, attribute: string, value: string, of: PlaceAsk): Promise<PublishedText> {
    if (!isOutletAttribute(attribute) || value.length > VALUE_MAX) throw new EdgeError('not_found', 'there are no lists by this attribute', { next: 'see /edge/v1/lists for the lists there are' });
    const asked = this.#asked(view, of, ['list', attribute, listValue(value)]), { sees } = asked, listing = await this.#listing(asked);
    return await this.#text(asked, (held) => held.clock >= listing.changedAt(attribute, value, sees), listing, async function* () {
      const ips = listing.addresses(attribute, value, sees);
      for (let at = 0; at < ips.length; at += PIECE) yield listText(ips.subarray(at, at + PIECE));
    });
  }

  async index(view: View, of: PlaceAsk): Promise<PublishedText> {
    const asked = this.#asked(view, of, ['index']), listing = await this.#listing(asked);
    return await this.#text(asked, (held) => held.clock === listing.clock || isYoung(held, this.#now()), listing, async function* () {
      const lists = listing.names(asked.sees), query = queryOf(of);
      yield JSON.stringify({ lists: lists.map((one) => ({ ...one, path: `/edge/v1/lists/${one.attribute}/${encodeURIComponent(one.value)}${query}` })) });
    });
  }

  async feed(view: View, of: PlaceAsk): Promise<PublishedText> {
    const asked = this.#asked(view, of, ['feed']), { table, sites, sees } = asked;
    return await this.#text(asked, (held) => isUnchanged(held, asked), undefined, async function* () {
      if (table.live(sites) > FEED_MAX) throw new EdgeError('too_large', 'there are too many mappings for one document', { fields: { limit: FEED_MAX }, next: 'follow /edge/v1/mappings, which is paged' });
      const entries = table.snapshot(sites).filter(({ place }) => sees(place));
      yield `{"tenant":${JSON.stringify(view.tenant)},"sites":${JSON.stringify(view.sites ?? null)},"mappings":[`;
      for (let at = 0; at < entries.length; at += PIECE) yield `${at === 0 ? '' : ','}${JSON.stringify(entries.slice(at, at + PIECE).map(placedMapping)).slice(1, -1)}`;
      yield ']}';
    });
  }

  #asked(view: View, of: PlaceAsk, what: readonly string[]): Asked {
    if (of.site !== undefined && view.sites !== undefined && !view.sites.includes(of.site)) throw new EdgeError('not_found', 'this site is not one that you read', { next: 'leave out ?site= to read all that you may' });
    const sites = of.site !== undefined ? new Set([of.site]) : view.sites && new Set(view.sites);
    return { view, of, table: this.#tableOf(view.tenant), sites, sees: ({ site, segment }) => (sites === undefined || sites.has(site)) && (of.segment === undefined || segment === of.segment), what };
  }

  /** Of a table that nobody asked about before it is read first, in slices. */
  async #listing({ view, table }: Asked): Promise<Listing> {
    let followed = this.#followed.get(view.tenant);
    if (followed?.table !== table) {
      const listing = new Listing();
      this.#followed.set(view.tenant, (followed = { table, listing, whole: inSlices(table.watch(listing)) }));
    }
    await followed.whole;
    return followed.listing;
  }

  async #text(asked: Asked, isCurrent: (held: Held) => boolean, listing: Listing | undefined, make: () => AsyncGenerator<string>): Promise<PublishedText> {
    const { view, of, table, what } = asked, key = JSON.stringify([view.tenant, view.sites === undefined ? null : [...view.sites].sort(), of.site ?? null, of.segment ?? null, ...what]), known = this.#held.get(key);
    if (known?.table === table && isCurrent(known)) {
      this.#held.delete(key);
      this.#held.set(key, known);
      if (what[0] !== 'index') known.clock = listing?.clock ?? 0;
      if (what[0] === 'feed') known.revision = table.revision;
      return known.text;
    }
    const going = this.#making.get(key);
    if (going !== undefined) return await going;
    const stamp = { table, madeAt: this.#now(), revision: table.revision, clock: listing?.clock ?? 0 };
    const making = publish(make()).then((text) => {
      this.#made += 1;
      this.#keep(key, { ...stamp, text, size: Math.ceil(text.bytes.byteLength * TWIN) });
      return text;
    }).finally(() => { this.#making.delete(key); });
    this.#making.set(key, making);
    return await making;
  }

  #keep(key: string, held: Held): void {
    this.#bytes += held.size - (this.#held.get(key)?.size ?? 0);
    this.#held.delete(key);
    this.#held.set(key, held);
    for (const [oldest, { size }] of this.#held) {
      if (this.#held.size <= HELD_MAX && this.#bytes <= HELD_BYTES_MAX) break;
      this.#held.delete(oldest);
      this.#bytes -= size;
    }
  }
}

async function publish(pieces: AsyncGenerator<string>): Promise<PublishedText> {
  const all: Buffer[] = [], hash = createHash('sha256');
  let begun = performance.now();
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    all.push(bytes);
    hash.update(bytes);
    if (performance.now() - begun < SLICE_MS) continue;
    await breath();
    begun = performance.now();
  }
  const bytes = Buffer.concat(all), twins = new Map<string, Promise<Uint8Array | undefined>>();
  return {
    bytes, tag: hash.digest('base64url').slice(0, 22),
    async coded(coding) {
      if (bytes.byteLength < CODED_LEAST) return undefined;
      const twin = twins.get(coding) ?? CODERS[coding](bytes);
      twins.set(coding, twin);
      return await twin;
    },
  };
}

async function inSlices(steps: Generator<void>): Promise<void> {
  for (;;) {
    for (const end = performance.now() + SLICE_MS; performance.now() < end;) for (let step = 0; step < PIECE; step++) if (steps.next().done === true) return;
    await breath();
  }
}
async function breath(): Promise<void> { await new Promise((resolve) => { setImmediate(resolve); }); }

function isYoung({ madeAt }: Held, now: number): boolean { return now >= madeAt && now - madeAt < INDEX_EVERY_MS; }
/** Removals before the floor are forgotten, so what is older than it cannot tell that nothing changed. */
function isUnchanged({ revision }: Held, { table, sites }: Asked): boolean { return revision === table.revision || (revision >= table.floor && table.lastChange(revision, sites) === revision); }
function queryOf({ site, segment }: PlaceAsk): string {
  const said = Object.entries({ site, segment }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return said.length === 0 ? '' : `?${said.join('&')}`;
}
