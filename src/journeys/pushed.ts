/** A mapping stream as a journey reads it: frame after frame, as fast or as slowly as the story wants. */
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import { decode, FrameReader, frameCheck, type PollFrame, type WireFormat } from '../wire/index.ts';
import type { Story } from './edge-calls.ts';
import type { Credentials } from './edge-node.ts';
import { dial } from './knock.ts';

export class Pushed {
  readonly session: ClientHttp2Session;
  readonly stream: ClientHttp2Stream;
  readonly ended: Promise<void>;
  readonly frames: PollFrame[] = [];
  status = 0;
  type = '';
  #taken = 0;
  #over = false;
  #wake: () => void = () => undefined;

  constructor({ node, fw }: Story, { as = fw, query = '', format = 'msgpack', session = dial(node.url, node.authority.pem, as) }: { readonly as?: Credentials; readonly query?: string; readonly format?: WireFormat; readonly session?: ClientHttp2Session } = {}) {
    this.session = session;
    this.stream = session.request({ ':path': `/edge/v1/mappings/stream?${query}`, ...(format === 'json' && { accept: 'application/x-ndjson' }) });
    const reader = new FrameReader(format, 64 * 1024 * 1024);
    this.stream.on('response', (fields) => { this.status = fields[':status'] ?? 0; this.type = String(fields['content-type']); });
    this.stream.on('error', () => undefined);
    this.stream.on('data', (piece: Buffer) => {
      for (const bytes of reader.push(piece) ?? []) {
        const frame = decode(bytes, format);
        if (!frameCheck.is(frame)) throw new Error(`not a frame: ${frameCheck.complaint(frame)}`);
        this.frames.push(frame);
      }
      this.#wake();
    });
    this.ended = new Promise((resolve) => {
      const end = (): void => {
        this.#over = true;
        this.#wake();
        resolve();
      };
      this.stream.on('end', end).on('close', end);
      session.on('close', end);
    });
  }

  /** The next frame; undefined when the stream ended. */
  async next(): Promise<PollFrame | undefined> {
    while (this.#taken >= this.frames.length && !this.#over) await new Promise<void>((resolve) => { this.#wake = resolve; });
    return this.frames[this.#taken++];
  }

  close(): void { this.session.destroy(); }
}
