/** Seeded fragments in any order, twice, missing, overlapping: the kernels read exactly the datagrams that a plain model of the rules makes whole. */
import { expect, test } from 'bun:test';
import { account } from './accounting.ts';
import { be16, be32, bytes, pcapFile } from './frames.ts';
import { loadKernel, PARSERS, toRecord } from './index.ts';
import { IPV4, ipv4, IPV6, ipv6, outerFrame, udp } from './wraps.ts';

const ROUNDS = 400;

/** xorshift32: the same fragments on every machine. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

interface Piece { readonly id: number; readonly from: number; readonly to: number; readonly last: boolean }

/** RFC 791 and RFC 5722 in a few lines: what is read, and which fragments are refused. */
class Model {
  readonly #open = new Map<number, Piece[] | 'given up'>();
  readonly read: number[] = [];
  refused = 0;

  take(piece: Piece): void {
    const pieces = this.#open.get(piece.id) ?? [];
    if (pieces === 'given up' || pieces.some(({ from, to, last }) => from === piece.from && to === piece.to && last === piece.last)) return;
    const total = pieces.find(({ last }) => last)?.to, most = Math.max(0, ...pieces.map(({ to }) => to));
    const clash = pieces.some(({ from, to }) => from < piece.to && piece.from < to) || (piece.last ? total !== undefined || most > piece.to : total !== undefined && piece.to >= total);
    if (clash) {
      this.refused++;
      this.#open.set(piece.id, 'given up');
      return;
    }
    pieces.push(piece);
    const end = pieces.find(({ last }) => last)?.to;
    if (end === undefined || pieces.reduce((sum, { from, to }) => sum + to - from, 0) < end) this.#open.set(piece.id, pieces);
    else {
      this.#open.delete(piece.id);
      this.read.push(piece.id);
    }
  }
  get unfinished(): number { return this.#open.size; }
}

const simd = loadKernel('simd'), scalar = loadKernel('scalar');
const name = (id: number): Uint8Array => bytes(6, `cam${String(id).padStart(3, '0')}`, 0);
const datagramOf = (id: number): Uint8Array => udp(53, bytes(be16(id), be16(0x0100), be16(1), be16(0), be16(0), be16(0), name(id), be16(1), be16(1), new Uint8Array(40 + (id * 37) % 400)));

function frameOf({ id, from, to, last }: Piece, six: boolean): Uint8Array {
  const data = datagramOf(id).subarray(from, to);
  // A piece made up beyond the datagram's end is zeros.
  const content = bytes(data, new Uint8Array(to - from - data.length));
  return six ? outerFrame(IPV6, ipv6(44, bytes(17, 0, be16(from | (last ? 0 : 1)), be32(id), content))) : outerFrame(IPV4, ipv4(17, content, { id, fragment: (last ? 0 : 0x2000) | (from >> 3) }));
}

test.each([4, 6])(`IPv%d: ${ROUNDS} batches of fragments`, (version) => {
  const pick = chance(0xf4a9 + version);
  let whole = 0, refused = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const pieces: Piece[] = [];
    for (let id = 1; id <= 1 + pick(8); id++) {
      const length = datagramOf(id).length, mine: Piece[] = [];
      for (let from = 0; from < length;) {
        const to = Math.min(length, from + 8 * (1 + pick(12)));
        mine.push({ id, from, to, last: to === length });
        from = to;
      }
      if (mine.length < 2) continue;
      if (pick(4) === 0) mine.splice(pick(mine.length), 1);
      if (pick(4) === 0) mine.push(mine[pick(mine.length)]!);
      if (pick(5) === 0) {
        const from = 8 * pick(30);
        mine.push({ id, from, to: from + 8 * (1 + pick(10)), last: from > 0 && pick(3) === 0 });
      }
      pieces.push(...mine);
    }
    if (pick(3) > 0) for (let i = pieces.length - 1; i > 0; i--) { const j = pick(i + 1); [pieces[i], pieces[j]] = [pieces[j]!, pieces[i]!]; }
    const model = new Model();
    for (const piece of pieces) model.take(piece);
    const capture = pcapFile(pieces.map((piece) => frameOf(piece, version === 6)));
    for (const kernel of [simd, scalar]) {
      const batch = kernel.parse(PARSERS.capture, capture), records = Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
      const read = records.filter((one) => one['record'] === 'dns').map((one) => one['id']);
      expect({ round, read, refused: records.filter((one) => one['reason'] === 'bad_fragment').length, unfinished: batch.unfinished, ...account(batch) }).toEqual({ round, read: model.read, refused: model.refused, unfinished: model.unfinished, packets: pieces.length, accounted: pieces.length });
    }
    whole += model.read.length;
    refused += model.refused;
  }
  expect(whole).toBeGreaterThan(ROUNDS);
  expect(refused).toBeGreaterThan(ROUNDS / 10);
});
