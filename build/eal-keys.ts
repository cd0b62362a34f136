/** Writes assembly/eal/keys.ts, the EAL parser's key table, from the schema in src/kernels/eal-schema.ts. Run it after a change there. */
import { join } from 'node:path';
import * as L from '../assembly/layout.ts';
import { EAL_DEMANDS, EAL_KEYS, type EalKey } from '../src/kernels/eal-schema.ts';
import { RECORD_NAMES, ROW_FIELDS } from '../src/kernels/fields.ts';

export const KEYS_FILE = join(import.meta.dir, '../assembly/eal/keys.ts');

/** What the parser does with a value. Lists have their own classes so that one jump decides. */
const CLASSES = ['RECORD', 'TIME', 'ROW_MAC', 'ROW_IP', 'ROW_U8', 'ROW_U16', 'ROW_U32', 'FLAG', 'HELD', 'TEXT', 'HEX', 'U32', 'U64', 'IP', 'IP6', 'MAC', 'BOOL',
  'CODES', 'TEXT_LIST', 'HEX_LIST', 'U32_LIST', 'IP_LIST', 'RELAY', 'NONE'] as const;
type Class = (typeof CLASSES)[number];

/** Class, row offset (or flag bit), and for a value whose place depends on the kind that kind. */
const HOMES: Readonly<Record<string, readonly [Class, number, number?]>> = {
  record: ['RECORD', L.ROW_KIND], time: ['TIME', L.ROW_SECONDS], src_mac: ['ROW_MAC', L.ROW_SRC_MAC], dst_mac: ['ROW_MAC', L.ROW_DST_MAC],
  vlan: ['ROW_U16', L.ROW_VLAN], inner_vlan: ['ROW_U16', L.ROW_INNER_VLAN], src_ip: ['ROW_IP', L.ROW_SRC_IP], dst_ip: ['ROW_IP', L.ROW_DST_IP],
  src_port: ['ROW_U16', L.ROW_SRC_PORT], dst_port: ['ROW_U16', L.ROW_DST_PORT], proto: ['ROW_U8', L.ROW_PROTO], ttl: ['ROW_U8', L.ROW_TTL],
  length: ['ROW_U32', L.ROW_LENGTH], response: ['FLAG', L.FLAG_RESPONSE], truncated: ['FLAG', L.FLAG_TRUNCATED],
  opcode: ['HELD', L.ROW_A, L.KIND_ARP], xid: ['HELD', L.ROW_A, L.KIND_DHCP], message_type: ['HELD', L.ROW_B, L.KIND_DHCP],
  packets_sent: ['HELD', L.ROW_A, L.KIND_TRAFFIC], packets_received: ['HELD', L.ROW_B, L.KIND_TRAFFIC], relay: ['RELAY', 0],
};
const FIELD_CLASSES: Readonly<Record<string, readonly [Class, number, number]>> = { // class, T_*, region
  text: ['TEXT', L.T_TEXT, L.REGION_INPUT], hex: ['HEX', L.T_BYTES, L.REGION_ARENA], number: ['U32', L.T_U32, 0], ip: ['IP', L.T_IP4, 0],
  ip6: ['IP6', L.T_IP6, L.REGION_ARENA], mac: ['MAC', L.T_BYTES, L.REGION_ARENA], bool: ['BOOL', L.T_BOOL, 0], codes: ['CODES', L.T_CODES, L.REGION_ARENA],
};

/** The number that stands for a key that is not ours; it has entries of its own in the tables. */
const NONE = EAL_KEYS.length;
/** Bits of the set of seen keys: its highest 16 count them, with room for a carry below. */
const BITS = 110;
const NAME_ROOM = 30, SLOT_BITS = 13, KIND_SLOT_BITS = 8, PATTERN = 16, MASK64 = (1n << 64n) - 1n;
const shortName = (key: EalKey): string => key.name.replace(/^relay\./, '');
const isInner = (key: EalKey): boolean => key.name.startsWith('relay.');

/** Keys that some kind demands, and those of the row, have a bit of their own. The others share what is left, far from their like: two keys of one record on
 * one bit cost it the wide reader, nothing else. */
const SOLE = new Set([...ROW_FIELDS, ...Object.values(EAL_DEMANDS).flat(2)] as string[]);
const BIT_OF: ReadonlyMap<string, number> = (() => {
  const sole = EAL_KEYS.filter(({ name }) => SOLE.has(name)), rest = EAL_KEYS.filter(({ name }) => !SOLE.has(name)), left = BITS - sole.length;
  if (left < 64) throw new Error('too many keys are demanded for the set of seen keys');
  return new Map([...sole.map(({ name }, i) => [name, i] as const), ...rest.map(({ name }, i) => [name, sole.length + (i % left)] as const)]);
})();
function bitOf(name: string): number {
  const bit = BIT_OF.get(name);
  if (bit === undefined) throw new Error(`unknown key: ${name}`);
  return bit;
}

/** What stands before the value of such a key: all of it that is the same in every line. */
function opener(key: EalKey): string {
  if (key.list || key.type === 'codes') return '[';
  return key.type === 'relay' ? '{' : key.type === 'number' || key.type === 'bool' ? '' : '"';
}

function nameBytes(key: EalKey): number[] {
  const bytes = new Uint8Array(32), name = new TextEncoder().encode(shortName(key));
  if (name.length > NAME_ROOM) throw new Error(`key too long for its table: ${key.name}`);
  bytes.set(name);
  bytes.set([opener(key).charCodeAt(0) || 0, name.length], NAME_ROOM);
  return [...bytes];
}

function entry(key: EalKey): number[] {
  const bytes = new Uint8Array(64), view = new DataView(bytes.buffer), pattern = new TextEncoder().encode(`${shortName(key)}":${opener(key)}`);
  if (pattern.length <= PATTERN) {
    bytes.set(pattern);
    bytes.fill(255, PATTERN, PATTERN + pattern.length);
    bytes[32] = pattern.length;
  }
  const home = HOMES[key.name];
  if (home !== undefined) {
    bytes.set([CLASSES.indexOf(home[0]), home[1], home[2] ?? 0], 33);
  } else {
    const field = FIELD_CLASSES[key.type];
    if (field === undefined || key.id === 0) throw new Error(`no place for the key ${key.name}`);
    const wide = key.max > 4294967295, single: Class = wide ? 'U64' : field[0];
    const place = CLASSES.findIndex((name) => name === (key.list ? `${single}_LIST` : single));
    if (place < 0) throw new Error(`no class for the key ${key.name}`);
    bytes[33] = place;
    view.setUint32(36, key.id | ((wide ? L.T_U64 : field[1]) << 16) | (field[2] << 24), true);
  }
  view.setUint32(40, Math.min(key.max, 4294967295), true);
  const bit = bitOf(key.name);
  view.setBigUint64(48 + (bit >> 6) * 8, 1n << BigInt(bit & 63), true);
  bytes[62] = 1;
  return [...bytes];
}

/** The entry of KEY_NONE: no bit in the set, no pattern. */
function noEntry(): number[] {
  const bytes = new Array<number>(64).fill(0);
  bytes[33] = CLASSES.indexOf('NONE');
  return bytes;
}

/** A table with its last entry, that of KEY_NONE, in its place. */
const padded = (bytes: readonly number[], size: number, last: readonly number[]): number[] =>
  [...bytes, ...new Array<number>(NONE * size - bytes.length).fill(0), ...last];

/** The slot of a name: its first 16 bytes, zero padded, as two words. The parser computes the same. */
export function slotOf(name: string, multiplier: bigint): number {
  const bytes = new Uint8Array(16);
  bytes.set(new TextEncoder().encode(name).subarray(0, 16));
  const view = new DataView(bytes.buffer), low = view.getBigUint64(0, true), high = view.getBigUint64(8, true);
  return Number((((low + ((high << 5n) & MASK64)) * multiplier) & MASK64) >> BigInt(64 - SLOT_BITS));
}

/** The first odd multiplier of a fixed sequence that gives every key at the top its own slot. */
function findMultiplier(names: readonly string[]): bigint {
  let state = 0x9e3779b97f4a7c15n;
  for (let tries = 0; tries < 5_000_000; tries++) {
    state = (state * 6364136223846793005n + 1442695040888963407n) & MASK64;
    const multiplier = state | 1n, seen = new Set<number>();
    if (names.every((name) => { const slot = slotOf(name, multiplier); return !seen.has(slot) && seen.add(slot); })) return multiplier;
  }
  throw new Error('no multiplier separates the keys: raise SLOT_BITS');
}

function demandBytes(): number[] {
  const view = new DataView(new ArrayBuffer(RECORD_NAMES.length * 32));
  RECORD_NAMES.forEach((kind, index) => {
    const groups = EAL_DEMANDS[kind] ?? [];
    if (groups.length > 2) throw new Error(`at most two groups of demands: ${kind}`);
    for (let i = 0; i < 2 && groups.length > 0; i++) {
      const masks = [0n, 0n];
      for (const name of groups[Math.min(i, groups.length - 1)] ?? []) {
        const bit = bitOf(name);
        masks[bit >> 6] = (masks[bit >> 6] ?? 0n) | (1n << BigInt(bit & 63));
      }
      masks.forEach((mask, half) => view.setBigUint64(index * 32 + i * 16 + half * 8, mask, true));
    }
  });
  return [...new Uint8Array(view.buffer)];
}

/** Record names, 8 bytes a kind, zero padded; `reject` is no record a line may carry. */
function kindBytes(): number[] {
  return RECORD_NAMES.flatMap((name, kind) => {
    const bytes = [...new TextEncoder().encode(kind === L.KIND_REJECT ? '' : name)];
    if (bytes.length > 7) throw new Error(`record name longer than 7 bytes: ${name}`);
    return [...bytes, ...new Array<number>(8 - bytes.length).fill(0)];
  });
}

/** Slots of the kinds by the first four bytes of name and closing quote: the wide reader takes both in one load. A name whose four are another's (dhcpv6)
 * is left to line.ts. */
function kindSlots(): { readonly multiplier: number; readonly bytes: number[] } {
  const word = (name: Uint8Array): number => (name[0] ?? 0) | ((name[1] ?? 0) << 8) | ((name[2] ?? 0) << 16) | ((name[3] ?? 0) << 24);
  const kinds = RECORD_NAMES.map((name, kind) => ({ kind, name: new TextEncoder().encode(`${name}"`) })).filter(({ kind, name }) => kind > 0 && name.length > 1)
    .filter(({ name }, index, all) => all.findIndex((other) => word(other.name) === word(name)) === index);
  for (let multiplier = 0x9e3779b1; ; multiplier = (multiplier + 2) >>> 0) {
    const slots = kinds.map(({ name }) => Math.imul(word(name), multiplier) >>> (32 - KIND_SLOT_BITS));
    if (new Set(slots).size < kinds.length) continue;
    const bytes = new Uint8Array(32 << KIND_SLOT_BITS);
    kinds.forEach(({ kind, name }, index) => {
      const at = (slots[index] ?? 0) * 32;
      bytes.set(name, at);
      bytes.fill(255, at + 8, at + 8 + name.length);
      bytes.set([kind, name.length], at + 16);
    });
    return { multiplier, bytes: [...bytes] };
  }
}

const data = (name: string, comment: string, values: readonly number[], perLine: number, type = 'u8'): string => {
  const lines: string[] = [];
  for (let i = 0; i < values.length; i += perLine) lines.push(`  ${values.slice(i, i + perLine).join(', ')},`);
  return `/** ${comment} */\nexport const ${name}: usize = memory.data<${type}>([\n${lines.join('\n')}\n], 16);\n`;
};

/** The whole text of assembly/eal/keys.ts. */
export function renderKeys(): string {
  const top = EAL_KEYS.filter((key) => !isInner(key)), firstInner = top.length;
  const multiplier = findMultiplier(top.map(shortName));
  const slots = new Array<number>(1 << SLOT_BITS).fill(NONE);
  top.forEach((key, index) => { slots[slotOf(key.name, multiplier)] = index; });
  return [
    '// Generated by build/eal-keys.ts from src/kernels/eal-schema.ts; a test compares. Not edited by hand.',
    '',
    ...CLASSES.map((name, index) => `export const C_${name}: i32 = ${index};`),
    '',
    `export const KEY_COUNT: i32 = ${EAL_KEYS.length};`,
    '/** Keys from here on stand inside `relay`. */',
    `export const KEY_INNER: i32 = ${firstInner};`,
    'export const KEY_BYTES: usize = 64;',
    '/** Bytes of KEY_TABLE. */',
    `export const KEY_TABLE_BYTES: usize = ${(NONE + 1) * 64};`,
    `export const KEY_NONE: i32 = ${NONE};`,
    `export const SLOT_MULTIPLIER: u64 = 0x${multiplier.toString(16)};`,
    `export const SLOT_SHIFT: i32 = ${64 - SLOT_BITS};`,
    `export const KIND_SHIFT: i32 = ${32 - KIND_SLOT_BITS};`,
    '',
    data('KEY_TABLE', '64 bytes a key: 0 the bytes from its name to the first of its value, 16 their mask, 32 u8 how many (0 = they do not fit), 33 u8 C_*, 34 u8 row offset or flag bit, 35 u8 kind it belongs to, 36 u32 field entry head, 40 u32 largest value (but U64: 2^53-1), 44 u32 for the reader, 48 u64[2] its bit in the set of seen keys (shared, but for those that are demanded), and 1 at bit 48 of the second.',
      padded(EAL_KEYS.flatMap(entry), 64, noEntry()), 64),
    data('KEY_NAMES', '32 bytes a key: 0 name, 30 u8 byte before the value (0 = none), 31 u8 length of the name.', padded(EAL_KEYS.flatMap(nameBytes), 32, new Array<number>(32).fill(255)), 32),
    data('KEY_SLOTS', 'u16: index of the key whose hash is the slot; KEY_NONE where there is none.', slots, 64, 'u16'),
    data('KIND_NAMES', 'Record names, 8 bytes a kind, zero padded; all zero = not a record.', kindBytes(), 8),
    `export const KIND_MULTIPLIER: u32 = 0x${kindSlots().multiplier.toString(16)};`,
    data('KIND_SLOTS', '32 bytes a slot: 0 name and closing quote, 8 mask of their bytes, 16 u8 kind (0 = none), 17 u8 bytes with the quote.', kindSlots().bytes, 32),
    data('KIND_DEMANDS', '32 bytes a kind: two groups of u64[2]; of each at least one bit must be seen.', demandBytes(), 32),
  ].join('\n');
}

if (import.meta.main) await Bun.write(KEYS_FILE, renderKeys());
