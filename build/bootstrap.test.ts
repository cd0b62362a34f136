/** The first step of every npm script: each script has a task, each task a file, and a fresh clone needs nothing but Node and npm. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './generate.ts';

const source = readFileSync(join(ROOT, 'build/bootstrap.mjs'), 'utf8');
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;
const tasks = [...source.matchAll(/^ {2}([a-z]+): \{ run: \['([^']+)'/gm)].map((match) => ({ name: match[1] ?? '', file: match[2] ?? '' }));

test('every npm script is a task of the bootstrap, and every task an npm script', () => {
  expect(Object.entries(scripts)).toEqual(Object.keys(scripts).map((name) => [name, `node build/bootstrap.mjs ${name}`]));
  expect(tasks.map((task) => task.name).sort()).toEqual(Object.keys(scripts).sort());
});

test('every task runs a file that is there', () => {
  expect(tasks.filter((task) => !existsSync(join(ROOT, task.file))).map((task) => `${task.name}: ${task.file}`)).toEqual([]);
});

test('it imports nothing but Node itself, because nothing else is installed yet', () => {
  expect([...source.matchAll(/from '([^']+)'/g)].map((match) => match[1]).filter((name) => !name?.startsWith('node:'))).toEqual([]);
});

test.skipIf(Bun.which('node') === null)('an unknown task is wrong usage and names the tasks there are', () => {
  const ran = Bun.spawnSync(['node', join(ROOT, 'build/bootstrap.mjs'), 'nosuch'], { stdin: 'ignore' });
  expect(ran.exitCode).toBe(2);
  expect(ran.stderr.toString()).toContain('demo, test, build');
});

test('the lock file pins everything and holds no address', () => {
  const lock: { packages: Record<string, { version?: string; integrity?: string; resolved?: string }> } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '');
  expect(entries.length).toBeGreaterThan(20);
  expect(entries.filter(([, entry]) => entry.version === undefined || entry.integrity === undefined || entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
  const manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
