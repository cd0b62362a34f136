/** Replays files into a node: pieces at the pace of the recording, each sent until it is committed, under ids that make a second run harmless. */
import { EdgeClient, greet, pause, type Identity } from '../client/index.ts';
import { pieces, type PieceSource } from './pieces.ts';
import { upload } from './uploading.ts';

export interface ReplayOptions {
  readonly edgeUrl: string;
  readonly identity: Identity;
  /** What to show from now on: it may have been renewed. */
  readonly newest?: () => Identity;
  readonly files: readonly string[];
  /** Opens one of them, or throws the sentence why it cannot be sent. */
  readonly open: (file: string, signal: AbortSignal) => Promise<PieceSource>;
  /** Times as fast as recorded; Infinity sends as fast as the node takes it. */
  readonly speed: number;
  /** True leaves recorded times as they are; otherwise the first record is of now. */
  readonly recordedTimes: boolean;
  /** Goes into the batch ids: the same salt and files make the same ids, and what is committed already is not counted again. */
  readonly salt: string;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (report: ReplayReport) => void;
}

export interface ReplayReport {
  readonly batches: number;
  readonly bytes: number;
  readonly records: number;
  readonly rejects: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** Batches that the node had already. */
  readonly repeated: number;
  readonly retries: number;
  readonly seconds: number;
}

const PIECE_BYTES = 1 << 20;
/** Of wall-clock time in one batch, when pacing. */
const PIECE_SECONDS = 1;
/** Batches under way at once: each waits for a commit, so one at a time would be one a tick. */
const WINDOW = 16;

export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  const client = new EdgeClient(options.edgeUrl, options.identity);
  try {
    return await run(options, client, Math.min(WINDOW, Math.max(1, (await greet(client)).limits.upload_concurrency)));
  } finally {
    client.drop();
  }
}

async function run(options: ReplayOptions, client: EdgeClient, window: number): Promise<ReplayReport> {
  const { speed, signal } = options;
  const begun = performance.now(), begunWall = Date.now();
  const total = { batches: 0, bytes: 0, records: 0, rejects: 0, repeated: 0, retries: 0 };
  const reasons: Record<string, number> = {};
  const report = (): ReplayReport => ({ ...total, reasons: { ...reasons }, seconds: (performance.now() - begun) / 1000 });
  const underway = new Set<Promise<void>>();
  let failure: unknown, zeroMs: number | undefined;

  const send = async (id: string, format: string, body: Uint8Array, shiftMs: number): Promise<void> => {
    const present = (): void => { client.present(options.newest?.() ?? options.identity); };
    present();
    const receipt = await upload(client, { id, format, body, shiftMs }, {
      signal, patienceMs: options.patienceMs,
      onRetry: () => {
        total.retries += 1;
        present();
      },
    });
    total.batches += 1;
    total.bytes += body.length;
    total.records += receipt.records;
    total.rejects += receipt.rejects;
    if (receipt.repeated) total.repeated += 1;
    for (const [reason, count] of Object.entries(receipt.reasons)) reasons[reason] = (reasons[reason] ?? 0) + count;
    options.onProgress(report());
  };

  const sendFile = async (file: string): Promise<void> => {
    const hash = new Bun.CryptoHasher('sha256').update(options.salt);
    let index = 0;
    for await (const piece of pieces(await options.open(file, signal), { maxBytes: PIECE_BYTES, maxSpanMs: Number.isFinite(speed) ? PIECE_SECONDS * 1000 * speed : Number.POSITIVE_INFINITY })) {
      zeroMs ??= piece.firstMs;
      if (zeroMs !== undefined && piece.lastMs !== undefined && Number.isFinite(speed)) await pause(begun + (piece.lastMs - zeroMs) / speed - performance.now(), signal);
      while (underway.size >= window) await Promise.race(underway);
      if (failure !== undefined || signal.aborted) break;
      hash.update(piece.body);
      // The id covers everything before it, so equal pieces at two places of a file are two batches.
      const id = `replay-${hash.copy().digest('hex').slice(0, 32)}-${index++}`;
      const sending = send(id, piece.format, piece.body, options.recordedTimes || zeroMs === undefined ? 0 : Math.round(begunWall - zeroMs))
        .catch((error: unknown) => { failure ??= error; })
        .finally(() => { underway.delete(sending); });
      underway.add(sending);
    }
  };
  for (const file of options.files) {
    if (failure !== undefined || signal.aborted) break;
    // What was sent before the trouble is answered for before the trouble is told.
    await sendFile(file).catch((error: unknown) => { if (!signal.aborted) failure ??= error; });
  }
  await Promise.all(underway);
  if (failure !== undefined && !signal.aborted) throw failure;
  return report();
}
