/** Who made a device, by one common short name, however registries and devices spell it (R49). */
import { lazily } from '../model/index.ts';
import type { CategoryName } from './categories.ts';
import { buildingMakers } from './makers/buildings.ts';
import { computerMakers } from './makers/computers.ts';
import { homeMakers } from './makers/home.ts';
import { industryMakers } from './makers/industry.ts';
import { medicineMakers } from './makers/medicine.ts';
import { moduleMakers } from './makers/modules.ts';
import { networkMakers } from './makers/network.ts';
import { officeMakers } from './makers/office.ts';
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
const TABLES: readonly (readonly [rows: () => MakerRows, module: boolean])[] = [
  [networkMakers, false], [computerMakers, false], [officeMakers, false], [homeMakers, false], [industryMakers, false], [buildingMakers, false], [medicineMakers, false], [moduleMakers, true],
];
/** Places that firms of China put before their name. */
const PLACES: ReadonlySet<string> = new Set('beijing changzhou chengdu chongqing dongguan foshan fujian guangdong guangzhou hangzhou hefei huizhou hunan jiangsu nanjing ningbo qingdao shandong shanghai shen shenzhen sichuan suzhou sz tianjin wuhan wuxi xiamen zhejiang zhen zhongshan zhuhai'.split(' '));
/** No spelling has more words. */
const MOST_WORDS = 5;

interface Spelled {
  readonly makers: readonly Maker[];
  /** By all its words. */
  readonly whole: ReadonlyMap<string, Maker>;
  /** By the words that a text begins with. */
  readonly beginnings: ReadonlyMap<string, Maker>;
}

const tables = lazily((): Spelled => {
  const whole = new Map<string, Maker>(), beginnings = new Map<string, Maker>();
  const all = TABLES.flatMap(([groups, module]) => groups().flatMap(([category, rows]) => rows.map((row) => {
    const [own = '', others = ''] = row.split(': '), name = own.replace(/\*$/, ''), maker: Maker = { name, category, module: module || ALSO_MODULES.has(name) };
    for (const spelling of [own, ...others.split(', ')]) {
      const words = wordsOf(spelling.replace(/\*$/, '')).join(' ');
      if (words === '') continue;
      whole.set(words, maker);
      if (spelling.endsWith('*')) beginnings.set(words, maker);
    }
    return maker;
  })));
  return { makers: all, whole, beginnings };
});

/** Every maker of the tables. */
export function makers(): readonly Maker[] { return tables().makers; }

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
  const { whole, beginnings } = tables(), exact = whole.get(words.join(' '));
  if (exact !== undefined) return exact;
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count--) {
    const found = beginnings.get(words.slice(0, count).join(' '));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The maker whose name a product's text begins with, such as `HP LaserJet 4250`, and the rest of its words. */
export function leadingMaker(text: string): { readonly maker: Maker; readonly rest: readonly string[] } | undefined {
  const { whole } = tables(), words = wordsOf(text);
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count--) {
    const found = whole.get(words.slice(0, count).join(' '));
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

/** The maker whose own name, not one of its other spellings, has these words. */
export function makerByOwnName(words: string): Maker | undefined {
  const found = tables().whole.get(words);
  return found !== undefined && wordsOf(found.name).join(' ') === words ? found : undefined;
}

export function isModuleMaker(company: string): boolean { return maker(company)?.module ?? false; }
