/** The compiled books against the data they were compiled from, and against samples of others; skipped, visibly, where the data folder is not. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { knowledgeFile } from '../../src/pipeline/index.ts';
import { packEnterprises, REGISTRY } from './enterprises.ts';
import { evaluateRecog, total } from './evaluate-recog.ts';
import { evaluateSysdescr, SAMPLES } from './evaluate-sysdescr.ts';
import { readRecog } from './recog-xml.ts';
import { packRecog, recogFiles, RECOG_DATA } from './recog.ts';

const haveRecog = existsSync(RECOG_DATA), text = (name: string): string => new TextDecoder().decode(knowledgeFile(name));

test.skipIf(!haveRecog)('the compiled fingerprints are those of the data folder', () => { expect(Bun.hash(text('recog'))).toBe(Bun.hash(packRecog(recogFiles()))); });
test.skipIf(!existsSync(REGISTRY))('the compiled registry is that of the data folder', () => { expect(Bun.hash(text('enterprises'))).toBe(Bun.hash(packEnterprises(readFileSync(REGISTRY, 'utf8')))); });

test.skipIf(!haveRecog)('[R49] every field that recog\'s worked examples assert is right, by the fingerprint it belongs to', () => {
  const sum = total(evaluateRecog());
  expect(sum.examples).toBeGreaterThan(7_500);
  expect([sum.other, sum.none]).toEqual([0, 0]);
  expect(sum.right / sum.fields).toBeGreaterThanOrEqual(0.99);
  expect(sum.heard / sum.sayable).toBeGreaterThanOrEqual(0.99);
});

test.skipIf(!existsSync(SAMPLES))('[R48] types by description and object identifier hold on samples that no rule was written from', () => {
  const [unseen, , all] = evaluateSysdescr();
  expect(unseen?.precision).toBeGreaterThanOrEqual(0.9);
  expect(unseen?.overall).toBeGreaterThanOrEqual(0.84);
  expect(all?.precision).toBeGreaterThanOrEqual(0.92);
});

test('recog\'s XML is read strictly', () => {
  const file = '<?xml version="1.0"?><fingerprints matches="x"><!-- <fingerprint> --><fingerprint pattern="^A &quot;(\\d)&quot;&#x9;$" flags="REG_ICASE"><description>An\n  A</description>'
    + '<example os.version="1">\n  A "1"\n</example><example _encoding="base64">QQ==</example><param pos="1" name="os.version"/><param pos="0" name="os.vendor" value="B &amp; C"/></fingerprint></fingerprints>';
  expect(readRecog(file)).toEqual([{
    pattern: '^A "(\\d)"\t$', flags: 'REG_ICASE', description: 'An A',
    examples: [{ text: 'A "1"', asserts: new Map([['os.version', '1']]) }, { text: 'A', asserts: new Map() }],
    params: [{ pos: 1, name: 'os.version', value: '' }, { pos: 0, name: 'os.vendor', value: 'B & C' }],
  }]);
  for (const bad of ['<fingerprint>', '<fingerprints><fingerprint pattern="a"><other/></fingerprint>', '<fingerprints><', '<fingerprints><fingerprint pattern="&bad;"/>']) expect(() => readRecog(bad)).toThrow();
});
