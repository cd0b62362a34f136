/** Which record of which sender evidence came from, as small numbers: each device has some twenty. A number is for ever, stored with the first commit whose evidence has it. */
import type { EvidenceSource } from '../store/index.ts';
import type { Metrics } from '../telemetry/index.ts';

/** Evidence has sixteen bits for it. Sixty kinds of records and a thousand firewalls are as many; further ones are unknown, and counted. */
const MOST = 65_535;
const SENDER_LENGTH = 64;
const KINDS = 256;

export class Origins {
  readonly #kindName: (kind: number) => string;
  readonly #most: number;
  readonly #sources: EvidenceSource[] = [];
  /** Of each sender the numbers by kind, 0 none yet. */
  readonly #numbers = new Map<string, Uint16Array>();
  readonly #stored = new Map<string, number>();
  #saved: number;
  /** Times a record had no number, since the start. */
  refused = 0;

  constructor(stored: readonly EvidenceSource[], kindName: (kind: number) => string, most = MOST) {
    this.#kindName = kindName;
    this.#most = most;
    for (const source of stored) {
      this.#sources[source.id - 1] = source;
      this.#stored.set(keyOf(source), source.id);
    }
    this.#saved = this.#sources.length;
  }

  get size(): number { return this.#sources.length; }

  /** The number of a kind of record of each kind from this sender; looked up once a batch. */
  of(sender: string): (kind: number) => number {
    const name = sender.slice(0, SENDER_LENGTH).toWellFormed(), numbers = this.#numbers.get(name) ?? new Uint16Array(KINDS);
    this.#numbers.set(name, numbers);
    return (kind) => numbers[kind] || (numbers[kind] = this.#number(kind, name));
  }

  report(metrics: Metrics): void {
    metrics.gauge('nameplate_evidence_sources').set(this.#sources.length);
    metrics.gauge('nameplate_evidence_sources_refused').set(this.refused);
  }

  /** In words: "dhcp from 007200002536". Null when it is not known. */
  textOf(source: number): string | null {
    const found = this.#sources[source - 1];
    return found === undefined ? null : found.sender === '' ? found.record : `${found.record} from ${found.sender}`;
  }

  /** Not yet stored; stays until `committed`. */
  unsaved(): readonly EvidenceSource[] { return this.#sources.slice(this.#saved); }
  committed(written: readonly EvidenceSource[]): void { this.#saved += written.length; }

  #number(kind: number, sender: string): number {
    const record = this.#kindName(kind), known = this.#stored.get(keyOf({ record, sender }));
    if (known !== undefined) return known;
    if (this.#sources.length >= this.#most) { this.refused++; return 0; }
    const source: EvidenceSource = { id: this.#sources.length + 1, record, sender };
    this.#sources.push(source);
    this.#stored.set(keyOf(source), source.id);
    return source.id;
  }
}

function keyOf({ record, sender }: Pick<EvidenceSource, 'record' | 'sender'>): string { return `${record}\n${sender}`; }
