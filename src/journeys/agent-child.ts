/** The agent in a process of its own with a clock that its stdin moves: each line is so many minutes to add. Prints what was applied, one JSON object a line. */
import { runAgent } from '../enforcement/index.ts';
import { readIdentity } from '../pki/index.ts';

const [edgeUrl = '', folder = '', policyFile = ''] = process.argv.slice(2), stop = new AbortController();
let skew = 0;
void (async () => {
  for await (const line of console) skew += Number(line) * 60_000;
})();
process.on('SIGTERM', () => { stop.abort(); });
await runAgent({
  edgeUrl, stateDir: folder, table: 'nameplate', policyFile, maxEntries: 100, once: false, remove: false, signal: stop.signal, now: () => Date.now() + skew, onPolicy: () => undefined,
  identity: () => ({ serial: 'GOOD', ...readIdentity({ certificate: `${folder}/GOOD.crt`, key: `${folder}/GOOD.key`, ca: `${folder}/ca.crt` }, new Date()) }),
  onApplied: (applied) => { console.log(JSON.stringify(applied)); }, onNews: (text) => { console.error(text); },
});
process.exit(0);
