/** Parameter request lists that were seen and named by others, compiled from kyd: the same list, or one that differs a little. */

export interface NamedList { readonly category?: string; readonly vendor?: string; readonly os_family?: string; readonly os_version?: string }

/** As build/knowledge/dhcp.ts packs it: JSON. A list is told by its codes in wire order; its name by its place in `names`. */
export interface PackedLists { readonly names: readonly NamedList[]; readonly lists: readonly (readonly [codes: string, name: number])[] }

export interface FoundList { readonly name: NamedList; readonly how: 'exact' | 'order' | 'longer' }

/** A list that is cut or goes on differs in this many codes at most, and shares this many at least. */
const MOST_EXTRA = 2, LEAST_SHARED = 8;

export class RequestLists {
  readonly #names: readonly NamedList[];
  readonly #exact: ReadonlyMap<string, number>;
  /** By sorted codes; -1 where two names have them. */
  readonly #sorted: ReadonlyMap<string, number>;

  constructor(packed: PackedLists) {
    this.#names = packed.names;
    this.#exact = new Map(packed.lists);
    const sorted = new Map<string, number>();
    for (const [codes, name] of packed.lists) {
      const key = sortedKey(codes.split(',').map(Number)), other = sorted.get(key);
      sorted.set(key, other === undefined || other === name ? name : -1);
    }
    this.#sorted = sorted;
  }

  find(codes: readonly number[]): FoundList | undefined {
    const exact = this.#named(this.#exact.get(codes.join(',')));
    if (exact !== undefined) return { name: exact, how: 'exact' };
    const order = codes.length < LEAST_SHARED ? undefined : this.#named(this.#sorted.get(sortedKey(codes)));
    if (order !== undefined) return { name: order, how: 'order' };
    for (let shared = codes.length - 1; shared >= Math.max(LEAST_SHARED, codes.length - MOST_EXTRA); shared--) {
      const longer = this.#named(this.#exact.get(codes.slice(0, shared).join(',')));
      if (longer !== undefined) return { name: longer, how: 'longer' };
    }
    return undefined;
  }

  #named(at: number | undefined): NamedList | undefined { return at === undefined ? undefined : this.#names[at]; }
}

const sortedKey = (codes: readonly number[]): string => [...codes].sort((a, b) => a - b).join(',');

/** The build made the file with this program: it is checked to be what it says, not in depth. */
export function unpackLists(bytes: Uint8Array): PackedLists {
  const packed: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof packed !== 'object' || packed === null || !('names' in packed) || !('lists' in packed)) throw new TypeError('not a book of request lists');
  return packed as PackedLists;
}
