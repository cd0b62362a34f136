/** What firewalls of others read: address lists, their index and the whole view as JSON, made of a published table once and kept until it changes. */
import { createHash } from 'node:crypto';
import { isListAttribute, listedAddresses, listNames, listText, listValue, placedMapping, type MappingTable, type Sites } from './mapping/index.ts';
import { EdgeError } from './model/index.ts';
import type { Lists, PublishedText } from './server/index.ts';
import type { View } from './wire/index.ts';

interface Held { readonly table: MappingTable; revision: number; readonly text: PublishedText; readonly madeAt: number }

/** Texts kept and their bytes together; beyond either the one unasked for longest is forgotten and made again when asked for. */
const HELD_MAX = 2048, HELD_BYTES_MAX = 64 * 1024 * 1024;
/** An index looks at every mapping there is: it is made at most this often, however often mappings change. */
const INDEX_EVERY_MS = 10_000;
/** Longer than any name of ours. */
const VALUE_MAX = 256;
/** About 40 MB of JSON; who has more follows the poll, which is paged. */
const FEED_MAX = 100_000;

export class AddressLists implements Lists {
  readonly #tableOf: (tenant: string) => MappingTable;
  readonly #now: () => number;
  /** Unasked for longest first. */
  readonly #held = new Map<string, Held>();
  #bytes = 0;
  #made = 0;

  constructor(tableOf: (tenant: string) => MappingTable, now: () => number) {
    this.#tableOf = tableOf;
    this.#now = now;
  }

  /** Texts made since the start. */
  get made(): number { return this.#made; }

  list(view: View, attribute: string, value: string): PublishedText {
    if (!isListAttribute(attribute) || value.length > VALUE_MAX) throw new EdgeError('not_found', 'there are no lists by this attribute', { next: 'see /edge/v1/lists for the lists there are' });
    return this.#text(view, ['list', attribute, listValue(value)], (table, sites) => listText(listedAddresses(table, attribute, value, sites)));
  }

  index(view: View): PublishedText {
    return this.#text(view, ['index'], (table, sites) => JSON.stringify({
      lists: listNames(table, sites).map((one) => ({ ...one, path: `/edge/v1/lists/${one.attribute}/${encodeURIComponent(one.value)}` })),
    }));
  }

  feed(view: View): PublishedText {
    return this.#text(view, ['feed'], (table, sites) => {
      if (table.live(sites) > FEED_MAX) throw new EdgeError('too_large', 'there are too many mappings for one document', { fields: { limit: FEED_MAX }, next: 'follow /edge/v1/mappings, which is paged' });
      return JSON.stringify({ tenant: view.tenant, sites: view.sites ?? null, mappings: table.snapshot(sites).map(placedMapping) });
    });
  }

  #text(view: View, what: readonly string[], make: (table: MappingTable, sites: Sites) => string): PublishedText {
    const table = this.#tableOf(view.tenant), sites = view.sites && new Set(view.sites);
    const key = JSON.stringify([view.tenant, view.sites === undefined ? null : [...view.sites].sort(), ...what]), known = this.#held.get(key);
    if (known !== undefined) {
      this.#held.delete(key);
      const age = this.#now() - known.madeAt;
      if (what[0] === 'index' && known.table === table && age >= 0 && age < INDEX_EVERY_MS) {
        this.#held.set(key, known);
        return known.text;
      }
      if (isCurrent(known, table, sites)) {
        known.revision = table.revision;
        this.#held.set(key, known);
        return known.text;
      }
      this.#bytes -= known.text.bytes.byteLength;
    }
    const bytes = Buffer.from(make(table, sites)), text = { bytes, tag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22) };
    this.#made += 1;
    this.#held.set(key, { table, revision: table.revision, text, madeAt: this.#now() });
    this.#bytes += bytes.byteLength;
    for (const [oldest, { text: dropped }] of this.#held) {
      if (this.#held.size <= HELD_MAX && this.#bytes <= HELD_BYTES_MAX) break;
      this.#held.delete(oldest);
      this.#bytes -= dropped.bytes.byteLength;
    }
    return text;
  }
}

/** Removals before the floor are forgotten, so what is older than it cannot tell that nothing changed. */
function isCurrent({ table: of, revision }: Held, table: MappingTable, sites: Sites): boolean {
  return of === table && (revision === table.revision || (revision >= table.floor && table.lastChange(revision, sites) === revision));
}
