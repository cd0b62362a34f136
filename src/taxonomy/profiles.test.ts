/** Profiles: how many, that each is placed, and that labels and the names of the field are among them. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATEGORIES, categoryOf, fallbackProfile, fallbacks, maker, ONBOARDING, profileOf, profiles, written } from './index.ts';

const DATA = join(import.meta.dir, '../../../shared/data');

test('[R49] there are thousands of profiles of their own, and a fallback for every maker', () => {
  expect(written().length).toBeGreaterThanOrEqual(3600);
  expect(fallbacks().length).toBeGreaterThanOrEqual(3200);
  expect(profiles().length).toBe(written().length + fallbacks().length);
  expect(new Set(profiles().map(({ name }) => name)).size).toBe(profiles().length);
});

test('[R48] every profile has a category of the taxonomy, and every category a profile', () => {
  expect(written().filter(({ profile: { category } }) => category === null || categoryOf(category) === undefined)).toEqual([]);
  const used: ReadonlySet<string | null> = new Set(written().map(({ profile: { category } }) => category));
  expect(CATEGORIES.filter(({ name }) => !used.has(name) && name !== ONBOARDING)).toEqual([]);
});

test('[R59] [R69] vertical, type and Purdue level come by profile, then by category', () => {
  expect(profileOf('Siemens S7-1200')).toEqual({ name: 'Siemens S7-1200', category: 'Industrial Controller', vendor: 'Siemens', type: 'OT', vertical: 'Industrial', purdue: 1, fallback: false });
  expect(profileOf('Phoenix Contact mGuard Firewall')).toMatchObject({ category: 'Firewall', type: 'IT', vertical: 'Industrial', purdue: 3 });
  expect(profileOf('Allen-Bradley PowerFlex')).toMatchObject({ vendor: 'Rockwell Automation', purdue: 0 });
  expect(profiles().filter(({ type, purdue }) => type === 'OT' && purdue === null)).toEqual([]);
});

test("every profile's maker is canonical, and at most one of its profiles in a category is said for the category alone", () => {
  expect(written().filter(({ profile: { vendor } }) => vendor !== null && maker(vendor)?.name !== vendor)).toEqual([]);
  const general = written().filter(({ line, profile: { vendor } }) => !line && vendor !== null).map(({ profile: { vendor, category } }) => `${vendor}: ${category}`);
  expect(general.filter((one, at) => general.indexOf(one) !== at)).toEqual([]);
});

test('patterns of models have no repetition inside a repetition', () => {
  expect(written().filter(({ models }) => models !== null && /[)][*+]|[)]\{\d*,/.test(models.source)).map(({ models }) => models?.source)).toEqual([]);
});

test('[R49] the names of the field are known', () => {
  const category = (name: string) => profileOf(name)?.category;
  expect(['Polycom Device', 'Polycom IP Phone', 'AudioCodes IP Phone', 'Raspberry Pi Device', 'Cisco Systems Device', 'American Dynamics IP Camera', 'Hitachi Maxell Device', 'Siemens PLC', 'Macintosh-MacPro', 'Sigma Spectrum Infusion System', 'APC(Schneider Electric) Smart PowerSupply'].map(category))
    .toEqual(['Video Audio Conference', 'IP Phone', 'IP Phone', 'Embedded Systems', 'Network Equipment', 'Camera', 'Electronics IoT', 'Industrial Controller', 'Personal Computer', 'Infusion System', 'Uninterruptible Power Supply']);
  expect(profileOf('HP-Printer')?.name).toBe('HP Printer');
  expect(profileOf('Nothing Of The Kind')).toBeUndefined();
  expect(profileOf('constructor')).toBeUndefined();
});

test('[R49] of a maker alone the name of its devices is known', () => {
  expect(fallbackProfile('Cisco Systems, Inc', null)).toMatchObject({ name: 'Cisco Device', category: 'Network Equipment', vendor: 'Cisco', fallback: true });
  expect(fallbackProfile('Cisco', 'Camera')).toMatchObject({ name: 'Cisco Device', category: 'Camera', vertical: 'Office' });
  expect(fallbackProfile('Samsung', null)).toMatchObject({ name: 'Samsung Device', category: null, type: null });
  expect(fallbackProfile('Unlisted Widgets GmbH', null)).toMatchObject({ name: 'Unlisted Widgets Device', vendor: 'Unlisted Widgets', category: null });
});

const labels = join(DATA, 'iot-sentinel/labels.csv');
test.skipIf(!existsSync(labels))('[R48] every label of the training captures is a profile as it is spelled, in its category and vertical', () => {
  for (const line of readFileSync(labels, 'utf8').trim().split('\n').slice(1)) {
    const [, , category, profile = '', vendor, , vertical] = line.trim().split(',');
    expect(profiles().find(({ name }) => name === profile)).toMatchObject({ name: profile, category, vendor, vertical, fallback: false });
  }
});

test('[R48] every profile that the model can say is in the taxonomy', () => {
  const file = readFileSync(join(import.meta.dir, '../identify/model/home.npm1'));
  const header = JSON.parse(file.subarray(8, 8 + file.readUInt32LE(4)).toString()) as { leaves: readonly ({ profile: string; category: string; vendor: string; profile_type: string; profile_vertical: string } | null)[] };
  for (const leaf of header.leaves) {
    if (leaf !== null) expect(profileOf(leaf.profile)).toMatchObject({ category: leaf.category, vendor: leaf.vendor, type: leaf.profile_type, vertical: leaf.profile_vertical });
  }
});

const samples = join(DATA, 'pan-samples');
test.skipIf(!existsSync(samples))('[R48] profiles of the commercial samples stand in their category and vertical', () => {
  const text = ['pan_iot_alert.json', 'pan_iot_vulnerability.json'].map((name) => readFileSync(join(samples, name), 'utf8')).join('\n');
  const names = [...new Set([...text.matchAll(/"profile": ?"([^"]*)"/g)].map((match) => match[1] ?? ''))].sort();
  expect(names.map((name) => `${name}: ${profileOf(name)?.category}, ${profileOf(name)?.vertical}`)).toEqual([
    'Airtame Wireless Presentation Device: Wireless Presentation System, Office', 'AudioCodes IP Phone: IP Phone, Office', 'Axis Communications Network Camera: Camera, Office', 'Cisco Phone Adapter: VoIP Communications Equipment, Office',
    'Google-ChromeCast: Video Streaming, Consumer IoT', 'HP-Printer: Printer, Office', 'Lenel Security System: Physical Security, Facility', 'Polycom Device: Video Audio Conference, Office', 'Raspberry Pi Device: Embedded Systems, Generic IoT',
    'Specialized PC: Specialized PC, Office', 'Xbox One: Video Gaming, Consumer IoT',
  ]);
});
