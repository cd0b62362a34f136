/** The device dictionary as it is handed out: bytes, codings and signatures, each made once a version however many firewalls ask. */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { bodyOf, deltaOf, documentOf, entryOf, SCHEMA } from '../dictionary/index.ts';
import type { Signer } from '../pki/index.ts';
import type { Coding, PublishedDictionary } from '../server/index.ts';
import type { DictionaryTable, DictionaryVersion } from '../store/index.ts';

/** One form of a version: all of it, or the changes since another. */
interface Form { readonly text: Uint8Array; readonly signature: Uint8Array; readonly coded: Map<Coding, Uint8Array> }

/** Of one version. Whoever asks for changes beyond it gets all, which is there. */
const DELTAS_MAX_BYTES = 8 * 1024 * 1024;

const utf8 = new TextEncoder();
const CODERS: Readonly<Record<Coding, (bytes: Uint8Array) => Uint8Array>> = { identity: (bytes) => bytes, gzip: (bytes) => gzipSync(bytes), zstd: (bytes) => zstdCompressSync(bytes) };

export class DictionaryShelf {
  readonly #table: DictionaryTable;
  readonly #signer: () => Signer;
  readonly schema: Uint8Array = utf8.encode(SCHEMA);
  #current: Version | undefined;

  constructor(table: DictionaryTable, signer: () => Signer) {
    this.#table = table;
    this.#signer = signer;
  }

  /** Made when somebody first asks: until then nobody misses it. */
  current(): PublishedDictionary | undefined { return this.#current ?? this.#make(); }

  /** Takes what the store has now, if there is anybody to have it; a version that is there already keeps its bytes, unless the key is another. */
  refresh(): void { if (this.#current !== undefined) this.#make(); }

  #make(): PublishedDictionary | undefined {
    const head = this.#table.head();
    if (head === undefined) return undefined;
    const signer = this.#signer();
    if (this.#current?.version !== head.version || this.#current.keyId !== signer.id) this.#current = new Version(head, this.#table, signer);
    return this.#current;
  }
}

class Version implements PublishedDictionary {
  readonly version: number;
  readonly generated: string;
  readonly sha256: string;
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  readonly keyHistory: Uint8Array;
  readonly tag: string;
  readonly #head: DictionaryVersion;
  readonly #table: DictionaryTable;
  readonly #signer: Signer;
  readonly #whole: Form;
  /** By the version that changes are since: as many as the store remembers, at most, and so many bytes. */
  readonly #deltas = new Map<number, Form>();
  #deltaBytes = 0;

  constructor(head: DictionaryVersion, table: DictionaryTable, signer: Signer) {
    this.version = head.version;
    this.generated = new Date(head.generated).toISOString();
    this.sha256 = head.sha256;
    this.keyId = signer.id;
    this.publicKey = utf8.encode(signer.publicPem);
    this.keyHistory = utf8.encode(signer.history);
    this.tag = `${head.version}-${head.sha256.slice(0, 16)}-${signer.id.slice(0, 8)}`;
    this.#head = head;
    this.#table = table;
    this.#signer = signer;
    this.#whole = this.#form(documentOf(head, bodyOf(table.entries().map(entryOf))));
  }

  bytes(since: number | undefined, coding: Coding): Uint8Array {
    const { text, coded } = this.#formOf(since), known = coded.get(coding);
    if (known !== undefined) return known;
    const made = CODERS[coding](text);
    coded.set(coding, made);
    return made;
  }

  signature(since: number | undefined): Uint8Array { return this.#formOf(since).signature; }

  /** All of it where the changes cannot be told, would be longer, or find no room. */
  #formOf(since: number | undefined): Form {
    if (since === undefined) return this.#whole;
    const known = this.#deltas.get(since);
    if (known !== undefined) return known;
    const changes = this.#table.head()?.version === this.version ? this.#table.since(since) : undefined;
    if (changes === undefined) return this.#whole; // not kept: anybody may ask for any number
    const { from, added, changed, removed } = changes, text = deltaOf(this.#head, { from, added: added.map(entryOf), changed: changed.map(entryOf), removed });
    const isWorth = text.length < this.#whole.text.byteLength && this.#deltaBytes + text.length <= DELTAS_MAX_BYTES, form = isWorth ? this.#form(text) : this.#whole;
    this.#deltas.set(since, form);
    if (isWorth) this.#deltaBytes += text.length;
    return form;
  }

  #form(text: string): Form {
    const bytes = utf8.encode(text);
    return { text: bytes, signature: this.#signer.sign(bytes), coded: new Map() };
  }
}
