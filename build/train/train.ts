/** `npm run train`: learns the identification model from ../shared/data and writes it to src/identify/model. The same data gives the same bytes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeModel } from './artefact.ts';
import { calibrate } from './calibrate.ts';
import { crossValidate } from './cross-validate.ts';
import { DATA, haveData, readDataset, ROOT } from './dataset.ts';
import { headerOf, learn } from './learn.ts';

if (!haveData()) { console.error(`no training data at ${DATA}: the committed model stays`); process.exit(1); }
const data = readDataset();
console.log(`${data.labelled.length} labelled captures, ${data.background.length} other stations`);
const calibration = calibrate(crossValidate(data, (text) => { if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(60)}`); }));
const learned = learn(data.labels, data.labelled, data.background, data.words);
const file = encodeModel(headerOf(learned, calibration), learned);
mkdirSync(join(ROOT, 'src/identify/model'), { recursive: true });
writeFileSync(join(ROOT, 'src/identify/model/home.npm1'), file);
console.log(`src/identify/model/home.npm1: ${file.length} bytes, ${learned.keys.length} ids, ${learned.leaves.length} leaves, sha256 ${new Bun.CryptoHasher('sha256').update(file).digest('hex')}`);
