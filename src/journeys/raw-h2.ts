/** HTTP/2 by hand, for what no library will send: frames of any shape and order over a connection with a certificate. */
import { connect, type TLSSocket } from 'node:tls';
import type { Pem } from './knock.ts';

export const DATA = 0, HEADERS = 1, PRIORITY = 2, RST_STREAM = 3, SETTINGS = 4, PUSH_PROMISE = 5, PING = 6, GOAWAY = 7, WINDOW_UPDATE = 8, CONTINUATION = 9;
export const END_STREAM = 1, END_HEADERS = 4, PADDED = 8, ACK = 1;

export interface Frame { readonly type: number; readonly flags: number; readonly stream: number; readonly payload: Buffer }

export class RawH2 {
  readonly socket: TLSSocket;
  readonly frames: Frame[] = [];
  readonly closed: Promise<void>;
  #held: Buffer = Buffer.alloc(0);

  private constructor(socket: TLSSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => { socket.on('close', () => { resolve(); }); });
    socket.on('error', () => undefined);
    socket.on('data', (piece: Buffer) => { this.#take(piece); });
  }

  /** After the preface and the exchange of settings. `settings` are pairs of id and value; `from` is an address of this machine. */
  static async open(url: string, ca: string, pem?: Pem, settings: readonly (readonly [number, number])[] = [], from?: string): Promise<RawH2> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), ca, ...(pem && { cert: pem.certificate, key: pem.key }), ALPNProtocols: ['h2'], ...(from !== undefined && { localAddress: from }) });
    const raw = new RawH2(socket);
    await new Promise<void>((resolve, reject) => { socket.once('secureConnect', () => { resolve(); }).once('error', reject).once('close', () => { reject(new Error('turned away')); }); });
    const payload = Buffer.alloc(settings.length * 6);
    settings.forEach(([id, value], n) => { payload.writeUInt16BE(id, n * 6); payload.writeUInt32BE(value, n * 6 + 2); });
    socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(SETTINGS, 0, 0, payload), frame(SETTINGS, ACK, 0)]));
    await raw.until((one) => one.type === SETTINGS);
    return raw;
  }

  send(...frames: readonly Buffer[]): void { if (!this.socket.destroyed) this.socket.write(Buffer.concat([...frames])); }

  /** The same bytes again and again, as fast as they are taken, until the connection ends or `wanted` says no. */
  async flood(next: Buffer | (() => Buffer), wanted: () => boolean = () => true): Promise<void> {
    while (!this.socket.destroyed && wanted()) {
      if (this.socket.write(typeof next === 'function' ? next() : next)) await Bun.sleep(0);
      else await new Promise<void>((resolve) => {
        const go = (): void => {
          this.socket.off('drain', go).off('close', go);
          resolve();
        };
        this.socket.on('drain', go).on('close', go);
      });
    }
  }

  /** Waits for a frame, now or later; undefined when the connection ends without it. */
  async until(match: (frame: Frame) => boolean): Promise<Frame | undefined> {
    for (;;) {
      const found = this.frames.find(match);
      if (found !== undefined || this.socket.destroyed) return found;
      await new Promise<void>((resolve) => {
        const go = (): void => {
          this.socket.off('data', go).off('close', go);
          resolve();
        };
        this.socket.on('data', go).on('close', go);
      });
    }
  }

  /** True when the connection was ended, or this stream was reset, or answered with another status than 200. */
  async refused(stream: number): Promise<boolean> {
    const found = await this.until((one) => one.type === GOAWAY || (one.stream === stream && (one.type === RST_STREAM || one.type === HEADERS)));
    return found === undefined || found.type !== HEADERS || found.payload[0] !== 0x88; // 0x88: HPACK's static entry ":status 200"
  }

  close(): void { this.socket.destroy(); }

  #take(piece: Buffer): void {
    this.#held = Buffer.concat([this.#held, piece]);
    while (this.#held.length >= 9) {
      const length = this.#held.readUIntBE(0, 3);
      if (this.#held.length < 9 + length) return;
      this.frames.push({ type: this.#held[3] ?? 0, flags: this.#held[4] ?? 0, stream: this.#held.readUInt32BE(5) & 0x7fffffff, payload: this.#held.subarray(9, 9 + length) });
      this.#held = this.#held.subarray(9 + length);
    }
  }
}

export function frame(type: number, flags: number, stream: number, payload: Uint8Array = new Uint8Array(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Literal fields without indexing and without Huffman (RFC 7541 section 6.2.2). */
export function fields(list: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat(list.flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]));
}

export function request(path: string, method = 'GET', more: readonly (readonly [string, string])[] = []): Buffer {
  return fields([[':method', method], [':scheme', 'https'], [':authority', 'localhost'], [':path', path], ...more]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length: number[] = [];
  let rest = bytes.length;
  if (rest < 127) length.push(rest);
  else {
    length.push(127);
    for (rest -= 127; rest >= 128; rest = rest >>> 7) length.push((rest & 127) | 128);
    length.push(rest);
  }
  return Buffer.concat([Buffer.from(length), bytes]);
}
