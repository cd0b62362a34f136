/** Where each firewall stands, and how it gets its mappings: a few numbers that a poll writes down, and that outlive its connection. What follows from them is reckoned elsewhere, now and then. */
import type { View } from '../wire/index.ts';

export interface Progress {
  readonly serial: string;
  /** What it saw last. */
  view: View;
  /** Last poll, or last frame pushed, epoch ms; 0: none yet. */
  atMs: number;
  /** What it holds: with its last poll it said so, or its socket took the frame that leads there. */
  cursor: string | undefined;
  /** Sent to it in answer to polls and on streams, since it was first seen. */
  bytes: number;
  /** Polls that are held now, and streams that are open. */
  held: number;
  streams: number;
  connections: number;
}

/** Ten times as many as a node is made for; the one first seen goes. */
const FIREWALLS_MAX = 100_000;

export class ProgressBook {
  readonly #all = new Map<string, Progress>();

  /** Of a firewall that has just come, or that came before a restart. */
  of(serial: string, view: View): Progress {
    const known = this.#all.get(serial);
    if (known !== undefined) {
      known.view = view;
      return known;
    }
    if (this.#all.size >= FIREWALLS_MAX) for (const oldest of this.#all.keys()) { this.#all.delete(oldest); break; }
    const made: Progress = { serial, view, atMs: 0, cursor: undefined, bytes: 0, held: 0, streams: 0, connections: 0 };
    this.#all.set(serial, made);
    return made;
  }

  all(): Iterable<Progress> { return this.#all.values(); }
  forget(serial: string): void { this.#all.delete(serial); }
}
