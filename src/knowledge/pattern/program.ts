/** The tree of a pattern to the instructions that the machine runs. */
import { CharSet } from './char-set.ts';
import type { Node, Place } from './parse.ts';
import { PatternError } from './parse.ts';

export type Instruction =
  | { readonly op: 'char'; readonly code: number; readonly twin: number }
  | { readonly op: 'set'; readonly set: CharSet }
  /** A run of characters of one set: the most common loop, in one step. */
  | { readonly op: 'run'; readonly set: CharSet; readonly min: number; readonly max: number; readonly greedy: boolean }
  | { readonly op: 'place'; readonly place: Place }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'match' };

export interface Program { readonly code: readonly Instruction[]; readonly groups: number; readonly anchored: boolean }

/** A pattern that would be longer is refused: repeats of groups are written out. */
const LONGEST = 4_096;

export function compile(node: Node): Program {
  const code: Instruction[] = [];
  let groups = 0;
  const push = (instruction: Instruction): number => {
    if (code.length >= LONGEST) throw new PatternError('a pattern of too many instructions');
    return code.push(instruction) - 1;
  };
  const split = (greedy: boolean): { readonly stay: () => void; readonly leave: () => void } => {
    const at: Instruction & { op: 'split' } = { op: 'split', first: 0, second: 0 };
    push(at);
    const set = (preferred: boolean): void => { if (preferred) at.first = code.length; else at.second = code.length; };
    return { stay: () => set(greedy), leave: () => set(!greedy) };
  };
  const emit = (node: Node): void => {
    switch (node.kind) {
      case 'char': push({ op: 'char', code: node.code, twin: node.twin }); return;
      case 'set': push({ op: 'set', set: node.set }); return;
      case 'place': push({ op: 'place', place: node.place }); return;
      case 'all': for (const item of node.items) emit(item); return;
      case 'group':
        groups = Math.max(groups, node.group);
        push({ op: 'save', slot: 2 * node.group });
        emit(node.node);
        push({ op: 'save', slot: 2 * node.group + 1 });
        return;
      case 'any': {
        const ends: (Instruction & { op: 'jump' })[] = [];
        node.choices.forEach((choice, i) => {
          if (i === node.choices.length - 1) { emit(choice); return; }
          const branch = split(true);
          branch.stay();
          emit(choice);
          const end: Instruction & { op: 'jump' } = { op: 'jump', to: 0 };
          ends.push(end);
          push(end);
          branch.leave();
        });
        for (const end of ends) end.to = code.length;
        return;
      }
      case 'repeat': repeat(node); return;
    }
  };
  const repeat = ({ node, min, max, greedy }: Node & { kind: 'repeat' }): void => {
    if (node.kind === 'char') { push({ op: 'run', set: new CharSet().add(node.code).add(node.twin), min, max, greedy }); return; }
    if (node.kind === 'set') { push({ op: 'run', set: node.set, min, max, greedy }); return; }
    for (let i = 0; i < min; i++) emit(node);
    if (max === Infinity) {
      const top = code.length, loop = split(greedy);
      loop.stay();
      emit(node);
      push({ op: 'jump', to: top });
      loop.leave();
      return;
    }
    const exits = [];
    for (let i = min; i < max; i++) {
      const step = split(greedy);
      step.stay();
      emit(node);
      exits.push(step);
    }
    for (const exit of exits) exit.leave();
  };
  emit(node);
  push({ op: 'match' });
  return { code, groups, anchored: startsAtStart(node) };
}

/** Whether it can only match at the start of the text, so that one try is enough. */
function startsAtStart(node: Node): boolean {
  switch (node.kind) {
    case 'place': return node.place === 'start';
    case 'all': return node.items[0] !== undefined && startsAtStart(node.items[0]);
    case 'any': return node.choices.every(startsAtStart);
    case 'group': return startsAtStart(node.node);
    case 'repeat': return node.min > 0 && startsAtStart(node.node);
    case 'char': case 'set': return false;
  }
}
