/** Organisations of the IANA registry that we know no products of: their name, and the kind it hints at. */
import type { CategoryName } from '../../taxonomy/index.ts';

const HINTS: readonly (readonly [RegExp, CategoryName])[] = [
  [/\bUPS\b|power|energ(?:y|ie)|batter|rectifier/i, 'Smart PowerSupply'], [/wireless|\bwi-?fi|\bwlan/i, 'Wireless Access Point'], [/microwave|radio|antenn/i, 'Wireless Bridge'], [/print(?:er|ing|ronix)/i, 'Printer'], [/storage|\braid\b/i, 'Network Storage'],
  [/firewall/i, 'Firewall'], [/broadcast|\bvideo|television/i, 'Video Encoder'], [/sensor|climat|thermo|weather|environment/i, 'Environmental Sensor'],
  [/network|netwerk|réseau|telecom|telekom|telco|communications?\b|optic|photon|fib(?:er|re)|broadband|switch|datacom|router/i, 'Network Equipment'],
];

export class Organisations {
  readonly #names: readonly string[];

  /** `file`: line n is the organisation of number n. */
  constructor(file: Uint8Array) { this.#names = new TextDecoder().decode(file).split('\n'); }

  /** Undefined where nobody has the number. */
  nameOf(number: number): string | undefined { return this.#names[number] || undefined; }
}

export function kindHintedBy(organisation: string): CategoryName | undefined { return HINTS.find(([words]) => words.test(organisation))?.[1]; }
