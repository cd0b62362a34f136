/** CSV as spreadsheets write it, and as nobody should. */
import { expect, test } from 'bun:test';
import { readCsv, readForms, templateLines } from './index.ts';

const lines = (text: string): string[] => readCsv(text).records.map(({ line, cells }) => `${line}: ${cells.join('|')}`);

test('quotes, line ends, marks at the start, and the delimiters of other countries are read', () => {
  expect(lines('\ufeffa,b\r\n1,"x ""y"" z"\r\n\r\n"two\nlines",3\n')).toEqual(['1: a|b', '2: 1|x "y" z', '4: two\nlines|3']);
  expect(lines('a;b\n1;2\n')).toEqual(['1: a|b', '2: 1|2']);
  expect(lines('a\tb\r1\t2')).toEqual(['1: a|b', '2: 1|2']);
  expect(lines('a,b\n,,\n ,\n1')).toEqual(['1: a|b', '4: 1']);
  expect(lines('')).toEqual([]);
});

test('[R63] a line that is no CSV costs its neighbours nothing', () => {
  const file = readCsv('a,b\n1,2\n3"x"y,4\n5,6\n"open,7\n8,9\nx" y,1\n10,11\n');
  expect(file.records.map(({ line }) => line)).toEqual([1, 2, 4, 6, 8]);
  expect(file.faults).toEqual([{ line: 3, problem: 'the quotes are not as in CSV' }, { line: 5, problem: 'the quotes are not as in CSV' }, { line: 7, problem: 'a quote is not closed' }]);
});

test('[R63] columns are known by any of their names, the tenant\'s own by theirs, and what means nothing is told', () => {
  const { forms, faults, ignored } = readForms(readCsv('MAC Address,IP,os/firmware_version,sn,Purdue Level,attribute:Room,Risk_Score,Tags\n02:00:00:00:00:01,10.0.0.1,7.1,S,2,R 1,99,a; b|c\n'));
  expect({ faults, ignored }).toEqual({ faults: [], ignored: ['Risk_Score'] });
  expect(forms).toMatchObject([{ line: 2, key: 0x020000000001, ip: 0x0a000001, set: { os_version: '7.1', serial_number: 'S', purdue_level: '2' }, attributes: { Room: 'R 1' }, tags: ['a', 'b', 'c'] }]);
});

test('[R63] a file without devices, or with a column twice, is refused as a whole', () => {
  const codeOf = (text: string): unknown => { try { readForms(readCsv(text)); } catch (error) { return error instanceof Error && 'code' in error ? error.code : error; } return 'read'; };
  expect(['', 'hostname,category\nx,Camera', 'mac,MAC_address\n', `mac\n${'02:00:00:00:00:01\n'.repeat(100_001)}`].map(codeOf)).toEqual(['wrong_format', 'wrong_format', 'wrong_format', 'too_large']);
  expect(codeOf(templateLines().join('\n'))).toBe('read');
});
