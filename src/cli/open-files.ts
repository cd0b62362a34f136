/** How many files and connections this process may have open, before it finds out in the middle of a test. */
import { readFileSync } from 'node:fs';
import { EdgeError } from '../model/index.ts';

/** The runtime's own files, pipes and a few connections besides. */
const SPARE = 64;

/** `limits` is Linux's list of this process's limits; where there is none, the system will say so itself. */
export function needOpenFiles(count: number, limits = readLimits()): void {
  const found = /^Max open files\s+(\d+)/m.exec(limits ?? '');
  if (found === null || Number(found[1]) >= count + SPARE) return;
  throw new EdgeError('usage', 'each firewall needs a connection, and this process may not have so many open', {
    fields: { open_files: Number(found[1]), needed: count + SPARE }, next: `run ulimit -n ${count + SPARE} in this shell first (and in that of the node), or give --firewalls ${Math.max(1, Number(found[1]) - SPARE)}`,
  });
}

function readLimits(): string | undefined {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch (error) {
    if (error instanceof Error) return undefined; // not Linux
    throw error;
  }
}
