/**
 * Runs a pattern over hostile text in bounded time. It backtracks as Perl, Ruby and Java do, so that the same groups are found, but never
 * comes to the same instruction at the same character twice: what failed there once fails there again. That holds because patterns have no
 * back-references (parse.ts). At most instructions x characters steps, runs of a set times their length; none of it grows exponentially.
 */
import { WORD } from './char-set.ts';
import type { Place } from './parse.ts';
import type { Program } from './program.ts';

/** Kinds of remembered work: try an instruction, give a slot its old value back, shorten or lengthen a run. */
const TRY = 0, RESTORE = 1, RUN = 2;

export class Machine {
  /** Steps taken since it was made: what a test bounds, where a clock would lie. */
  steps = 0;
  #seen = new Uint32Array(0);
  #round = 0;
  readonly #work: number[] = [];

  /** Start and end of the whole match and of each group, -1 where a group took no part; undefined where nothing matches. */
  match({ code, groups, anchored }: Program, text: string): Int32Array | undefined {
    const width = text.length + 1, needed = code.length * width;
    if (this.#seen.length < needed) { this.#seen = new Uint32Array(needed); this.#round = 0; }
    if (this.#round === 0xFFFFFFFF) { this.#seen.fill(0); this.#round = 0; }
    this.#round++;
    const slots = new Int32Array(2 * groups + 2).fill(-1), last = anchored ? 0 : text.length;
    for (let start = 0; start <= last; start++) {
      const end = this.#from(code, text, start, slots, width);
      if (end < 0) continue;
      slots[0] = start;
      slots[1] = end;
      return slots;
    }
    return undefined;
  }

  #from(code: Program['code'], text: string, start: number, slots: Int32Array, width: number): number {
    const work = this.#work, seen = this.#seen, round = this.#round;
    work.length = 0;
    work.push(TRY, 0, start, 0);
    while (work.length > 0) {
      const d = work.pop() ?? 0, c = work.pop() ?? 0, b = work.pop() ?? 0, kind = work.pop();
      let pc = b, at = c;
      if (kind === RESTORE) { slots[b] = c; continue; }
      if (kind === RUN) {
        // Of the run of instruction b, c is the end to try now and d the last one.
        if (c !== d) work.push(RUN, b, c < d ? c + 1 : c - 1, d);
        pc = b + 1;
      }
      for (;;) {
        this.steps++;
        const key = pc * width + at;
        if (seen[key] === round) break;
        seen[key] = round;
        const instruction = code[pc];
        if (instruction === undefined || instruction.op === 'match') return at;
        if (instruction.op === 'char') {
          if (at >= text.length) break;
          const code = text.charCodeAt(at);
          if (code !== instruction.code && code !== instruction.twin) break;
          pc++; at++;
        } else if (instruction.op === 'set') {
          if (at >= text.length || !instruction.set.has(text.charCodeAt(at))) break;
          pc++; at++;
        } else if (instruction.op === 'run') {
          const { set, min, max, greedy } = instruction, limit = Math.min(text.length, at + max);
          let end = at;
          while (end < limit && set.has(text.charCodeAt(end))) end++;
          this.steps += end - at;
          if (end - at < min) break;
          const from = greedy ? end : at + min, to = greedy ? at + min : end;
          if (from !== to) work.push(RUN, pc, from < to ? from + 1 : from - 1, to);
          pc++; at = from;
        } else if (instruction.op === 'save') {
          work.push(RESTORE, instruction.slot, slots[instruction.slot] ?? -1, 0);
          slots[instruction.slot] = at;
          pc++;
        } else if (instruction.op === 'split') {
          work.push(TRY, instruction.second, at, 0);
          pc = instruction.first;
        } else if (instruction.op === 'jump') pc = instruction.to;
        else if (isAt(instruction.place, text, at)) pc++;
        else break;
      }
    }
    return -1;
  }
}

function isAt(place: Place, text: string, at: number): boolean {
  const length = text.length;
  switch (place) {
    case 'start': return at === 0;
    case 'very-end': return at === length;
    // Before the newline that ends the text, too.
    case 'end': return at === length || (at === length - 1 && text.charCodeAt(at) === 10) || (at === length - 2 && text.startsWith('\r\n', at));
    case 'line-start': return at === 0 || text.charCodeAt(at - 1) === 10;
    case 'line-end': return at === length || text.charCodeAt(at) === 10 || text.startsWith('\r\n', at);
    default: return (wordAt(text, at - 1) !== wordAt(text, at)) === (place === 'word-edge');
  }
}

function wordAt(text: string, at: number): boolean { return at >= 0 && at < text.length && WORD.has(text.charCodeAt(at)); }
