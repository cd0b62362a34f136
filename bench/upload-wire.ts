/** The least HTTP/2 that uploads need, on one TLS connection: prepared bodies as DATA frames within the peer's windows, answers by stream. Cheap, because client and node share the cores. */
import { connect, type TLSSocket } from 'node:tls';
import { DATA, END_HEADERS, END_STREAM, GOAWAY, HEADERS, PING, RST_STREAM, SETTINGS, WINDOW_UPDATE, ACK, frame, request } from '../src/journeys/raw-h2.ts';

export interface Identity { readonly certificate: string; readonly key: string; readonly ca: string }

/** What a frame may carry when its receiver says nothing else (RFC 9113 section 4.2), and what it costs in front. */
const FRAME_BYTES = 16_384, HEAD_BYTES = 9;
const WINDOW = 65_535, INITIAL_WINDOW_SIZE = 4;
/** Room for a billion bytes of answers on a connection: a bench sends too few uploads to need more. */
const ANSWERS = Buffer.from([0x3f, 0xff, 0, 0]);
/** HPACK's static entry ":status 200" (RFC 7541 appendix A). */
const STATUS_200 = 0x88;

/** A body cut into DATA frames once; a sending writes its stream number into each, so it is under way once at a time. */
export class FramedBody {
  readonly frames: Buffer;
  readonly length: number;
  constructor(body: Uint8Array) {
    this.length = body.length;
    const parts: Buffer[] = [];
    for (let at = 0; at < body.length; at += FRAME_BYTES) parts.push(frame(DATA, at + FRAME_BYTES >= body.length ? END_STREAM : 0, 0, body.subarray(at, at + FRAME_BYTES)));
    this.frames = Buffer.concat(parts);
  }
}

interface Upload { readonly body: FramedBody; sent: number; window: number; readonly done: (good: boolean) => void; good: boolean }

export class UploadConnection {
  readonly #socket: TLSSocket;
  readonly #uploads = new Map<number, Upload>();
  #next = 1;
  #window = WINDOW;
  #streamWindow = WINDOW;
  #held: Buffer = Buffer.alloc(0);
  #failed: Error | undefined;
  #writable = true;
  readonly #ready = Promise.withResolvers<void>();

  private constructor(socket: TLSSocket) {
    this.#socket = socket;
    socket.on('data', (piece: Buffer) => { this.#take(piece); });
    socket.on('drain', () => { this.#writable = true; this.#pump(); });
    const lost = (error?: Error): void => {
      this.#failed ??= error ?? new Error('the connection ended');
      this.#ready.reject(this.#failed);
      for (const { done } of this.#uploads.values()) done(false);
      this.#uploads.clear();
    };
    socket.on('error', lost).on('close', () => { lost(); });
  }

  static async open(url: string, { certificate, key, ca }: Identity): Promise<UploadConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), ca, cert: certificate, key, ALPNProtocols: ['h2'] });
    const connection = new UploadConnection(socket);
    socket.once('secureConnect', () => { socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(SETTINGS, 0, 0), frame(WINDOW_UPDATE, 0, 0, ANSWERS)])); });
    await connection.#ready.promise;
    return connection;
  }

  /** True when it was answered 200. */
  async send(path: string, headers: readonly (readonly [string, string])[], body: FramedBody): Promise<boolean> {
    if (this.#failed !== undefined) throw this.#failed;
    const id = this.#next, { promise, resolve } = Promise.withResolvers<boolean>();
    this.#next += 2;
    this.#uploads.set(id, { body, sent: 0, window: this.#streamWindow, done: resolve, good: false });
    this.#socket.write(frame(HEADERS, END_HEADERS, id, request(path, 'POST', headers)));
    this.#pump();
    return await promise;
  }

  close(): void { this.#socket.destroy(); }

  /** Whole frames of each upload in turn, as far as the windows and the socket allow. */
  #pump(): void {
    for (const [id, upload] of this.#uploads) {
      if (!this.#writable) return;
      const { frames, length } = upload.body, room = Math.min(this.#window, upload.window), left = length - upload.sent;
      const bytes = left <= room ? left : Math.floor(room / FRAME_BYTES) * FRAME_BYTES;
      if (bytes === 0) continue;
      const from = (upload.sent / FRAME_BYTES) * (FRAME_BYTES + HEAD_BYTES), to = Math.min(frames.length, from + Math.ceil(bytes / FRAME_BYTES) * (FRAME_BYTES + HEAD_BYTES));
      for (let at = from; at < to; at += FRAME_BYTES + HEAD_BYTES) frames.writeUInt32BE(id, at + 5);
      upload.sent += bytes;
      upload.window -= bytes;
      this.#window -= bytes;
      this.#writable = this.#socket.write(frames.subarray(from, to));
    }
  }

  #take(piece: Buffer): void {
    this.#held = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    while (this.#held.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + this.#held.readUIntBE(0, 3);
      if (this.#held.length < end) break;
      this.#read(this.#held[3] ?? 0, this.#held[4] ?? 0, this.#held.readUInt32BE(5) & 0x7fffffff, this.#held.subarray(HEAD_BYTES, end));
      this.#held = this.#held.subarray(end);
    }
    this.#pump();
  }

  #read(type: number, flags: number, stream: number, payload: Buffer): void {
    const upload = this.#uploads.get(stream);
    if (type === SETTINGS && (flags & ACK) === 0) {
      for (let at = 0; at + 6 <= payload.length; at += 6) {
        if (payload.readUInt16BE(at) !== INITIAL_WINDOW_SIZE) continue;
        const now = payload.readUInt32BE(at + 2), more = now - this.#streamWindow;
        this.#streamWindow = now;
        for (const one of this.#uploads.values()) one.window += more; // RFC 9113 section 6.9.2
      }
      this.#socket.write(frame(SETTINGS, ACK, 0));
      this.#ready.resolve();
    } else if (type === WINDOW_UPDATE) {
      const more = payload.readUInt32BE(0);
      if (stream === 0) this.#window += more;
      else if (upload !== undefined) upload.window += more;
    } else if (type === PING && (flags & ACK) === 0) this.#socket.write(frame(PING, ACK, 0, payload));
    else if (type === GOAWAY) this.#socket.destroy(new Error(`the server ended the connection with ${payload.readUInt32BE(4)}`));
    else if (upload !== undefined && (type === HEADERS || type === DATA || type === RST_STREAM)) {
      if (type === HEADERS) upload.good = payload[0] === STATUS_200;
      if (type !== RST_STREAM && (flags & END_STREAM) === 0) return;
      this.#uploads.delete(stream);
      upload.done(type !== RST_STREAM && upload.good);
    }
  }
}
