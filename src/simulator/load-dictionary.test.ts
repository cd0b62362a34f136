/** The dictionary in a load test: fetched once, and believed only with its signature. */
import { expect, test } from 'bun:test';
import { generateKeyPairSync, sign } from 'node:crypto';
import type { Call, Reply } from '../client/index.ts';
import { DictionaryReaders } from './load-dictionary.ts';
import { Tally } from './tally.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const DOCUMENT = Buffer.from('<dictionary/>'), SIGNATURE = sign(null, DOCUMENT, privateKey).toString('base64');

/** A node that answers `answers` in turn, and with its key where that is asked for; `asked` is what came. */
function node(answers: readonly Partial<Reply>[]) {
  const asked: Call[] = [];
  let turn = 0;
  return {
    asked, cut: false,
    client: {
      async call(one: Call): Promise<Reply> {
        asked.push(one);
        if (one.path.endsWith('/key')) return { status: 200, headers: {}, bytes: Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })) };
        const answer = answers[Math.min(turn++, answers.length - 1)];
        return { status: 200, bytes: DOCUMENT, ...answer, headers: { etag: 'W/"1"', 'dictionary-signature': SIGNATURE, 'dictionary-key': 'k', ...answer?.headers } };
      },
    },
  };
}

async function read(firewall: ReturnType<typeof node>): Promise<Tally> {
  const tally = new Tally([], 'poll');
  await new DictionaryReaders(tally).keep(firewall, 20, performance.now() + 150, new AbortController().signal);
  return tally;
}

test('[R110] the tag of what is held is sent with the next question, and the key is fetched once', async () => {
  const firewall = node([{}, { status: 304, bytes: Buffer.alloc(0) }]), { dictionary } = await read(firewall);
  expect(dictionary).toMatchObject({ fetched: 1, wrong: 0, bytes: DOCUMENT.length });
  expect(dictionary.unchanged).toBeGreaterThan(0);
  expect(firewall.asked.filter(({ path }) => path.endsWith('/key')).length).toBe(1);
  expect(firewall.asked.at(-1)?.headers).toMatchObject({ 'if-none-match': 'W/"1"' });
});

test('[R107] bytes that were changed after they were signed are counted, and not held', async () => {
  const firewall = node([{ bytes: Buffer.from('<dictionary>') }]), { dictionary } = await read(firewall);
  expect(dictionary.fetched).toBe(0);
  expect(dictionary.wrong).toBeGreaterThan(1);
  expect(firewall.asked.every(({ headers }) => headers?.['if-none-match'] === undefined)).toBe(true);
});

test('the same bytes with another signature are looked at again; a refusal is counted by its status', async () => {
  const { dictionary } = await read(node([{}, { headers: { 'dictionary-signature': 'AAAA' } }]));
  expect([dictionary.fetched, dictionary.wrong > 0]).toEqual([1, true]);
  expect((await read(node([{ status: 503 }]))).report().errors['dictionary_status_503']).toBeGreaterThan(0);
});
