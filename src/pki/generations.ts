/** Which authorities a data folder has had, as its database remembers it: the file names follow from that, and one swapped row is the whole change. */
import { EdgeError } from '../model/index.ts';

/** What a data folder remembers beside the certificates. `set` is one step, there or not. */
export interface AuthorityMemory { get(key: string): string | undefined; set(key: string, value: string): void }
export interface SwappingMemory extends AuthorityMemory {
  /** False when the key no longer had the value `before`: somebody else was faster. */
  swap(key: string, before: string | undefined, after: string): boolean;
}

/** Fingerprint of the authority that the folder began with; its files are ca.crt and ca.key for good. */
export const FIRST = 'authority';
/** All of them, from the first change on. */
export const ALL = 'authorities';
/** Retired ones are remembered so that what they signed is known as ours; beyond it the oldest are forgotten. */
const PAST_MAX = 32;

export interface Generations {
  readonly present: string;
  readonly older: string | undefined;
  /** Newest first. */
  readonly past: readonly string[];
  /** The name of its files, without an ending. */
  fileOf(fingerprint: string): string;
}

/** Undefined before the first change. */
export function readGenerations(memory: AuthorityMemory): Generations | undefined {
  const text = memory.get(ALL), first = memory.get(FIRST);
  if (text === undefined) return undefined;
  const [present = '', older = '', ...past] = text.split(' ');
  if (![present, ...past].every(isFingerprint) || !(older === '-' || isFingerprint(older))) throw new EdgeError('corrupt_store', 'the record of certificate authorities cannot be read');
  return { present, older: older === '-' ? undefined : older, past, fileOf: (fingerprint) => (fingerprint === first ? 'ca' : `ca-${fingerprint.slice(0, 16)}`) };
}

export function written(present: string, older: string | undefined, past: readonly string[]): string {
  return [present, older ?? '-', ...past.slice(0, PAST_MAX)].join(' ');
}

function isFingerprint(text: string): boolean { return /^[0-9a-f]{64}$/.test(text); }
