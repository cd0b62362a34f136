/** Files of any bytes: every good line is read once, every other is told of, and nothing throws but what says why. */
import { expect, test } from 'bun:test';
import { EdgeError } from '../model/index.ts';
import { edited, editText, NO_EDIT, readCsv, readEdit, readForms } from './index.ts';

function seeded(seed: number): (most: number) => number {
  let state = seed >>> 0;
  return (most) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 2 ** 32) * most); };
}
const PARTS = ['"', '""', ',', ';', '\n', '\r\n', '\r', '\t', ' ', 'a', '02:00:00:00:00:01', '10.0.0.1', 'mac_address', 'ip_address', 'attribute:x', '\ufeff', '\u0000', '\ud800', 'é', '999.1.1.1', 'Camera', 'x'.repeat(300)];

test('[R63] whatever a file holds, each of its lines is a record, a part of one, empty, or a fault', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const pick = seeded(seed), text = Array.from({ length: pick(80) }, () => PARTS[pick(PARTS.length)]).join('');
    const { records, faults } = readCsv(text), count = text.split(/\r\n|\n|\r/).length;
    const told = [...records, ...faults].map(({ line }) => line);
    expect(told.every((line) => line >= 1 && line <= count)).toBe(true);
    expect(new Set(told).size).toBe(told.length);
    for (const { cells } of records) expect(cells.every((cell) => typeof cell === 'string')).toBe(true);
  }
});

test('[R63] one bad line among good ones takes none of them with it, wherever it stands', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const pick = seeded(seed), good = Array.from({ length: 30 }, (_, i) => `02:00:00:00:01:${String(i + 10)},10.9.0.${i + 1}`);
    const bad = ['"never closed', 'a"b"c,1', '"x"y', 'nonsense,10.0.0.1', ',', '"",""', '02:00:00:00:00:01,10.0.0.1,too,many', '\u0000\u0007'][pick(8)] ?? '', at = pick(30);
    const { forms } = readForms(readCsv(['mac_address,ip_address', ...good.slice(0, at), bad, ...good.slice(at)].join('\n')));
    expect(forms.length).toBe(30);
  }
});

test('forms of any cells are taken or refused with a code, and an edit that was taken is read back the same', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const pick = seeded(seed), cell = (): string => Array.from({ length: 1 + pick(3) }, () => PARTS[pick(PARTS.length)]).join('');
    try {
      const edit = edited(NO_EDIT, { set: { location: cell(), notes: cell(), category: pick(2) ? 'Camera' : cell() }, addTags: [cell()], attributes: { [cell()]: cell() } }, { by: 'x', at: 1 });
      expect(readEdit(editText(edit))).toEqual(edit);
      expect(editText(edit).isWellFormed()).toBe(true);
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
    }
  }
});

test('an edit of any JSON is read as far as it is one', () => {
  const values = ['1', 'null', '"x"', '[]', '{}', '{"by":"a","at":1}', '{"by":"a","at":1,"ip":5}', '[{"tier":"profile","value":"x","by":"a","at":1},3]', '{"profile":"x","vendor":4}'];
  for (let seed = 1; seed <= 300; seed++) {
    const pick = seeded(seed), json = `{${['set', 'tags', 'attributes', 'edited', 'confirmed', 'rejected', 'primary', 'address', 'like'].map((name) => `"${name}":${values[pick(values.length)]}`).join(',')}}`;
    const edit = readEdit(json);
    expect(readEdit(editText(edit))).toEqual(edit);
  }
});
