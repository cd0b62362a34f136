/** Starting a capture program: which one, with what, and what its complaints become. (A real one on a real interface is a journey.) */
import { afterAll, expect, test } from 'bun:test';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeError } from '../../model/index.ts';
import { startCapture } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'live-capture-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
/** A stand-in program that prints its words, or complains. */
function program(name: string, script: string): (asked: string) => string | null {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return (asked) => (asked === name ? path : null);
}
const OPTIONS = { interface: 'eth1', filter: 'udp or arp', snapBytes: 128 };
async function bytesOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts).toString();
}

test.each([
  ['tcpdump', ['-i', 'eth1', '-n', '-U', '--immediate-mode', '-s', '128', '-w', '-', '--', 'udp or arp']],
  ['dumpcap', ['-i', 'eth1', '-q', '-P', '-s', '128', '-w', '-', '-f', 'udp or arp']],
] as const)('%s gets the interface, the length and the filter as one word', async (name, words) => {
  const capture = startCapture(OPTIONS, program(name, 'printf "%s\\n" "$@"; echo "7 packets dropped by kernel" >&2'));
  expect([capture.program, (await bytesOf(capture.bytes)).trim().split('\n'), await capture.ended()]).toEqual([name, [...words], 7]);
});

test.each([
  ["tcpdump: eth1: You don't have permission to capture on that device", 'unreadable', 'no permission to capture on the interface'],
  ['tcpdump: eth1: No such device exists', 'not_found', 'there is no such interface'],
  ["tcpdump: can't parse filter expression: syntax error", 'usage', 'the filter is not one'],
  ['something else', 'unreadable', 'the capture program failed'],
] as const)('"%s" becomes a sentence with a next step', async (complaint, code, message) => {
  const capture = startCapture(OPTIONS, program('tcpdump', `echo "${complaint}" >&2; exit 1`));
  await bytesOf(capture.bytes);
  const error: unknown = await capture.ended().catch((caught: unknown) => caught);
  expect(error instanceof EdgeError ? [error.code, error.message, error.fields['reason']] : error).toEqual([code, message, complaint]);
});

test('without either program it says which to install', () => {
  expect(() => startCapture(OPTIONS, () => null)).toThrow('neither tcpdump nor dumpcap is installed');
});

test('a program that is asked to stop has not failed', async () => {
  const capture = startCapture(OPTIONS, program('tcpdump', 'trap "exit 3" INT; echo x; while :; do sleep 0.05; done'));
  for await (const _ of capture.bytes) capture.stop();
  expect(await capture.ended()).toBeUndefined();
});
