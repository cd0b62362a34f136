/** Log lines: levels, forms, no forged lines, no secrets. */
import { expect, test } from 'bun:test';
import { EdgeError, Secret } from '../model/index.ts';
import { makeLog, type Level } from './index.ts';

function logTo(lines: string[], format: 'json' | 'human', level: Level = 'debug') {
  return makeLog({ level, format, now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6), write: (line) => { lines.push(line); } });
}

test('writes one JSON object a line, the bound fields first', () => {
  const lines: string[] = [];
  logTo(lines, 'json').with({ room: 'store' }).info('opened', { path: '/x', pages: 3 });
  expect(lines).toEqual(['{"time":"2026-01-02T03:04:05.006Z","level":"info","message":"opened","room":"store","path":"/x","pages":3}']);
});

test('writes short lines for people and quotes what is not a plain word', () => {
  const lines: string[] = [];
  logTo(lines, 'human').warn('slow', { ms: 12, who: 'a b' });
  expect(lines).toEqual(['03:04:05.006 warn  slow ms=12 who="a b"']);
});

test('drops lines below the level', () => {
  const lines: string[] = [];
  const log = logTo(lines, 'json', 'warn');
  log.debug('a');
  log.info('b');
  log.warn('c');
  expect(lines).toHaveLength(1);
});

test('input in a field cannot forge a line or move the cursor', () => {
  for (const format of ['json', 'human'] as const) {
    const lines: string[] = [];
    logTo(lines, format).info('seen', { hostname: 'x\n03:04:05 error forged\x1b[2J' });
    expect(lines[0]).not.toContain('\n');
    expect(lines[0]).not.toContain('\x1b');
  }
});

test('a field cannot replace the time, level or message, and a huge one is cut', () => {
  const lines: string[] = [];
  logTo(lines, 'json').info('real', { message: 'fake', level: 'error', big: 'x'.repeat(100_000) });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'real', level: 'info' });
  expect(lines[0]?.length).toBeLessThan(4000);
});

test('an error shows its code, fields and chain of causes; a secret shows as stars', () => {
  const lines: string[] = [];
  const error = new EdgeError('disk_full', 'cannot commit', { cause: new Error('ENOSPC'), fields: { path: '/data' } });
  logTo(lines, 'json').error('tick failed', error, { key: new Secret('hunter2') });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ code: 'disk_full', reason: 'cannot commit: ENOSPC', path: '/data', key: '***' });
  expect(lines[0]).not.toContain('stack');
  logTo(lines, 'json').error('tick failed', new TypeError('oops'));
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ code: 'internal', reason: 'oops', stack: expect.stringContaining('TypeError') });
});
