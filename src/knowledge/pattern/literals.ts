/** Words that a text must have for a pattern to match, so that a text meets only the few patterns that could. */
import type { Node } from './parse.ts';

/** Shorter words are in every text. */
export const SHORTEST = 3;
/** More alternatives than this are not worth their place in an index. */
const MOST = 24;

/** In lower case, one of which is in every text that matches; undefined where there is no such set of words. */
export function requiredWords(node: Node): readonly string[] | undefined {
  const found: (readonly string[])[] = [];
  let run = '';
  const cut = (): void => { if (run.length >= SHORTEST) found.push([run]); run = ''; };
  const walk = (node: Node): void => {
    switch (node.kind) {
      case 'char': run += String.fromCharCode(node.code).toLowerCase(); return;
      case 'set': {
        const letter = node.set.letter();
        if (letter === undefined) cut(); else run += letter;
        return;
      }
      case 'place': return;
      case 'all': for (const item of node.items) walk(item); return;
      case 'group': walk(node.node); return;
      case 'any': {
        cut();
        const each = node.choices.map(requiredWords), words = each.flatMap((one) => one ?? []);
        if (each.every((one) => one !== undefined) && words.length <= MOST) found.push([...new Set(words)]);
        return;
      }
      case 'repeat': {
        cut();
        const words = node.min > 0 ? requiredWords(node.node) : undefined;
        if (words !== undefined) found.push(words);
      }
    }
  };
  walk(node);
  cut();
  // The longest word is the rarest; of several, the shortest decides.
  const worth = (words: readonly string[]): number => Math.min(...words.map(({ length }) => length)) / Math.sqrt(words.length);
  return found.reduce<readonly string[] | undefined>((best, words) => (best === undefined || worth(words) > worth(best) ? words : best), undefined);
}
