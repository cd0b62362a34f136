/** The device dictionary beside the polls: each firewall fetches it once and then asks whether it changed (R110). The signature is checked, of the same bytes once for everybody. */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { LostCall, pause, type EdgeClient, type Reply } from '../client/index.ts';
import type { Tally } from './tally.ts';

const PATH = '/edge/v1/dictionary';
const TIMEOUT_MS = 30_000;
/** Nobody begins later than this. */
const SPREAD_MS = 5000;

/** What is needed of a firewall. */
interface Asker { readonly client: Pick<EdgeClient, 'call'>; readonly cut: boolean }

export class DictionaryReaders {
  readonly #tally: Tally;
  readonly #keys = new Map<string, KeyObject>();
  /** As received, with its signature: found right. */
  #right: { readonly bytes: Uint8Array; readonly signature: string } | undefined;

  constructor(tally: Tally) { this.#tally = tally; }

  async keep(firewall: Asker, intervalMs: number, end: number, signal: AbortSignal): Promise<void> {
    let tag: string | undefined, due = performance.now() + Math.random() * Math.min(intervalMs, SPREAD_MS);
    while (due < end && !signal.aborted) {
      await pause(due - performance.now(), signal);
      if (signal.aborted) return;
      tag = await this.#ask(firewall, tag);
      due = Math.max(due + intervalMs * (0.9 + Math.random() * 0.2), performance.now());
    }
  }

  /** The tag of what it holds now. */
  async #ask(firewall: Asker, tag: string | undefined): Promise<string | undefined> {
    const { dictionary } = this.#tally, sentAt = performance.now();
    try {
      const reply = await firewall.client.call({ method: 'GET', path: PATH, headers: { 'accept-encoding': 'zstd', ...(tag !== undefined && { 'if-none-match': tag }) }, timeoutMs: TIMEOUT_MS });
      dictionary.bytes += reply.bytes.length;
      if (reply.status === 304) dictionary.unchanged += 1;
      else if (reply.status !== 200) {
        this.#tally.note(`dictionary_status_${reply.status}`);
        return tag;
      } else if (await this.#isRight(firewall, reply)) dictionary.fetched += 1;
      else {
        dictionary.wrong += 1;
        this.#tally.note('dictionary_signature');
        return tag;
      }
      dictionary.latencies.add(performance.now() - sentAt);
      return text(reply.headers['etag']) ?? tag;
    } catch (error) {
      if (!(error instanceof LostCall)) throw error;
      if (!firewall.cut) this.#tally.note(`dictionary_${error.kind}`);
      return tag;
    }
  }

  async #isRight(firewall: Asker, { headers, bytes }: Reply): Promise<boolean> {
    const signature = text(headers['dictionary-signature']) ?? '', right = this.#right;
    if (right !== undefined && right.signature === signature && Buffer.compare(right.bytes, bytes) === 0) return true;
    const key = await this.#key(firewall, text(headers['dictionary-key']) ?? '');
    const good = key !== undefined && verify(null, headers['content-encoding'] === 'zstd' ? Bun.zstdDecompressSync(Buffer.from(bytes)) : bytes, key, Buffer.from(signature, 'base64'));
    if (good) this.#right = { bytes, signature };
    return good;
  }

  async #key(firewall: Asker, id: string): Promise<KeyObject | undefined> {
    const known = this.#keys.get(id);
    if (known !== undefined) return known;
    const { status, bytes } = await firewall.client.call({ method: 'GET', path: `${PATH}/key`, timeoutMs: TIMEOUT_MS });
    if (status !== 200) return undefined;
    const key = createPublicKey(Buffer.from(bytes));
    this.#keys.clear(); // one signs at a time
    this.#keys.set(id, key);
    return key;
  }
}

function text(field: string | string[] | undefined): string | undefined { return Array.isArray(field) ? field[0] : field; }
