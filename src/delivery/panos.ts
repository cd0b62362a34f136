/** IP-tag registration at one PAN-OS firewall: what differs, in batches, without a commit; after a doubt it is asked what it holds. */
import type { PlacedMapping, Secret } from '../model/index.ts';
import type { PollFrame } from '../wire/index.ts';
import type { Carrier } from './courier.ts';
import type { Destination } from './destination.ts';
import { complaintOf, registeredCommand, registeredPage, uidMessage } from './panos-xml.ts';
import { PREFIX, TagBook } from './tag-book.ts';

const BATCH = 1000, PAGE = 500;
/** A firewall that answers page after page for ever. */
const PAGES_MAX = 4000;

export class PanosTags implements Carrier {
  readonly book = new TagBook();
  readonly #to: Destination;
  readonly #key: () => Secret;
  /** What it holds is known. */
  #known = false;
  /** Pages of a snapshot that is not complete. */
  #draft: PlacedMapping[] = [];
  #whole = false;

  /** `key` is read for each request: it may be changed while the node runs. */
  constructor(to: Destination, key: () => Secret) {
    this.#to = to;
    this.#key = key;
  }

  async carry(frame: PollFrame, _bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    this.#take(frame);
    // Nothing is taken away before it is known what ought to be there.
    if (!this.#whole || (frame.kind !== 'idle' && frame.more)) return;
    if (!this.#known) {
      this.book.found(await this.#registered(signal));
      this.#known = true;
    }
    for (let changes = this.book.differences(BATCH); changes.length > 0; changes = this.book.differences(BATCH)) {
      this.#known = false; // until it answers
      const complaint = complaintOf(await this.#ask({ type: 'user-id', action: 'set', cmd: uidMessage(changes) }, signal));
      if (complaint !== undefined) throw new Error(complaint);
      this.book.settle(changes);
      this.#known = true;
    }
    this.#draft = [];
  }

  /** Taking one twice is harmless: after a failure it comes again. */
  #take(frame: PollFrame): void {
    if (frame.kind === 'snapshot') {
      if (frame.start > this.#draft.length) throw new Error('a page of the map is missing');
      // Kept until all is done: after a failure the last page comes again, alone.
      this.#draft.length = frame.start;
      for (const entry of frame.entries) this.#draft.push(entry);
      if (frame.more) return;
      this.book.replace(this.#draft);
      this.#whole = true;
    } else if (frame.kind === 'delta') {
      for (const entry of frame.upsert) this.book.upsert(entry);
      for (const key of frame.remove) this.book.remove(key);
    }
  }

  async #registered(signal: AbortSignal): Promise<ReadonlyMap<string, readonly string[]>> {
    const all = new Map<string, readonly string[]>();
    for (let start = 1, pages = 0; pages < PAGES_MAX; pages++) {
      const text = await this.#ask({ type: 'op', cmd: registeredCommand(start, PAGE) }, signal), page = registeredPage(text, PREFIX);
      if (page === undefined) throw new Error(complaintOf(text) ?? 'it did not say which addresses are registered');
      for (const [ip, tags] of page.tags) all.set(ip, [...new Set([...(all.get(ip) ?? []), ...tags])]);
      if (page.entries < PAGE) return all;
      start += page.entries;
    }
    throw new Error('it has more pages of registered addresses than any firewall');
  }

  async #ask(fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string> {
    const { status, text } = await this.#to.post(new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded', 'x-pan-key': this.#key().reveal() }, signal);
    // The API gives its errors as XML, with a status of HTTP beside it.
    if (status !== 200) throw new Error(`it answered ${status}: ${complaintOf(text) ?? ''}`.slice(0, 250));
    return text;
  }
}
