/** People's word over every kind of verdict of the machine. */
import { expect, test } from 'bun:test';
import type { DeviceKey, Identity } from '../model/index.ts';
import { applyEdit, edited, editText, isEmpty, labelled, NO_EDIT, readEdit, rejected, unlabelled, type DeviceEdit } from './index.ts';

const tier = (value: string | null, confidence: number) => ({ value, confidence });
function machine(over: Partial<Identity> = {}): Identity {
  return {
    category: 'Camera', profile: 'Acme Camera', profile_type: 'IoT', profile_vertical: 'Office', vendor: 'Acme', model: 'C-1', os_family: 'Linux', os_version: '5', confidence_score: 80,
    tiers: { category: tier('Camera', 85), profile: tier('Acme Camera', 80), instance: tier(null, 0), vendor: tier('Acme', 82), model: tier('C-1', 70), os: tier(null, 0) },
    evidence: [{ source: 'dhcp.vendor_class', value: 'acme', weight: 2, time: null, record: null }], ...over,
  };
}
const WHO = { by: 'alice', at: Date.UTC(2026, 0, 2) };
const edit = (over: Partial<DeviceEdit>): DeviceEdit => ({ ...NO_EDIT, ...over });

test('[R62] without a word about the verdict it is the machine\'s own object', () => {
  const identity = machine();
  expect(applyEdit(identity, NO_EDIT)).toBe(identity);
  expect(applyEdit(identity, edit({ set: { location: 'cellar', notes: 'loud' }, tags: ['x'], edited: WHO }))).toBe(identity);
});

test('[R62] a confirmed verdict stands at 100 whatever the machine says later', () => {
  const confirmed = { category: 'Camera', profile: 'Acme Camera', vendor: 'Acme', model: 'C-1', ...WHO };
  for (const identity of [machine(), machine({ category: 'Printer', profile: 'Other', vendor: 'Else', model: 'P', confidence_score: 99, tiers: { ...machine().tiers, category: tier('Printer', 99), profile: tier('Other', 99), vendor: tier('Else', 99), model: tier('P', 99) } })]) {
    const said = applyEdit(identity, edit({ confirmed }));
    expect(said).toMatchObject({ category: 'Camera', profile: 'Acme Camera', vendor: 'Acme', model: 'C-1', confidence_score: 100, profile_type: 'IoT', profile_vertical: 'Office' });
    expect(said.evidence[0]).toEqual({ source: 'people', value: 'confirmed by alice', weight: 100, time: '2026-01-02T00:00:00.000Z', record: null });
  }
});

test('[R62] another profile takes the machine\'s maker and model with it', () => {
  const said = applyEdit(machine(), edit({ set: { category: 'Industrial Controller', profile: 'Kiln' }, edited: WHO }));
  expect(said).toMatchObject({ category: 'Industrial Controller', profile: 'Kiln', profile_type: 'OT', profile_vertical: 'Industrial', vendor: null, model: null, confidence_score: 100, os_family: 'Linux' });
  expect(said.tiers.profile).toEqual(tier('Kiln', 100));
});

test('[R62] a profile of the taxonomy brings its maker, type and vertical', () => {
  expect(applyEdit(machine(), edit({ set: { category: 'Camera', profile: 'Axis Camera' }, edited: WHO }))).toMatchObject({ profile: 'Axis Camera', vendor: 'Axis', profile_type: 'IoT', profile_vertical: 'Office', model: null });
});

test('[R62] a maker or a model that is set leaves the profile and its score as they are', () => {
  expect(applyEdit(machine(), edit({ set: { model: 'C-2' }, edited: WHO }))).toMatchObject({ profile: 'Acme Camera', model: 'C-2', vendor: 'Acme', confidence_score: 80 });
  expect(applyEdit(machine(), edit({ set: { vendor: 'Bcme' }, edited: WHO }))).toMatchObject({ profile: 'Acme Camera', vendor: 'Bcme', model: null, confidence_score: 80 });
  expect(applyEdit(machine(), edit({ set: { os_family: 'QNX' }, edited: WHO }))).toMatchObject({ os_family: 'QNX', os_version: null, confidence_score: 80 });
});

test('[R62] a category alone is certain, and only a profile as good as published stands below it', () => {
  const set = { category: 'Camera' };
  expect(applyEdit(machine(), edit({ set, edited: WHO }))).toMatchObject({ category: 'Camera', profile: null, model: null, confidence_score: 100 });
  const sure = machine({ confidence_score: 95, tiers: { ...machine().tiers, profile: tier('Acme Camera', 95) } });
  expect(applyEdit(sure, edit({ set, edited: WHO }))).toMatchObject({ profile: 'Acme Camera', confidence_score: 95 });
  expect(applyEdit(sure, edit({ set: { category: 'Printer' }, edited: WHO }))).toMatchObject({ category: 'Printer', profile: null, confidence_score: 100, profile_type: 'IoT' });
});

test('[R62] a refused profile is unknown, and another one stands as it is', () => {
  const rejected = [{ tier: 'profile' as const, value: 'Acme Camera', ...WHO }];
  expect(applyEdit(machine(), edit({ rejected }))).toMatchObject({ category: 'Camera', profile: null, model: null, confidence_score: 0 });
  const other = machine({ profile: 'Bcme Camera', confidence_score: 93, tiers: { ...machine().tiers, profile: tier('Bcme Camera', 93) } });
  expect(applyEdit(other, edit({ rejected }))).toMatchObject({ profile: 'Bcme Camera', confidence_score: 93, evidence: [{ source: 'people', value: 'profile Acme Camera rejected by alice' }, {}] });
  expect(applyEdit(machine(), edit({ rejected: [{ tier: 'model', value: 'C-1', ...WHO }] }))).toMatchObject({ profile: 'Acme Camera', model: null, confidence_score: 80 });
  expect(applyEdit(machine(), edit({ rejected: [{ tier: 'category', value: 'Camera', ...WHO }] }))).toMatchObject({ category: null, profile: null, confidence_score: 0 });
});

test('an edit is read back as it was written, and a damaged part costs only itself', () => {
  const full = edit({
    set: { profile: 'Kiln', notes: 'ü' }, tags: ['a'], attributes: { 'Asset Criticality': 'High' }, edited: WHO, named: { by: 'bob', at: 5 }, confirmed: { category: 'Camera', profile: null, vendor: null, model: null, ...WHO },
    rejected: [{ tier: 'vendor', value: 'x', ...WHO }], primary: { scope: 1, device: 5 as never, ...WHO }, address: { ip: 9, ...WHO }, like: null,
  });
  expect(readEdit(editText(full))).toEqual(full);
  expect(isEmpty(full)).toBe(false);
  expect(isEmpty(readEdit('{"set":3,"rejected":[{"tier":"soul","value":"x","by":"a","at":1}],"primary":{"scope":"1"},"tags":[1]}'))).toBe(true);
});

test('[R62] a label taken over leaves what people said of the device itself, and so does taking it back', () => {
  const who = { by: 'alice', at: 5 }, like = { scope: 1, device: 0x020000000009 as DeviceKey }, label = { category: 'HVAC', profile: 'Press', vendor: 'Acme', model: null };
  const own = rejected(edited(NO_EDIT, { set: { vendor: 'Bcme', location: 'Hall' } }, who), 'profile', 'Camera', who);
  const taken = labelled(own, label, like, who);
  expect(taken).toMatchObject({ set: { category: 'HVAC', profile: 'Press', vendor: 'Bcme', location: 'Hall' }, like });
  expect(labelled(taken, { ...label, profile: 'Press 2' }, like, who).set).toMatchObject({ profile: 'Press 2' });
  expect(unlabelled(taken, 'Acme')).toMatchObject({ set: { vendor: 'Bcme', location: 'Hall' }, like: null, rejected: own.rejected });
  expect(unlabelled(labelled(NO_EDIT, label, like, who), 'Acme').set).toEqual({});
});
