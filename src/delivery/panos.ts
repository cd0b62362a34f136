/** IP-tag registration at one PAN-OS firewall: what differs, in batches, without a commit; every now and then, and after a doubt, it is asked what it holds. */
import type { OutletAttribute, PlacedMapping, Secret } from '../model/index.ts';
import type { PollFrame } from '../wire/index.ts';
import { NotTaken, type Carrier } from './courier.ts';
import type { Destination } from './destination.ts';
import { complaintOf, refusesKey, registeredCommand, registeredPage, uidMessage, wereThere, type TagChange } from './panos-xml.ts';
import { PREFIX, TagBook, USUAL_TAGS } from './tag-book.ts';

const BATCH = 1000, PAGE = 500;
/** A firewall that answers page after page for ever. */
const PAGES_MAX = 4000;
/** What somebody else took away or added with our prefix is right again after so long. */
const REREAD_MS = 300_000;
/** A wrong key is wrong in a second, too, and asking with it often locks accounts. */
const KEY_WAIT_MS = 300_000;

export interface PanosOptions {
  readonly to: Destination;
  /** Read for each request: it may be changed while the node runs. */
  readonly key: () => Secret;
  readonly now: () => number;
  /** Undefined is the first, as PAN-OS has it. */
  readonly vsys?: string;
  /** How long a tag lasts without this node; undefined is for ever. */
  readonly seconds?: number;
  readonly by?: readonly OutletAttribute[];
}

export class PanosTags implements Carrier {
  readonly book: TagBook;
  readonly #options: PanosOptions;
  /** What it holds is known. */
  #known = false;
  #readAt = -Infinity;
  #renewedAt = -Infinity;
  /** Pages of a snapshot that is not complete. */
  #draft: PlacedMapping[] = [];
  #whole = false;

  constructor(options: PanosOptions) {
    this.#options = options;
    this.book = new TagBook(options.by ?? USUAL_TAGS);
  }

  async carry(frame: PollFrame, _bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    this.#take(frame);
    // Nothing is taken away before it is known what ought to be there.
    if (!this.#whole || (frame.kind !== 'idle' && frame.more)) return;
    await this.tend(signal);
    this.#draft = [];
  }

  /** Brings the firewall in step, and renews what would end. */
  async tend(signal: AbortSignal): Promise<void> {
    if (!this.#whole) return;
    const now = this.#options.now();
    // A clock that was set back proves nothing.
    if (now - this.#readAt >= REREAD_MS || now < this.#readAt) this.#known = false;
    if (!this.#known) {
      this.book.found(await this.#registered(signal));
      this.#known = true;
      this.#readAt = now;
    }
    for (let changes = this.book.differences(BATCH); changes.length > 0; changes = this.book.differences(BATCH)) {
      await this.#set(changes, signal);
      this.book.settle(changes);
    }
    await this.#renew(now, signal);
  }

  /** At half of their time: one that failed may fail again and again before anything ends. */
  async #renew(now: number, signal: AbortSignal): Promise<void> {
    const { seconds } = this.#options;
    if (seconds === undefined || (now - this.#renewedAt < seconds * 500 && now >= this.#renewedAt)) return;
    for (const held of this.book.held(BATCH)) {
      // Whether a tag that is there gets the new time is not written anywhere: where it was only ignored it goes and comes at once.
      if (!wereThere(await this.#set(held, signal))) continue;
      await this.#set(held.map(({ ip, register }) => ({ ip, register: [], unregister: register })), signal);
      await this.#set(held, signal);
    }
    this.#renewedAt = now;
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

  async #set(changes: readonly TagChange[], signal: AbortSignal): Promise<string> {
    if (changes.length === 0) return '';
    this.#known = false; // until it answers
    const text = await this.#ask({ type: 'user-id', action: 'set', cmd: uidMessage(changes, this.#options.seconds) }, signal), complaint = complaintOf(text);
    if (complaint !== undefined) throw this.#refused(complaint, text, 0);
    this.#known = true;
    return text;
  }

  async #registered(signal: AbortSignal): Promise<ReadonlyMap<string, readonly string[]>> {
    const all = new Map<string, readonly string[]>();
    for (let start = 1, pages = 0; pages < PAGES_MAX; pages++) {
      const text = await this.#ask({ type: 'op', cmd: registeredCommand(start, PAGE) }, signal), page = registeredPage(text, PREFIX);
      if (page === undefined) throw this.#refused(complaintOf(text) ?? 'it did not say which addresses are registered', text, 0);
      for (const [ip, tags] of page.tags) all.set(ip, [...new Set([...(all.get(ip) ?? []), ...tags])]);
      if (page.entries < PAGE) return all;
      start += page.entries;
    }
    throw new Error('it has more pages of registered addresses than any firewall');
  }

  async #ask(fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string> {
    const { to, key, vsys } = this.#options;
    const { status, text, retryMs } = await to.post(new URLSearchParams({ ...fields, ...(vsys !== undefined && { vsys }) }).toString(), { 'content-type': 'application/x-www-form-urlencoded', 'x-pan-key': key().reveal() }, signal);
    // The API gives its errors as XML, with a status of HTTP beside it.
    if (status !== 200) throw this.#refused(`it answered ${status}: ${complaintOf(text) ?? ''}`.slice(0, 250), text, retryMs);
    return text;
  }

  /** A box that repeats what it was asked must not bring the key into a log. */
  #refused(reason: string, text: string, retryMs: number): NotTaken {
    return new NotTaken(reason.replaceAll(this.#options.key().reveal(), '***'), refusesKey(text) ? KEY_WAIT_MS : retryMs);
  }
}
