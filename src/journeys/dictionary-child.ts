/** A process to be killed: makes one version of the dictionary after another, and says each that is committed. Arguments: folder, seed. */
import { hashOf, rowOf, shipped } from '../dictionary/index.ts';
import { openStore } from '../store/index.ts';

const [dir = '', seed = '1'] = process.argv.slice(2);
const store = openStore(dir, { role: 'node', now: 0 }), rows = shipped().slice(0, 60).map(rowOf);
let state = Number(seed);
for (;;) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  store.dictionary.replace(rows.filter((_, i) => ((state >>> (i % 24)) & 1) === 1), Date.now(), hashOf);
  const head = store.dictionary.head();
  process.stdout.write(`${JSON.stringify({ ...head, ids: store.dictionary.entries().map(({ id, kind, name }) => [id, `${kind} ${name}`]) })}\n`);
  await Bun.sleep(1);
}
