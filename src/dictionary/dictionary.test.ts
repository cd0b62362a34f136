/** The document: valid by its schema, equal for equal content, safe with hostile names; and what of a network may be in it. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceKey } from '../model/index.ts';
import { bodyOf, candidatesOf, deltaOf, documentOf, entryOf, FAMILIES, hashOf, isForeignProfile, isName, objection, readHead, rowOf, sha256Of, shipped, type Entry, type Head, type Said, type Wanted, type Witness } from './index.ts';
import { SCHEMA } from './schema.ts';

const haveXmllint = Bun.which('xmllint') !== null;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-dictionary-'));
  writeFileSync(join(folder, 'dictionary.xsd'), SCHEMA);
});
afterAll(() => { rmSync(folder, { recursive: true }); });

const headOf = (entries: readonly Entry[], version = 1): Head => ({ version, generated: 1_790_000_000_000, sha256: sha256Of(bodyOf(entries)) });
const numbered = (wanted: readonly Wanted[]): Entry[] => wanted.map((one, i) => ({ ...one, id: i + 1 }));
function complaint(text: string): string {
  writeFileSync(join(folder, 'x.xml'), text);
  const ran = Bun.spawnSync(['xmllint', '--noout', '--nonet', '--schema', join(folder, 'dictionary.xsd'), join(folder, 'x.xml')]);
  return ran.exitCode === 0 ? '' : ran.stderr.toString();
}

const HOSTILE = ['a"><evil x="', "O'Neil & Söhne <GmbH>", ']]>', '&amp;', '<!--', '-->', '<?xml?>', '数码相机', '\u{1F4F7} 360', "x' onload='y", '%entity;', 'a  b'];

test('[R107][R108] the whole dictionary has six lists and is valid by its schema', () => {
  const entries = numbered([...shipped(), { kind: 'model', name: 'DCS-930L', vendor: 'D-Link' }, { kind: 'os-version', name: '10 22H2', family: 'Windows' }]), text = documentOf(headOf(entries), bodyOf(entries));
  for (const list of ['categories', 'profiles', 'vendors', 'models', 'os-families', 'os-versions']) expect(text).toMatch(new RegExp(`\\n  <${list}>\\n    <entry id="\\d+" name="[^"]+"`));
  expect(text).toContain('name="DCS-930L" vendor="D-Link"/>');
  expect(text).toContain('name="10 22H2" family="Windows"/>');
  expect(text).toMatch(/name="Polycom IP Phone" category="IP Phone" vendor="Polycom" vertical="Office" type="IoT"/);
  expect(readHead(text)).toMatchObject({ version: 1, isWhole: true, entries: entries.length });
});

test('what is shipped has names that may be written, each once', () => {
  expect(shipped().filter(({ name }) => !isName(name))).toEqual([]);
  expect(new Set(shipped().map(({ kind, name }) => `${kind} ${name}`)).size).toBe(shipped().length);
});

test('every family of systems that a book of ours writes out is shipped', () => {
  const books = join(import.meta.dir, '../knowledge'), named = new Set<string>();
  for (const file of new Bun.Glob('**/*.ts').scanSync(books)) {
    if (!file.endsWith('.test.ts')) for (const [, family = ''] of readFileSync(join(books, file), 'utf8').matchAll(/os_family: '([^'$]+)'/g)) named.add(family);
  }
  expect(named.size).toBeGreaterThan(20);
  expect([...named].filter((family) => !FAMILIES.includes(family))).toEqual([]);
});

test.skipIf(!haveXmllint)('[R107] xmllint: the document, an empty one, a delta, and hostile names are valid; others are not', () => {
  const all = numbered([...shipped(), ...HOSTILE.map((name): Wanted => ({ kind: 'model', name, vendor: name })), ...HOSTILE.map((name): Wanted => ({ kind: 'os-version', name, family: name }))]);
  expect(complaint(documentOf(headOf(all), bodyOf(all)))).toBe('');
  expect(complaint(documentOf(headOf([]), bodyOf([])))).toBe('');
  const head = headOf(all, 9);
  expect(complaint(deltaOf(head, { from: { version: 8, sha256: head.sha256 }, added: all.slice(-30), changed: all.slice(0, 30), removed: [{ id: 77 }] }))).toBe('');
  expect(complaint(deltaOf(head, { from: { version: 8, sha256: head.sha256 }, added: [], changed: [], removed: [] }))).toBe('');
  const [one] = all;
  if (one === undefined) throw new Error('nothing is shipped');
  expect(complaint(documentOf(headOf([one, one]), bodyOf([one, one])))).toContain('Duplicate key-sequence');
  expect(complaint(documentOf(headOf([{ ...one, type: 'Martian' }]), bodyOf([{ ...one, type: 'Martian' }])))).toContain('type');
  expect(complaint(documentOf({ ...headOf([]), version: 0 }, bodyOf([])))).toContain('version');
});

test('hostile names come out of a parser as they went in, and never end their attribute', () => {
  const entries = numbered(HOSTILE.map((name): Wanted => ({ kind: 'model', name, vendor: name }))), names: string[] = [];
  new HTMLRewriter().on('entry', { element: (element) => { names.push(element.getAttribute('name') ?? ''); } }).transform(bodyOf(entries));
  const lines = bodyOf(entries).split('\n').filter((line) => line.includes('entry'));
  expect(lines.filter((line) => !/^ {4}<entry id="\d+" name="[^<>"']+" vendor="[^<>"']+"\/>$/.test(line) || /&(?!(?:amp|lt|gt|quot|apos);)/.test(line))).toEqual([]);
  expect(lines.length).toBe(HOSTILE.length);
  expect(names.map((name) => name.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&'))).toEqual(HOSTILE);
  for (const bad of ['', ' a', 'a\tb', 'a\nb', 'a\u0000b', '\uD800', 'a\uFFFF', 'a\u202Eb', 'x'.repeat(129)]) expect([bad, isName(bad)]).toEqual([bad, false]);
});

test('[R109] equal content is equal bytes, whatever order it came in', () => {
  const entries = numbered(shipped()), shuffled = [...entries].sort((a, b) => (a.id * 7919) % 1009 - (b.id * 7919) % 1009);
  expect(bodyOf(shuffled)).toBe(bodyOf(entries));
  const rows = shuffled.map((entry) => ({ ...rowOf(entry), id: entry.id }));
  expect(rows.map(entryOf)).toEqual(shuffled);
  expect(hashOf(rows)).toBe(sha256Of(bodyOf(entries)));
});

const DEVICE = 0x001122334455 as DeviceKey;
const said = (over: Partial<Said>): Said => ({ profile: null, vendor: null, model: null, os_family: null, os_version: null, ...over });
const heard = (parameter: Witness['claims'][number]['parameter'], value: string, claim: Omit<Witness['claims'][number]['claim'], 'rule' | 'certainty'>): Witness['claims'][number] => ({ parameter, value, claim: { rule: 'x/y', certainty: 0.97, ...claim } });
const witness = (claims: Witness['claims'] = [], over: Partial<Witness> = {}): Witness => ({ device: DEVICE, hostname: null, company: undefined, claims, ...over });
/** What of a verdict gets in, by that witness. */
const enters = (verdict: Said, seen: Witness, models: readonly string[] = []): string[] => candidatesOf(verdict).filter((one) => objection(one, seen, (model) => models.includes(model)) === undefined).map(({ kind, name }) => `${kind} ${name}`);

test('[R109] a model gets in when we ship its name, when a book knows it, or when the maker\'s software says it', () => {
  const printer = said({ vendor: 'HP', model: 'LaserJet 4250' });
  expect(enters(printer, witness())).toEqual([]);
  expect(enters(printer, witness(), ['LaserJet 4250'])).toEqual(['model LaserJet 4250']);
  expect(enters(printer, witness([heard('snmp.system', 'HP LaserJet 4250', { vendor: 'HP', model: 'LaserJet 4250' })]))).toEqual(['model LaserJet 4250']);
  expect(enters(said({ vendor: 'Philips', model: 'Hue Bridge' }), witness([heard('mdns.instance', 'BSB002', { vendor: 'Philips', model: 'Hue Bridge' })]))).toEqual(['model Hue Bridge']);
  expect(enters(said({ vendor: 'HP', model: 'LaserJet 4250' }), witness([heard('snmp.system', 'x', { vendor: 'Canon', model: 'LaserJet 4250' })]))).toEqual([]);
});

test('[R111] what a person named stays out: a host name read as a model, a profile or a maker of a tenant\'s own, a name with something of one unit', () => {
  expect(enters(said({ vendor: 'OnePlus', model: 'OnePlus Johns' }), witness([heard('dhcp.hostname', 'OnePlus-Johns', { vendor: 'OnePlus', model: 'OnePlus Johns' })], { hostname: 'OnePlus-Johns' }))).toEqual([]);
  expect(enters(said({ vendor: 'HP', model: 'reception-desk' }), witness([heard('snmp.system', 'Linux reception-desk', { vendor: 'HP', model: 'reception-desk' })], { hostname: 'reception-desk.corp.example' }))).toEqual([]);
  for (const model of ['LaserJet 00:11:22:33:44:56', 'LaserJet 10.1.2.3', 'LaserJet VNB3R12345678', 'LaserJet 334455', 'bob@example.com', 'https://a/b']) {
    expect([model, enters(said({ vendor: 'HP', model }), witness([heard('snmp.model', model, { vendor: 'HP', model })]))]).toEqual([model, []]);
  }
  // A host that has its maker's name for the product, as many leave it, keeps that name in.
  expect(enters(said({ vendor: 'D-Link', model: 'DCS-930L' }), witness([heard('snmp.model', 'DCS-930L', { vendor: 'D-Link', model: 'DCS-930L' })], { hostname: 'DCS-930L' }))).toEqual(['model DCS-930L']);
  expect(enters(said({ vendor: 'Our Own Works', model: null, profile: 'Our Own Works Device' }), witness())).toEqual([]);
  expect(enters(said({ vendor: 'Ricoh', profile: 'Third Floor Copier' }), witness())).toEqual([]);
  expect(isForeignProfile({ profile: 'Third Floor Copier', vendor: 'Ricoh' })).toBe(true);
  expect(isForeignProfile({ profile: 'Polycom IP Phone', vendor: 'Polycom' })).toBe(false);
});

test('[R109] a maker beyond the taxonomy gets in as the registry of MAC prefixes has it, with its fallback profile', () => {
  const acme = said({ vendor: 'Zzyzx Instruments', profile: 'Zzyzx Instruments Device' });
  expect(enters(acme, witness([], { company: 'Zzyzx Instruments Co., Ltd.' }))).toEqual(['vendor Zzyzx Instruments', 'profile Zzyzx Instruments Device']);
  expect(enters(acme, witness([heard('ssdp.server', 'Zzyzx Instruments', { vendor: 'Zzyzx Instruments' })]))).toEqual([]);
});

test('[R108] a system\'s version gets in with its family, but no address and no host name', () => {
  const windows = said({ os_family: 'Windows', os_version: '10 22H2' });
  expect(enters(windows, witness([heard('smb.os_version', '10.0.19045', { os_family: 'Windows', os_version: '10 22H2' })]))).toEqual(['os-version 10 22H2']);
  for (const version of ['10.20.30.40', 'payroll-srv 5.4', '5.4 build 123456789']) {
    expect([version, enters(said({ os_family: 'Linux', os_version: version }), witness([heard('snmp.system', version, { os_family: 'Linux', os_version: version })], { hostname: 'payroll-srv' }))]).toEqual([version, []]);
  }
  expect(enters(said({ os_family: 'Linux', os_version: 'Annas box' }), witness([heard('dhcp.hostname', 'Annas box', { os_family: 'Linux', os_version: 'Annas box' })]))).toEqual([]);
});

test('whatever devices are called, nothing throws, and only names that XML can carry get in', () => {
  let seed = 7;
  const random = (below: number): number => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return (seed >>> 8) % below; };
  const text = (): string => Array.from({ length: random(140) }, () => String.fromCharCode(random(4) === 0 ? random(0x10000) : 32 + random(96))).join('');
  const entered: Wanted[] = [];
  for (let i = 0; i < 3000; i++) {
    const model = text(), vendor = random(2) === 0 ? 'HP' : text(), family = random(2) === 0 ? 'Linux' : text(), version = text();
    const seen = witness([heard('snmp.model', model, { vendor, model }), heard('snmp.system', version, { os_family: family, os_version: version })], { hostname: random(2) === 0 ? text() : null, company: vendor });
    entered.push(...candidatesOf(said({ profile: `${vendor} Device`, vendor, model, os_family: family, os_version: version })).filter((one) => objection(one, seen, () => false) === undefined));
  }
  expect(entered.length).toBeGreaterThan(100);
  expect(entered.filter(({ name }) => !isName(name))).toEqual([]);
  const entries = numbered(entered), body = bodyOf(entries);
  expect(body.match(/\n/g)?.length).toBe(entries.length + 12);
  if (haveXmllint) expect(complaint(documentOf(headOf(entries), body))).toBe('');
});
