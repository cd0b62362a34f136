/**
 * Regular expressions as Ruby and Java both read them, to a tree. What cannot be matched in bounded time (look-around, back-references) is not
 * understood, and neither is anything nobody uses: a pattern is refused rather than read differently from what its author meant.
 */
import { ANYTHING, bothCases, CharSet, DIGIT, NO_NEWLINE, SPACE, WORD } from './char-set.ts';

/** `i`: without regard to case; `s`: a dot takes newlines; `m`: ^ and $ stand at every line. */
export interface Flags { readonly i: boolean; readonly s: boolean; readonly m: boolean }
export type Place = 'start' | 'end' | 'line-start' | 'line-end' | 'very-end' | 'word-edge' | 'no-word-edge';
export type Node =
  /** One character, or the twin it has in the other case. */
  | { readonly kind: 'char'; readonly code: number; readonly twin: number }
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'all'; readonly items: readonly Node[] }
  | { readonly kind: 'any'; readonly choices: readonly Node[] }
  | { readonly kind: 'group'; readonly node: Node; readonly group: number }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number; readonly greedy: boolean };

export class PatternError extends Error {}

const ESCAPED: ReadonlyMap<string, number> = new Map([['n', 10], ['r', 13], ['t', 9], ['f', 12], ['v', 11], ['0', 0], ['e', 27]]);
const CLASSES: ReadonlyMap<string, CharSet> = new Map([['d', DIGIT], ['w', WORD], ['s', SPACE], ['D', DIGIT.inverted()], ['W', WORD.inverted()], ['S', SPACE.inverted()]]);
const PLACES: ReadonlyMap<string, Place> = new Map([['A', 'start'], ['Z', 'end'], ['z', 'very-end'], ['b', 'word-edge'], ['B', 'no-word-edge']]);
const QUANTIFIER = /(?:[*+?]|\{(\d+)(,(\d*))?\})/y;
const OPTIONS = /\?([ims]+)([:)])/y;

/** The tree of a pattern. Throws PatternError for what it does not understand. */
export function parsePattern(source: string, flags: Flags): Node { return new Reader(source).whole(flags); }

class Reader {
  #at = 0;
  #groups = 0;
  readonly #source: string;
  constructor(source: string) { this.#source = source; }

  whole(flags: Flags): Node {
    const node = this.#choices(flags);
    if (this.#at < this.#source.length) throw this.#error('unmatched )');
    return node;
  }

  /** Branches up to the end of the group. Options without a colon, (?i), hold up to there too. */
  #choices(given: Flags): Node {
    let flags = given;
    const choices: Node[] = [];
    let items: Node[] = [];
    for (;;) {
      const c = this.#source[this.#at];
      if (c === undefined || c === ')') break;
      if (c === '|') { this.#at++; choices.push(all(items)); items = []; continue; }
      const options = c === '(' ? this.#take(OPTIONS, this.#at + 1) : null;
      if (options?.[2] === ')') { flags = withOptions(flags, options[1] ?? ''); continue; }
      items.push(this.#quantified(this.#atom(c, flags, options)));
    }
    choices.push(all(items));
    return choices.length === 1 && choices[0] !== undefined ? choices[0] : { kind: 'any', choices };
  }

  #atom(c: string, flags: Flags, options: RegExpExecArray | null): Node {
    if (c === '(') {
      if (options !== null) return this.#closed(this.#choices(withOptions(flags, options[1] ?? '')));
      this.#at++;
      if (this.#source.startsWith('?:', this.#at)) { this.#at += 2; return this.#closed(this.#choices(flags)); }
      if (this.#source[this.#at] === '?') throw this.#error('a kind of group that is not understood');
      const group = ++this.#groups;
      return { kind: 'group', group, node: this.#closed(this.#choices(flags)) };
    }
    this.#at++;
    if (c === '[') return { kind: 'set', set: this.#class(flags) };
    if (c === '.') return { kind: 'set', set: flags.s ? ANYTHING : NO_NEWLINE };
    if (c === '^') return { kind: 'place', place: flags.m ? 'line-start' : 'start' };
    if (c === '$') return { kind: 'place', place: flags.m ? 'line-end' : 'end' };
    if (c === '*' || c === '+' || c === '?') throw this.#error('nothing to repeat');
    if (c !== '\\') return char(c.charCodeAt(0), flags);
    const place = PLACES.get(this.#source[this.#at] ?? '');
    if (place !== undefined) { this.#at++; return { kind: 'place', place }; }
    const member = this.#escape();
    return typeof member === 'number' ? char(member, flags) : { kind: 'set', set: member };
  }

  #closed(node: Node): Node {
    if (this.#source[this.#at] !== ')') throw this.#error('a group without its end');
    this.#at++;
    return node;
  }

  #quantified(node: Node): Node {
    const found = this.#take(QUANTIFIER, this.#at);
    if (found === null) return node;
    const [text, least, comma, most] = found;
    const min = text === '*' || text === '?' ? 0 : Number(least ?? 1);
    const max = text === '?' ? 1 : least === undefined ? Infinity : comma === undefined ? min : most === '' || most === undefined ? Infinity : Number(most);
    if (max < min || min > 10_000) throw this.#error('an impossible count');
    const mode = this.#source[this.#at];
    if (mode === '+') throw this.#error('a possessive quantifier');
    if (mode === '?') this.#at++;
    const repeat: Node = { kind: 'repeat', node, min, max, greedy: mode !== '?' };
    return this.#quantified(repeat);
  }

  /** What a backslash stands for; the backslash itself is behind us. */
  #escape(): number | CharSet {
    const c = this.#source[this.#at++];
    if (c === undefined) throw this.#error('a backslash at the end');
    const known = CLASSES.get(c) ?? ESCAPED.get(c);
    if (known !== undefined) return known;
    if (c !== 'x' && c !== 'u') {
      if (/[0-9A-Za-z]/.test(c)) throw this.#error(`an unknown escape \\${c}`);
      return c.charCodeAt(0);
    }
    const hex = this.#take(c === 'x' ? /[0-9A-Fa-f]{2}/y : /[0-9A-Fa-f]{4}/y, this.#at);
    if (hex === null) throw this.#error('an escape without its digits');
    return parseInt(hex[0], 16);
  }

  /** A class; its opening bracket is behind us. */
  #class(flags: Flags): CharSet {
    const inverted = this.#source[this.#at] === '^', members = new CharSet();
    if (inverted) this.#at++;
    for (let first = true; ; first = false) {
      const c = this.#source[this.#at];
      if (c === undefined) throw this.#error('a class without its end');
      if (c === ']' && !first) {
        this.#at++;
        // [^p] without regard to case leaves out P, too.
        const folded = flags.i ? members.folded() : members;
        return inverted ? folded.inverted() : folded;
      }
      if (c === '[' || (c === '&' && this.#source[this.#at + 1] === '&')) { if (this.#source[this.#at + 1] === ':' || c === '&') throw this.#error('a class inside a class'); }
      const low = this.#member(), dash = this.#source[this.#at] === '-' && this.#source[this.#at + 1] !== ']';
      if (!dash || typeof low !== 'number') { if (typeof low === 'number') members.add(low); else members.addAll(low); continue; }
      this.#at++;
      const high = this.#member();
      if (typeof high !== 'number' || high < low) throw this.#error('an impossible range');
      members.addRange(low, high);
    }
  }

  #member(): number | CharSet {
    const c = this.#source[this.#at++] ?? '';
    return c === '\\' ? this.#escape() : c.charCodeAt(0);
  }

  #take(what: RegExp, at: number): RegExpExecArray | null {
    what.lastIndex = at;
    const found = what.exec(this.#source);
    if (found !== null) this.#at = what.lastIndex;
    return found;
  }

  #error(what: string): PatternError { return new PatternError(`${what} at ${this.#at} of ${this.#source}`); }
}

function withOptions(flags: Flags, letters: string): Flags {
  // Ruby's m makes the dot take newlines, Java's lets ^ and $ stand at lines; patterns written for both mean what either gives.
  const m = flags.m || letters.includes('m');
  return { i: flags.i || letters.includes('i'), s: flags.s || m || letters.includes('s'), m };
}

function all(items: readonly Node[]): Node { return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'all', items }; }
function char(code: number, flags: Flags): Node {
  if (!flags.i) return { kind: 'char', code, twin: code };
  const [twin] = bothCases(code).filter((other) => other !== code);
  return { kind: 'char', code, twin: twin ?? code };
}
