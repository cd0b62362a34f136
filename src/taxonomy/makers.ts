/** Who made a device, by one common short name, however registries and devices spell it (R49). */
import type { CategoryName } from './categories.ts';
import { BUILDING_MAKERS } from './makers/buildings.ts';
import { COMPUTER_MAKERS } from './makers/computers.ts';
import { HOME_MAKERS } from './makers/home.ts';
import { INDUSTRY_MAKERS } from './makers/industry.ts';
import { MEDICINE_MAKERS } from './makers/medicine.ts';
import { MODULE_MAKERS } from './makers/modules.ts';
import { NETWORK_MAKERS } from './makers/network.ts';
import { OFFICE_MAKERS } from './makers/office.ts';
import type { MakerRows } from './makers/rows.ts';
import { companyWords, wordsOf } from './words.ts';

export interface Maker {
  readonly name: string;
  /** What it usually makes; null where that is many things. */
  readonly category: CategoryName | null;
  /** Makes modules, chips or whole devices for others, so that its MAC prefix and its defaults name no product. */
  readonly module: boolean;
}

/** Makers that sell modules as well as things of their own. */
const ALSO_MODULES: ReadonlySet<string> = new Set(['Delta Electronics', 'Lantronix', 'Digi', 'Telit', 'Sierra Wireless', 'Sercomm', 'Accton', 'Alpha Networks', 'Gemtek', 'Compal', 'Quanta', 'Inventec', 'Alps Alpine', 'T&W', 'LCFC', 'Silex', 'RAK Wireless', 'MultiTech']);
const TABLES: readonly (readonly [rows: MakerRows, module: boolean])[] = [
  [NETWORK_MAKERS, false], [COMPUTER_MAKERS, false], [OFFICE_MAKERS, false], [HOME_MAKERS, false], [INDUSTRY_MAKERS, false], [BUILDING_MAKERS, false], [MEDICINE_MAKERS, false], [MODULE_MAKERS, true],
];
/** Places that firms of China put before their name. */
const PLACES: ReadonlySet<string> = new Set('beijing changzhou chengdu chongqing dongguan foshan fujian guangdong guangzhou hangzhou hefei huizhou hunan jiangsu nanjing ningbo qingdao shandong shanghai shen shenzhen sichuan suzhou sz tianjin wuhan wuxi xiamen zhejiang zhen zhongshan zhuhai'.split(' '));
/** No spelling has more words. */
const MOST_WORDS = 5;

/** Spellings to makers: `words` as a whole, `words *` for all that begins with them. */
const SPELLINGS = new Map<string, Maker>();

export const MAKERS: readonly Maker[] = TABLES.flatMap(([groups, module]) => groups.flatMap(([category, rows]) => rows.map((row) => {
  const [own = '', others = ''] = row.split(': '), name = own.replace(/\*$/, ''), maker: Maker = { name, category, module: module || ALSO_MODULES.has(name) };
  for (const spelling of [own, ...others.split(', ')]) {
    const words = wordsOf(spelling.replace(/\*$/, '')).join(' ');
    if (words === '') continue;
    SPELLINGS.set(words, maker);
    if (spelling.endsWith('*')) SPELLINGS.set(`${words} *`, maker);
  }
  return maker;
})));

/** The maker that a text names; undefined for one that is not in the tables. Its longest spelling wins. */
export function maker(text: string): Maker | undefined {
  let words = companyWords(text);
  for (;;) {
    const found = spelled(words);
    if (found !== undefined || words.length < 2 || !PLACES.has(words[0] ?? '')) return found;
    words = words.slice(1);
  }
}

function spelled(words: readonly string[]): Maker | undefined {
  const whole = SPELLINGS.get(words.join(' '));
  if (whole !== undefined) return whole;
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count--) {
    const found = SPELLINGS.get(`${words.slice(0, count).join(' ')} *`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The maker whose name a product's text begins with, such as `HP LaserJet 4250`, and the rest of its words. */
export function leadingMaker(text: string): { readonly maker: Maker; readonly rest: readonly string[] } | undefined {
  const words = wordsOf(text);
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count--) {
    const found = SPELLINGS.get(words.slice(0, count).join(' '));
    if (found !== undefined) return { maker: found, rest: words.slice(count) };
  }
  return undefined;
}

/** The common short name: `HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO.,LTD.` is Hikvision. A maker that we do not know keeps its name without legal forms. */
export function makerOf(text: string): string { return maker(text)?.name ?? tidy(text); }

/** Only legal forms go: `Alpha Technologies` and `Alpha Networks` are two firms. */
function tidy(text: string): string {
  const parts = text.slice(0, 160).replace(/\([^()]*\)/g, ' ').trim().split(/[\s,，]+/), keep = companyWords(text).length;
  while (parts.length > 1 && wordsOf(parts.slice(0, -1).join(' ')).length >= keep) parts.pop();
  const name = parts.join(' ').replace(/[\s,.;]+$/, '');
  return name === '' ? text.slice(0, 160).trim() : quiet(name);
}

/** Registries shout: `ABEKAS VIDEO SYSTEM`. Words that can be spoken become quiet; short ones and those without a vowel are abbreviations, and a single word is one until it has six letters. */
function quiet(name: string): string {
  if (/\p{Ll}/u.test(name)) return name;
  const least = /^\p{L}+$/u.test(name) ? 6 : 4;
  return name.replace(/\p{Lu}+/gu, (word) => (word.length < least || !/[AEIOUY]/.test(word) ? word : word[0] + word.slice(1).toLowerCase()));
}

export function isModuleMaker(company: string): boolean { return maker(company)?.module ?? false; }
