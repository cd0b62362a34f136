/** Log uploads beside the polls: each firewall sends the same file again and again, as new batches of now. */
import { EdgeError } from '../model/index.ts';
import { pause } from '../client/index.ts';
import { pieces, type Piece, type PieceSource } from './pieces.ts';
import { upload } from './uploading.ts';
import type { LoadFirewall } from './load-firewall.ts';
import type { Tally } from './tally.ts';

const PIECE_BYTES = 1 << 20;
/** The file is in memory once, whatever the number of firewalls. */
const FILE_MAX = 256 * 1024 * 1024;
const PATIENCE_MS = 60_000;

/** All of a file, cut as uploads are. */
export async function readPieces(source: PieceSource): Promise<readonly Piece[]> {
  const all: Piece[] = [];
  let bytes = 0;
  for await (const piece of pieces(source, { maxBytes: PIECE_BYTES, maxSpanMs: Number.POSITIVE_INFINITY })) {
    bytes += piece.body.length;
    if (bytes > FILE_MAX) throw new EdgeError('too_large', 'the file to upload is larger than is kept in memory', { fields: { limit: FILE_MAX }, next: 'use a smaller file: each firewall sends it again and again' });
    all.push(piece);
  }
  if (all.length === 0) throw new EdgeError('usage', 'the file to upload is empty');
  return all;
}

export async function keepUploading(firewall: LoadFirewall, { pieces: all, intervalMs }: { readonly pieces: readonly Piece[]; readonly intervalMs: number }, tally: Tally, end: number, signal: AbortSignal): Promise<void> {
  const { uploads } = tally, run = crypto.randomUUID().slice(0, 13);
  const zeroMs = all.find(({ firstMs }) => firstMs !== undefined)?.firstMs;
  let due = performance.now() + Math.random() * Math.min(intervalMs, Math.max(0, end - performance.now()));
  for (let round = 0; due < end && !signal.aborted; round++) {
    await pause(due - performance.now(), signal);
    const shiftMs = zeroMs === undefined ? 0 : Math.round(Date.now() - zeroMs);
    for (const [index, { format, body }] of all.entries()) {
      if (signal.aborted) return;
      const sentAt = performance.now();
      try {
        const receipt = await upload(firewall.client, { id: `load-${run}-${round}-${index}`, format, body, shiftMs }, { signal, patienceMs: PATIENCE_MS, onRetry: () => { uploads.retries += 1; } });
        uploads.batches += 1;
        uploads.bytes += body.length;
        uploads.records += receipt.records;
        uploads.rejects += receipt.rejects;
        uploads.latencies.add(performance.now() - sentAt);
      } catch (error) {
        if (!(error instanceof EdgeError)) throw error;
        if (signal.aborted) return;
        uploads.failed += 1;
        tally.note(`upload_${error.code}`);
      }
    }
    due = Math.max(due + intervalMs * (0.9 + Math.random() * 0.2), performance.now());
  }
}
