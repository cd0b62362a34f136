/** When the bytes of the dictionary are made, and which. */
import { expect, test } from 'bun:test';
import { DictionaryShelf } from './dictionary-shelf.ts';
import { hashOf, rowOf } from '../dictionary/index.ts';
import type { Signer } from '../pki/index.ts';
import { openStore } from '../store/index.ts';

const signer = (id: string): Signer => ({ id, publicPem: '', history: '', sign: () => new Uint8Array(64) });

test('[R110] a version is made when somebody first asks for one, then with each rebuild; the same version under another key is made anew', () => {
  const store = openStore(':memory:', { role: 'node', now: 0 }), table = store.dictionary;
  let signed = 0, key = 'a';
  const shelf = new DictionaryShelf(table, () => { signed++; return signer(key); });
  const put = (...names: string[]): void => { table.replace(names.map((name) => rowOf({ kind: 'vendor', name })), 0, hashOf); shelf.refresh(); };
  expect(shelf.current()).toBeUndefined();
  put('Acme');
  put('Acme', 'Brew');
  expect(signed).toBe(0);
  const second = shelf.current();
  expect([second?.version, signed, shelf.current()]).toEqual([2, 1, second]);
  expect(new TextDecoder().decode(second?.bytes(undefined, 'identity'))).toContain(`sha256="${table.head()?.sha256}"`);
  put('Acme', 'Brew', 'Contoso');
  expect(new TextDecoder().decode(shelf.current()?.bytes(undefined, 'identity'))).toContain('Contoso');
  key = 'b';
  shelf.refresh();
  expect([shelf.current()?.version, shelf.current()?.keyId]).toEqual([3, 'b']);
  store.close();
});
