/** Texts as the tables compare them: lower-case words without accents, and a company's without its legal form. */

/** Longer texts are cut: no name of a maker or product is longer, hostile ones are. */
const MOST = 160;
const LEGAL: ReadonlySet<string> = new Set(('inc incorporated corp corporation co company cooperation ltd limited ltda llc lp llp gmbh mbh ag kg kgaa ohg ug bv nv sa sas sarl spa srl sl slu sau ab as aps oy oyj plc pte pty pvt private sdn bhd kk se '
  + 'jsc ooo zao oao sro doo zoo spzoo ind ind us usa intl the').split(' '));

/** Most names: words of more than a letter with one blank between them. */
const PLAIN = /^[a-z0-9]{2,}(?: [a-z0-9]{2,})*$/;

/** The words of a text. Single letters in a row are one word, so that `S.p.A.` and `SpA` are the same. */
export function wordsOf(text: string): string[] {
  const lower = text.slice(0, MOST).toLowerCase();
  if (PLAIN.test(lower)) return lower.split(' ');
  const words = plain(lower).filter((word) => word !== '' && word !== '+');
  const joined: string[] = [];
  let letters = '';
  for (const word of words) {
    if (word.length === 1 && !/\d/.test(word)) { letters += word; continue; }
    if (letters !== '') joined.push(letters);
    letters = '';
    joined.push(word);
  }
  if (letters !== '') joined.push(letters);
  return joined;
}

function plain(text: string): string[] {
  // Nearly all names are ASCII: those need no accents taken off.
  if (/^[\x20-\x7e]*$/.test(text)) return text.split(/[^a-z0-9+]+/);
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').split(/[^\p{L}\p{N}+]+/u);
}

/** The words of a company's name: without what stands in brackets, and without legal forms at its end. */
export function companyWords(text: string): string[] {
  const cut = text.slice(0, MOST), words = wordsOf(cut.replace(/\([^()]*\)|（[^（）]*）/g, ' ')), own = words.length === 0 ? wordsOf(cut) : words;
  if (own.length > 1 && own[0] === 'the') own.shift();
  while (own.length > 1 && LEGAL.has(own.at(-1) ?? '')) own.pop();
  return own;
}
