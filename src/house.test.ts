/** The rules of the house, as tests: rooms and doors, names and sizes, purity, documents. CONTRIBUTING.md says them in prose. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { homedir } from 'node:os';
import { COMMANDS } from './cli/commands/index.ts';
import { configKeys } from './config/index.ts';
import { RECORD_NAMES } from './kernels/index.ts';
import { ADAPTERS } from './protocols/index.ts';
import { METRICS } from './telemetry/index.ts';
import { CASE_ALLOWED, DEFAULT_ALLOWED, LARGE_ALLOWED, ONE_DOOR, ROOMS, SHARED_KERNEL, type Room } from './house.ts';

const ROOT = join(import.meta.dir, '..');
const files = tracked();
const sources = files.filter((file) => /^(src|assembly|bench|build|fixtures)\/.*\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts'));
const text = new Map(sources.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));

/** What git knows or would add: a new file is checked before it is committed. Without git (an unpacked archive), the folders themselves. */
function tracked(): string[] {
  const listed = Bun.spawnSync(['git', 'ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, stderr: 'ignore' });
  const names = listed.success ? listed.stdout.toString().split('\n')
    : ['src', 'assembly', 'bench', 'build', 'fixtures'].flatMap((top) => [...new Bun.Glob('**/*').scanSync({ cwd: join(ROOT, top) })].map((name) => `${top}/${name}`)).filter((name) => !name.startsWith('build/out/'));
  return names.filter((name) => name !== '' && existsSync(join(ROOT, name))).sort();
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('src/journeys/');
const roomOf = (file: string): string | undefined => /^src\/([^/]+)\//.exec(file)?.[1];
/** Code without comments and strings' insides kept: enough for word searches, not a parser. */
const code = (file: string): string => (text.get(file) ?? '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');

/** Every import of a file, `import type` and dynamic imports included (the transpiler's scan leaves out the types). */
function imports(file: string): string[] {
  const source = code(file);
  const found = [...source.matchAll(/\b(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? match[2] ?? '');
  return [...new Set([...found, ...new Bun.Transpiler({ loader: file.endsWith('x') ? 'tsx' : 'ts' }).scanImports(text.get(file) ?? '').map((entry) => entry.path)])];
}

/** Offences as one list, so that a failure shows all of them with the reason. */
function none(offences: readonly string[]): void { expect(offences).toEqual([]); }

test('every room stands in the table, and every room of the table that exists has a door', () => {
  const present = [...new Set(sources.map(roomOf).filter((room) => room !== undefined))];
  none(present.filter((room) => !ROOMS.some((row) => row.name === room)).map((room) => `src/${room} is not in the room table of house.ts`));
  none(ROOMS.filter((row) => present.includes(row.name) && row.level !== 'tests' && !sources.includes(`src/${row.name}/index.ts`)).map((row) => `src/${row.name} has no index.ts`));
});

test('imports go downwards only, and through doors', () => {
  none(sources.filter((file) => file.startsWith('src/')).flatMap((file) => imports(file).flatMap((path) => offence(file, path))));
});

function offence(file: string, path: string): string[] {
  if (!path.startsWith('.')) return [];
  const target = normalize(join(dirname(file), path));
  const here = ROOMS.find((row) => row.name === roomOf(file)), there = ROOMS.find((row) => row.name === roomOf(target));
  if (/\.\.?\/?$|[^.]\/?$/.test(path) && !/\.\w+$/.test(path)) return [`${file}: ${path} has no extension`];
  if (here === undefined || here.level === 'tests' || here === there) return [];
  if (!target.startsWith('src/')) return here.outside?.some((allowed) => target.startsWith(allowed)) === true || isTest(file) ? [] : [`${file}: ${path} leaves src; only ${here.name}'s own list in house.ts may`];
  // The storey that introduces the others embeds their data files, and its tests are small journeys.
  if (here.level === 4 && (isTest(file) || !/\.tsx?$/.test(target))) return [];
  if (there === undefined) return [`${file}: ${path} stands above the rooms (main.ts and app.ts; no room imports them)`];
  if (target !== `src/${there.name}/index.ts`) return [`${file}: ${path} goes past the door of ${there.name}; import ../${there.name}/index.ts`];
  return allowed(here, there, isTest(file)) ? [] : [`${file}: ${here.name} (L${here.level}) may not import ${there.name} (L${there.level})`];
}

function allowed(here: Room, there: Room, inTest: boolean): boolean {
  if (here.level === 'tests' || there.level === 'tests') return here.level === 'tests';
  if (here.only !== undefined) return here.only.includes(there.name);
  if (here.also?.includes(there.name) === true || (inTest && here.testsAlso?.includes(there.name) === true)) return true;
  if (here.level === 4) return there.level < 4 || ROOMS.indexOf(there) < ROOMS.indexOf(here);
  if (there.level === 0) return here.level > 0;
  if (here.level === 2) return there.level === 2 && ROOMS.indexOf(there) < ROOMS.indexOf(here);
  return here.level === 3 && there.level < 3;
}

/** What asc and Bun both import as it is. */
const IDS = /^assembly\/(layout|ids\/[a-z]+)\.ts$/;

test('the kernels, the adapters, the folders and the fixtures name the same protocols', () => {
  const tables = sources.filter((file) => IDS.test(file)).map(code).join('\n');
  const kinds = [...tables.matchAll(/export const KIND_([A-Z0-9]+): i32 = (\d+)/g)].map((match) => ({ name: (match[1] ?? '').toLowerCase(), kind: Number(match[2]) }))
    .filter((row) => !['reject', 'count'].includes(row.name));
  expect(kinds.map((row) => RECORD_NAMES[row.kind])).toEqual(kinds.map((row) => row.name));
  expect(ADAPTERS.map((adapter) => ({ name: adapter.name, kind: adapter.kind })).sort((a, b) => a.kind - b.kind)).toEqual(kinds.sort((a, b) => a.kind - b.kind));
  none(kinds.flatMap(({ name }) => [
    ...[`assembly/${SHARED_KERNEL[name] ?? name}`, `src/protocols/${name}`].filter((folder) => !sources.some((file) => file.startsWith(`${folder}/`))).map((folder) => `there is no ${folder}`),
    ...['good', 'truncated', 'hostile'].filter((sort) => !files.some((file) => file.startsWith(`fixtures/${name}/${sort}`))).map((sort) => `fixtures/${name} has no case that starts with ${sort}`),
  ]));
});

test('a fixture case has its input and its output', () => {
  const cases = new Set(files.map((file) => /^fixtures\/[^/]+\/(good|truncated|hostile)[^/]*\//.exec(file)?.[0]).filter((found) => found !== undefined));
  none([...cases].flatMap((folder) => {
    const inside = files.filter((file) => file.startsWith(folder)).map((file) => file.slice(folder.length));
    return [...(inside.some((name) => name.startsWith('in.')) ? [] : [`${folder} has no in.*`]), ...(inside.some((name) => /^out\.json/.test(name)) ? [] : [`${folder} has no out.json`])];
  }));
});

test('a package has one door', () => {
  none(sources.filter((file) => file.startsWith('src/') && !isTest(file)).flatMap((file) => imports(file).flatMap((path) => {
    const rule = ONE_DOOR.find((row) => path === row.from || path.startsWith(`${row.from}/`));
    return rule === undefined || rule.rooms.includes(roomOf(file) ?? basename(file)) ? [] : [`${file}: ${rule.from} belongs to ${rule.rooms.join(', ')}: ${rule.why}`];
  })));
});

test('files are small: 400 lines, or a reason', () => {
  const long = [...text].filter(([, content]) => content.split('\n').length - 1 > 400).map(([file]) => file);
  none(long.filter((file) => LARGE_ALLOWED[file] === undefined).map((file) => `${file} is over 400 lines`));
  none(Object.keys(LARGE_ALLOWED).filter((file) => !long.includes(file)).map((file) => `${file} no longer needs its place in LARGE_ALLOWED`));
});

test('every file opens with a sentence on what it is for', () => {
  none([...text].filter(([, content]) => !/^(#!.*\n)?(\/\*\*|\/\/)\s*(\* )?[\w`]/.test(content)).map(([file]) => file));
  none(files.filter((file) => file.endsWith('.sql') && !readFileSync(join(ROOT, file), 'utf8').startsWith('-- ')));
});

test('names say what is inside: kebab-case, no drawers', () => {
  none(sources.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?(\.test)?\.(ts|tsx|mjs)$/.test(basename(file)) && CASE_ALLOWED[file] === undefined));
  none(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|manager|types|stuff)(\.[a-z.]+)?(\/|$)/.test(file)));
});

test('named exports only, no any, no empty catch, nothing left to do', () => {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/\bas any\b|:\s*any\b|<any>/, 'any'], [/@ts-(ignore|nocheck)/, '@ts-ignore'],
    [/catch\s*(\([^)]*\))?\s*\{\s*\}/, 'an empty catch'], [/\b(test|describe|it)\.(only|todo|skip)\(/, 'a skipped or lone test'],
  ];
  none(sources.filter((file) => !file.endsWith('house.test.ts')).flatMap((file) => rules.filter(([pattern]) => pattern.test(code(file))).map(([, what]) => `${file} has ${what}`)));
  none(sources.filter((file) => /^export default/m.test(code(file)) && DEFAULT_ALLOWED[file] === undefined).map((file) => `${file} has a default export`));
  const words = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);
  none([...text].filter(([, content]) => words.test(content)).map(([file]) => file));
});

test('only config reads the environment', () => {
  none(sources.filter((file) => file.startsWith('src/') && roomOf(file) !== 'config' && !isTest(file) && /\b(process|Bun|import\.meta)\.env\b/.test(code(file))));
});

test('the pure rooms know no clock, chance, timer, file or network', () => {
  const pure = ROOMS.filter((row) => row.level === 0 || row.level === 2).map((row) => row.name);
  // Bun.hash and Bun.CryptoHasher are functions of their arguments alone.
  const impure = /\bDate\.now\b|new Date\(\)|\bMath\.random\b|\bset(Timeout|Interval|Immediate)\b|\bperformance\.now\b|\bcrypto\.|\bfetch\(|\bBun\.(?!hash\b|CryptoHasher\b)|\bprocess\.|['"](node|bun):/;
  none(sources.filter((file) => pure.includes(roomOf(file) ?? '') && !isTest(file)).flatMap((file) => {
    const found = impure.exec(code(file));
    return found === null || ROOMS.find((row) => row.name === roomOf(file))?.impure?.[found[0]] !== undefined ? [] : [`${file}: ${found[0]}`];
  }));
});

test('a metric or config key that nothing uses is not there', async () => {
  const all = sources.filter((file) => file.startsWith('src/') && !isTest(file) && !file.startsWith('src/config/') && file !== 'src/telemetry/names.ts').map(code).join('\n');
  none(Object.keys(METRICS).filter((name) => !all.includes(`'${name}'`)).map((name) => `${name} is never set`)
    .filter((sentence) => !sentence.startsWith('nameplate_metric_series')));
  none((await configKeys()).filter((info) => !new RegExp(`\\b${info.section}\\.${info.key}\\b|\\{[^}]*\\b${info.key}\\b[^}]*\\} = [\\w.]*\\b${info.section}\\b`).test(all)).map((info) => `${info.section}.${info.key} is never read`));
});

test('every room has a README with the five headings, at most 40 lines', () => {
  const present = ROOMS.filter((row) => row.level !== 'tests' && sources.some((file) => roomOf(file) === row.name));
  none(present.flatMap((row) => {
    const path = join(ROOT, 'src', row.name, 'README.md');
    if (!existsSync(path)) return [`src/${row.name} has no README.md`];
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const missing = ['Job', 'Takes', 'Gives', 'Adding one', 'Traps'].filter((heading) => !lines.some((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading));
    return [...missing.map((heading) => `src/${row.name}/README.md lacks "${heading}"`), ...(lines.length > 40 ? [`src/${row.name}/README.md has ${lines.length} lines`] : [])];
  }));
});

test('the documents name scripts, commands, files and rooms that exist', () => {
  const scripts = Object.keys(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts);
  const commands = COMMANDS.flatMap((row) => [row.name, row.name.split(' ')[0] ?? '']);
  none(files.filter((file) => file.endsWith('.md') && file !== 'THIRD-PARTY-NOTICES.md').flatMap((file) => {
    const content = readFileSync(join(ROOT, file), 'utf8');
    return [
      ...[...content.matchAll(/npm run (?:-s )?([a-z:]+)/g)].filter((match) => !scripts.includes(match[1] ?? '')).map((match) => `${file}: npm run ${match[1]}`),
      ...[...content.matchAll(/^nameplate ([a-z-]+)/gm)].filter((match) => !commands.includes(match[1] ?? '')).map((match) => `${file}: nameplate ${match[1]}`),
      ...[...content.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].filter((match) => !existsSync(join(ROOT, dirname(file), match[1] ?? ''))).map((match) => `${file}: link to ${match[1]}`),
      ...[...content.matchAll(/`((?:src|assembly|build|bench|fixtures)\/[\w./-]*\w)\/?`/g)].filter((match) => !/^build\/out|NNNN/.test(match[1] ?? '') && !existsSync(join(ROOT, match[1] ?? ''))).map((match) => `${file}: ${match[1]}`),
    ];
  }));
  const map = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  none(sources.filter((file) => /^src\/[^/]+$/.test(file) && !/(^src\/house|\.test)\./.test(file) && !map.includes(`\`${basename(file)}\``)).map((file) => `ARCHITECTURE.md does not name ${file}`));
  none(ROOMS.filter((row) => row.level !== 'tests' && sources.some((file) => roomOf(file) === row.name) && !map.includes(`\`${row.name}/\``)).map((row) => `ARCHITECTURE.md does not name ${row.name}/`));
});

test('layout.ts and the tables of ids are constants only, so that both languages can import them', () => {
  const lines = sources.filter((file) => IDS.test(file)).flatMap((file) => code(file).split('\n')).filter((line) => line.trim() !== '');
  none(lines.filter((line) => !/^export const [A-Z][A-Z0-9_]*: i32 = -?(\d+|0x[0-9a-f]+);\s*$/i.test(line) && !/^export \* from "\.\/ids\/[a-z]+";$/.test(line)));
});

test('no path of one machine, no download address, no private key in the tree', () => {
  const parent = dirname(ROOT);
  const paths = [homedir(), ...(parent.split('/').length > 1 && !['/', '/tmp', '/home', '/root', '/srv', '/opt', '/var'].includes(parent) ? [parent] : [])].filter((path) => path.length > 1).map((path) => `${path}/`);
  const readable = files.filter((file) => /\.(ts|tsx|mjs|md|json|toml|sql|sh|c|html|css|xml|txt)$|^\.(ci|npmrc|gitignore)/.test(file));
  none(readable.flatMap((file) => {
    const content = readFileSync(join(ROOT, file), 'utf8');
    // Not behind a name: the folder inside a compiled binary is `/$bunfs/root/` on every machine.
    const names = (path: string): boolean => new RegExp(`(?<![\\w$])${path.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')}`).test(content);
    return [...paths.filter(names).map((path) => `${file}: ${path}`),
      ...(/-----BEGIN [A-Z ]*PRIVATE KEY-----\n/.test(content) ? [`${file}: a private key`] : []), ...(/"resolved": "https?:/.test(content) ? [`${file}: a download address`] : [])];
  }));
});

test('every requirement row that a test cites exists', () => {
  none(sources.filter(isTest).flatMap((file) => [...(text.get(file) ?? '').matchAll(/\[R(\d+)\]/g)].filter((match) => Number(match[1]) < 1 || Number(match[1]) > 306).map((match) => `${file}: ${match[0]}`)));
});

test('the tree type-checks', () => {
  const checked = Bun.spawnSync([process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(ROOT, 'tsconfig.json'), '--pretty', 'false'], { cwd: ROOT });
  none(checked.stdout.toString().split('\n').filter((line) => line !== ''));
  expect(checked.exitCode).toBe(0);
}, 120_000);
