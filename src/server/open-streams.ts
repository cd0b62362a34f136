/** The mapping streams that are open: so many a firewall, and a newer one takes the place of its oldest, because that may be a connection which died without saying so. */
import type { Metrics } from '../telemetry/index.ts';
import type { Peer } from './doorkeeper.ts';

export type StreamEnd = 'left' | 'replaced' | 'stopped';

interface Place { readonly abort: AbortController; end: StreamEnd }

export class OpenStreams {
  readonly #mostOfPeer: number;
  readonly #metrics: Metrics;
  /** In order of arrival. */
  readonly #ofPeer = new Map<Peer, Set<Place>>();
  #open = 0;
  #stopped = false;

  constructor(mostOfPeer: number, metrics: Metrics) {
    this.#mostOfPeer = mostOfPeer;
    this.#metrics = metrics;
    metrics.onCollect(() => { metrics.gauge('nameplate_streams').set(this.#open); });
  }

  get size(): number { return this.#open; }

  /** What `work` yields, until it ends or its signal says that it must: the client is gone, another stream took the place, or the node stops. */
  async *keep<T>(peer: Peer, gone: AbortSignal, work: (signal: AbortSignal) => AsyncGenerator<T>): AsyncGenerator<T> {
    const place: Place = { abort: new AbortController(), end: 'left' };
    const leave = (): void => { place.abort.abort(); };
    if (gone.aborted || this.#stopped) leave();
    gone.addEventListener('abort', leave);
    this.#enter(peer, place);
    try {
      yield* work(place.abort.signal);
    } finally {
      gone.removeEventListener('abort', leave);
      this.#leave(peer, place);
    }
  }

  /** The node stops, or stops this listener: each ends after the frame it is at. */
  endAll(): void {
    this.#stopped = true;
    for (const places of this.#ofPeer.values()) for (const place of places) end(place, 'stopped');
  }

  #enter(peer: Peer, place: Place): void {
    const places = this.#ofPeer.get(peer) ?? new Set();
    this.#ofPeer.set(peer, places.add(place));
    this.#open += 1;
    let over = places.size - this.#mostOfPeer;
    for (const oldest of places) if (over-- > 0) end(oldest, 'replaced');
  }

  #leave(peer: Peer, place: Place): void {
    const places = this.#ofPeer.get(peer);
    places?.delete(place);
    if (places?.size === 0) this.#ofPeer.delete(peer);
    this.#open -= 1;
    this.#metrics.counter('nameplate_streams_ended_total', { reason: place.end }).add();
  }
}

function end(place: Place, why: StreamEnd): void {
  if (place.abort.signal.aborted) return;
  place.end = why;
  place.abort.abort();
}
