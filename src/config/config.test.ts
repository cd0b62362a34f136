/** The config: precedence, clear errors that name the key, frozen results, and secrets that never show. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { EdgeError, Secret } from '../model/index.ts';
import { environmentName, loadConfig } from './load.ts';
import { printConfig } from './print.ts';
import { configKeys } from './schema.ts';

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'nameplate-config-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function file(content: string): string {
  const path = join(folder, `${crypto.randomUUID()}.toml`);
  writeFileSync(path, content);
  return path;
}

function failure(run: () => unknown): EdgeError {
  try {
    run();
  } catch (error) {
    if (error instanceof EdgeError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}

test('an empty config is the documented default: [R75] confidence 90 and one hour, [R74] a tick a second', () => {
  const config = loadConfig('');
  expect(config.mapping.minConfidence).toBe(90);
  expect(config.mapping.activeWithinSeconds).toBe(3600);
  expect(config.tick.intervalMs).toBe(1000);
  expect(config.edge.port).toBe(8443);
});

test('later wins: file, then environment, then flags', () => {
  const path = file('[edge]\nport = 1\nholdMaxSeconds = 5\n[portal]\nport = 2\n');
  const config = loadConfig(path, { 'edge.port': '3' }, { NAMEPLATE_EDGE_PORT: '4', NAMEPLATE_PORTAL_PORT: '5' });
  expect([config.edge.port, config.portal.port, config.edge.holdMaxSeconds]).toEqual([3, 5, 5]);
});

test('reads every kind of value from text', () => {
  const config = loadConfig('', { 'edge.names': 'a.example, 10.0.0.1', 'mapping.deltas': 'false', 'log.level': 'warn', 'mapping.minConfidence': '70' });
  expect(config.edge.names).toEqual(['a.example', '10.0.0.1']);
  expect(config.mapping.deltas).toBe(false);
  expect(config.log.level).toBe('warn');
  expect(config.mapping.minConfidence).toBe(70);
});

test.each([
  ['[edge]\nprot = 1\n', 'edge.prot', 'unknown key'],
  ['[edge]\nport = 70000\n', 'edge.port', '65535'],
  ['[edge]\nport = "x"\n', 'edge.port', 'number'],
  ['[log]\nlevel = "loud"\n', 'log.level', 'warn'],
  ['[nosuch]\na = 1\n', 'nosuch', 'unknown key'],
])('refuses %j and names the key', (content, key, reason) => {
  const error = failure(() => loadConfig(file(content)));
  expect(error.code).toBe('bad_config');
  expect(error.exit).toBe(2);
  expect(error.fields['key']).toBe(key);
  expect(String(error.fields['reason'])).toContain(reason);
});

test('suggests the key that was meant', () => {
  expect(String(failure(() => loadConfig('', { 'mapping.min_confidence': '80' })).fields['reason'])).toContain('did you mean mapping.minConfidence?');
});

test('says which file is missing, is a folder, or is not TOML', () => {
  expect(failure(() => loadConfig(join(folder, 'absent.toml'))).code).toBe('not_found');
  expect(failure(() => loadConfig(folder)).code).toBe('unreadable');
  expect(failure(() => loadConfig(file('edge = ['))).code).toBe('bad_config');
  expect(failure(() => loadConfig(file('port = 5\n'))).code).toBe('bad_config');
});

test('the result is frozen all the way down', () => {
  const config = loadConfig('');
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.edge)).toBe(true);
  expect(Object.isFrozen(config.edge.names)).toBe(true);
});

test('a secret shows in no form of text', () => {
  const secret = new Secret('hunter2');
  const config = loadConfig('', { 'portal.metricsToken': 'hunter2' });
  for (const text of [String(secret), `${secret}`, JSON.stringify({ secret }), inspect(secret), Bun.inspect({ secret }), JSON.stringify(config), inspect(config), printConfig(config)]) {
    expect(text).not.toContain('hunter2');
    expect(text).toContain('***');
  }
  expect(config.portal.metricsToken.reveal()).toBe('hunter2');
});

test('what is printed can be read back and means the same', () => {
  const config = loadConfig('', { 'edge.port': '9', 'edge.names': 'x.example', 'log.level': 'debug', 'portal.metricsToken': 's' });
  const printed = printConfig(config);
  const back = loadConfig(file(printed));
  expect({ ...back, portal: { ...back.portal, metricsToken: '' } }).toEqual({ ...config, portal: { ...config.portal, metricsToken: '' } } as never); // the secret is not written out
  expect(back.portal.metricsToken.isSet).toBe(false);
});

test('every key has a description, a default and an environment name', () => {
  const keys = configKeys();
  expect(keys.length).toBeGreaterThan(20);
  for (const info of keys) {
    expect(info.about.length).toBeGreaterThan(10);
    expect(info.fallback).not.toBeUndefined();
  }
  expect(environmentName('mapping', 'minConfidence')).toBe('NAMEPLATE_MAPPING_MIN_CONFIDENCE');
});
