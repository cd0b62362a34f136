/** The build's own parts: binary headers, pinned hashes, and notices that are current. */
import { expect, test } from 'bun:test';
import { existsSync, openSync, readFileSync, readSync, closeSync } from 'node:fs';
import { readElf } from './elf.ts';
import { matchesIntegrity, runtimePath, TARGETS } from './runtime.ts';
import { collect, NOTICES, render } from './notices.ts';
import { generate, isStale } from './generate.ts';

function head(path: string): Uint8Array {
  const bytes = new Uint8Array(65536), file = openSync(path, 'r');
  readSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  return bytes;
}

test('reads the machine and C library of a binary', () => {
  const expected = { x64: 'x64', arm64: 'arm64' }[process.arch as 'x64' | 'arm64']; // the only two that Bun has for Linux
  expect(readElf(head(process.execPath))?.machine as string).toBe(expected);
  expect(readElf(new Uint8Array(100))).toBeUndefined();
  expect(readElf(new TextEncoder().encode('\x7fELF'))).toBeUndefined();
});

for (const [name, target] of Object.entries(TARGETS).filter(([other]) => other !== `linux-${process.arch}`)) {
  test.skipIf(!existsSync(runtimePath(target)))(`the fetched runtime for ${name} is for that machine`, () => {
    expect(readElf(head(runtimePath(target)))).toEqual({ machine: target.machine, libc: target.libc });
  });
}

test('a fetched archive is used only when it matches the pinned hash', () => {
  const bytes = new TextEncoder().encode('x');
  const good = `sha512-${new Bun.CryptoHasher('sha512').update(bytes).digest('base64')}`;
  expect(matchesIntegrity(bytes, good)).toBe(true);
  expect(matchesIntegrity(new TextEncoder().encode('y'), good)).toBe(false);
});

test('the third-party notices are current (else: npm run notices)', () => {
  expect(readFileSync(NOTICES, 'utf8') === render(collect())).toBe(true);
});

test('nothing under the GPL is inside, and every licence is known', () => {
  const allowed = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD']);
  expect(collect().filter((one) => one.text === '').map((one) => `${one.name} has no licence text`)).toEqual([]);
  expect(collect().filter((one) => !allowed.has(one.licence)).map((one) => `${one.name}: ${one.licence}`)).toEqual([]);
});

test('an output is stale when it is missing or older than a source', async () => {
  expect(isStale({ output: 'build/out/never-built', sources: ['build'], command: [] })).toBe(true);
  expect(isStale({ output: 'package-lock.json', sources: ['build/out/no-such-source'], command: [] })).toBe(false);
  expect(await generate([])).toBe(true);
});
