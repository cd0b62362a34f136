/** Mappings brought to boxes of others: a signed webhook, and tags at a PAN-OS firewall, through failures and restarts. */
import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Deliveries, startDeliveries } from '../node/index.ts';
import { signatureOf } from '../delivery/index.ts';
import { Secret } from '../model/index.ts';
import { serverIdentity, type ServerIdentity } from '../pki/index.ts';
import type { OutletRow } from '../store/index.ts';
import { makeLog } from '../telemetry/index.ts';
import { device, story, upload, type Story } from './edge-calls.ts';
import { panosStandIn, type StandIn } from './panos-stand-in.ts';

setDefaultTimeout(60_000);
let skew = 0;
let it: Story, identity: ServerIdentity, lines: string[];
const file = (name: string, text: string): string => { const path = join(it.node.dir, name); writeFileSync(path, text, { mode: 0o600 }); return path; };
beforeAll(async () => { it = await story(); identity = await serverIdentity(it.node.authority, [], new Date()); });
beforeEach(() => { lines = []; skew = 0; });
afterAll(async () => { await it.node.stop(); });

const FAST = { firstMs: 20, mostMs: 100, holdMs: 200 };
function start(outlet: Partial<OutletRow> & Pick<OutletRow, 'name' | 'kind' | 'tenant' | 'url'>): Deliveries {
  const { store, pipeline, metrics } = it.node;
  for (const { name, revokedAt } of store.outlets.list()) if (revokedAt === null) store.outlets.revoke(name, Date.now(), 'test');
  store.outlets.add({ sites: null, token: null, salt: null, hash: null, secretFile: file('secret', 'hunter2\n'), caFile: file('ca.pem', it.fw.ca), local: true, vsys: null, tagSeconds: null, tagBy: null, addedAt: Date.now(), revokedAt: null, ...outlet }, 'test');
  const log = makeLog({ level: 'debug', format: 'json', now: Date.now, write: (line) => { lines.push(line); } });
  return startDeliveries({ store, feed: pipeline.feed, log, metrics, now: () => Date.now() + skew, lookMs: 50, pace: FAST });
}
async function until(fits: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !fits(); tries++) await Bun.sleep(20);
  expect({ fits: fits(), lines: fits() ? [] : lines.slice(-5) }).toEqual({ fits: true, lines: [] });
}

describe('tags at a PAN-OS firewall', () => {
  const tagsOf = (box: StandIn): Record<string, string[]> => Object.fromEntries([...box.tags].sort().map(([ip, tags]) => [ip, [...tags].sort()]));

  test('what is published is registered, differences alone follow, and tags of others stay', async () => {
    const fw = await it.node.enrol('P1', { tenant: 'p1' }), box = panosStandIn(identity, 'hunter2');
    box.tags.set('10.20.0.1', new Set(['quarantine', 'np-profile-Old'])).set('10.20.0.9', new Set(['np-vendor-Gone'])).set('10.20.0.8', new Set(['theirs']));
    await upload(it, 'p1', device(0x91, '10.20.0.1') + device(0x92, '10.20.0.2', 'A <b> & "c"'), { as: fw });
    const going = start({ name: 'p1', kind: 'panos', tenant: 'p1', url: box.url });
    await until(() => box.tags.get('10.20.0.2')?.has('np-profile-A-b-c') === true && !box.tags.has('10.20.0.9'));
    expect(box.tags.get('10.20.0.1')).toEqual(new Set(['quarantine', ...[...(box.tags.get('10.20.0.1') ?? [])].filter((tag) => tag.startsWith('np-'))]));
    expect([box.tags.get('10.20.0.1')?.has('np-profile-Camera'), box.tags.get('10.20.0.1')?.has('np-profile-Old'), tagsOf(box)['10.20.0.8']]).toEqual([true, false, ['theirs']]);
    expect(box.asked).toEqual(['op', expect.stringMatching(/^user-id [34]$/)]);
    // It moves: one address gets the tags, the other loses them, and nobody else is named.
    box.asked.length = 0;
    await upload(it, 'p2', device(0x92, '10.20.0.3', 'A <b> & "c"'), { as: fw });
    await until(() => box.tags.get('10.20.0.3')?.has('np-profile-A-b-c') === true && !box.tags.has('10.20.0.2'));
    expect(box.asked.every((one) => /^user-id [12]$/.test(one))).toBe(true);
    expect(box.refused).toEqual([]);
    await going.stop();
    // The node goes: everything stays (design law 6). Another run reads what is there, and has nothing to say.
    const before = tagsOf(box);
    box.asked.length = 0;
    const again = start({ name: 'p1b', kind: 'panos', tenant: 'p1', url: box.url });
    await until(() => box.asked.length > 0);
    await Bun.sleep(100);
    expect([box.asked, tagsOf(box)]).toEqual([['op'], before]);
    await again.stop();
    await box.stop();
  });

  test('more than a batch goes in batches, more than a page is read in pages', async () => {
    const fw = await it.node.enrol('P2', { tenant: 'p2' }), box = panosStandIn(identity, 'hunter2');
    for (let n = 0; n < 1200; n++) box.tags.set(`10.99.${n >> 8}.${n & 255}`, new Set([n % 2 === 0 ? 'np-profile-Gone' : 'theirs']));
    await upload(it, 'b', Array.from({ length: 1100 }, (_, n) => device(0x1000 + n, `10.21.${n >> 8}.${n & 255}`)).join(''), { as: fw });
    const going = start({ name: 'p2', kind: 'panos', tenant: 'p2', url: box.url });
    await until(() => [...box.tags.values()].filter((tags) => tags.has('np-profile-Camera')).length === 1100 && ![...box.tags.values()].some((tags) => tags.has('np-profile-Gone')));
    expect([...box.tags.values()].filter((tags) => tags.has('theirs')).length).toBe(600);
    expect(box.asked.slice(0, 3)).toEqual(['op', 'op', 'op']);
    expect(box.asked.slice(3).every((one) => Number(one.split(' ')[1]) <= 1000)).toBe(true);
    expect(box.refused).toEqual([]);
    await going.stop();
    await box.stop();
  });

  test('through lost answers, refusals and a wrong key it ends with exactly what is published, and the key is in no log', async () => {
    const fw = await it.node.enrol('P3', { tenant: 'p3' }), box = panosStandIn(identity, 'another');
    await upload(it, 'x1', device(0xa1, '10.22.0.1'), { as: fw });
    const going = start({ name: 'p3', kind: 'panos', tenant: 'p3', url: box.url });
    await until(() => box.refused.includes('Invalid credentials.'));
    await upload(it, 'x2', device(0xa1, '10.22.0.2') + device(0xa2, '10.22.0.3'), { as: fw });
    box.trouble.push('busy', 'html', 'lost', 'busy', 'lost');
    box.key = 'hunter2';
    await until(() => box.trouble.length === 0 && box.tags.get('10.22.0.2')?.has('np-profile-Camera') === true && box.tags.get('10.22.0.3')?.has('np-profile-Camera') === true);
    expect(box.tags.has('10.22.0.1')).toBe(false);
    expect(lines.join('')).not.toContain('hunter2');
    await going.stop();
    await box.stop();
  });
});

describe('tags that need tending', () => {
  test.each([['lasts anew when it is registered again', true], ['does not', false]])('end without this node and not with it: at its virtual system, by the attributes that were chosen, where a tag %s', async (_, renews) => {
    const name = `t${renews}`, fw = await it.node.enrol(name, { tenant: name }), box = panosStandIn(identity, 'hunter2');
    box.now = () => Date.now() + skew;
    box.renews = renews;
    await upload(it, 't', device(0xc1, '10.24.0.1') + device(0xc2, '10.24.0.2', 'Printer'), { as: fw });
    const going = start({ name, kind: 'panos', tenant: name, url: box.url, vsys: 'vsys2', tagSeconds: 600, tagBy: ['profile', 'category', 'risk', 'os'] });
    const right = (): boolean => JSON.stringify([...box.tags2].sort().map(([ip, tags]) => [ip, [...tags].sort()])) === JSON.stringify([['10.24.0.1', ['np-category-Cameras', 'np-profile-Camera']], ['10.24.0.2', ['np-category-Printers', 'np-profile-Printer']]]);
    await until(right);
    expect(box.tags.size).toBe(0);
    for (let step = 0; step < 5; step++) {
      box.asked.length = 0;
      skew += 305_000; // more than twice the time in all
      await until(() => box.asked.some((one) => one.startsWith('user-id')));
      await until(right);
    }
    expect(box.refused).toEqual([]);
    await going.stop();
    skew += 601_000;
    await fetch(box.url, { method: 'POST', body: new URLSearchParams({ type: 'op', vsys: 'vsys2', cmd: '<show><object><registered-ip><limit>9</limit><start-point>1</start-point></registered-ip></object></show>' }), headers: { 'x-pan-key': 'hunter2', 'content-type': 'application/x-www-form-urlencoded' }, tls: { ca: it.fw.ca } });
    expect(box.tags2.size).toBe(0);
    await box.stop();
  });

  test('what somebody else changed with our prefix is right again after the next look, and what has another stays', async () => {
    const fw = await it.node.enrol('T3', { tenant: 't3' }), box = panosStandIn(identity, 'hunter2');
    await upload(it, 't', device(0xc5, '10.25.0.1'), { as: fw });
    const going = start({ name: 't3', kind: 'panos', tenant: 't3', url: box.url });
    await until(() => box.tags.get('10.25.0.1')?.has('np-profile-Camera') === true);
    box.asked.length = 0;
    await Bun.sleep(700);
    expect(box.asked).toEqual([]); // nothing changed, and no look is due
    box.tags.set('10.25.0.1', new Set(['theirs'])).set('10.25.0.9', new Set(['np-profile-Planted', 'also-theirs']));
    skew = 301_000;
    await until(() => box.tags.get('10.25.0.1')?.has('np-profile-Camera') === true && box.tags.get('10.25.0.9')?.size === 1);
    expect([box.tags.get('10.25.0.1')?.has('theirs'), box.tags.get('10.25.0.9'), box.refused]).toEqual([true, new Set(['also-theirs']), []]);
    await going.stop();
    await box.stop();
  });

  test('a firewall that asks for patience gets it, an ended session and a repeated key come to a good end, and the key is in no log', async () => {
    const fw = await it.node.enrol('T4', { tenant: 't4' }), box = panosStandIn(identity, 'hunter2');
    box.trouble.push('limit', 'ended', 'echo', 'echo', 'limit');
    await upload(it, 't', device(0xc7, '10.26.0.1'), { as: fw });
    const going = start({ name: 't4', kind: 'panos', tenant: 't4', url: box.url });
    await until(() => box.tags.get('10.26.0.1')?.has('np-profile-Camera') === true);
    expect([box.trouble, lines.join('').includes('hunter2'), lines.join('').includes('***'), lines.some((line) => line.includes('it answered 429'))]).toEqual([[], false, true, true]);
    await going.stop();
    await box.stop();
  });
});

describe('webhooks', () => {
  interface Got { readonly body: Buffer; readonly headers: Headers }
  const receiver = (statusOf: (n: number) => number) => {
    const got: Got[] = [];
    const server = Bun.serve({ port: 0, hostname: '127.0.0.1', tls: { key: identity.key, cert: identity.certificate }, development: false, async fetch(request) {
      got.push({ body: Buffer.from(await request.arrayBuffer()), headers: request.headers });
      const status = statusOf(got.length);
      return new Response('', { status, headers: status === 302 ? { location: 'https://127.0.0.1:1/' } : {} });
    } });
    return { got, url: `https://127.0.0.1:${server.port}/hook`, stop: async () => { await server.stop(true); } };
  };
  test.skipIf(Bun.which('openssl') === null)('[R106] openssl agrees with the signature of what came, and not with that of another time or another body', async () => {
    const fw = await it.node.enrol('W5', { tenant: 'w5' });
    await upload(it, 'w', device(0xb1, '10.23.5.1'), { as: fw });
    const hook = receiver(() => 200), going = start({ name: 'w5', kind: 'webhook', tenant: 'w5', url: hook.url });
    await until(() => hook.got.length > 0);
    const [{ body, headers }] = hook.got as [Got], at = headers.get('nameplate-timestamp') ?? '';
    const hmac = (time: string, bytes: Buffer): string => `v1=${Bun.spawnSync(['openssl', 'dgst', '-sha256', '-hmac', 'hunter2', '-r'], { stdin: Buffer.concat([Buffer.from(`${time}.`), bytes]) }).stdout.toString().split(' ')[0]}`;
    expect(headers.get('nameplate-signature')).toBe(hmac(at, body));
    for (const other of [hmac(String(Number(at) + 1), body), hmac(at, Buffer.concat([body, Buffer.from(' ')]))]) expect(headers.get('nameplate-signature')).not.toBe(other);
    await going.stop();
    await hook.stop();
  });
  const told = ({ body }: Got) => JSON.parse(String(body)) as { kind: string; entries?: { ip_address: string }[]; upsert?: { ip_address: string }[]; remove?: { ip_address: string }[] };

  test('each change is the frame of the poll, signed with its time; what failed comes again as one merged change', async () => {
    const fw = await it.node.enrol('W1', { tenant: 'w1', site: 'hq' }), away = await it.node.enrol('W2', { tenant: 'w1', site: 'branch' });
    await upload(it, 'w1', device(0xb1, '10.23.0.1') + device(0xb5, '10.23.0.5') + device(0xb6, '10.23.0.6') + device(0xb7, '10.23.0.7'), { as: fw });
    let up = true;
    const hook = receiver((n) => (up ? 200 : n % 2 === 0 ? 500 : 302)), going = start({ name: 'w1', kind: 'webhook', tenant: 'w1', sites: ['hq'], url: hook.url });
    await until(() => hook.got.length === 1);
    const [first] = hook.got;
    if (first === undefined) throw new Error('it was there');
    expect([told(first).kind, told(first).entries?.map((one) => one.ip_address)]).toEqual(['snapshot', ['10.23.0.1', '10.23.0.5', '10.23.0.6', '10.23.0.7']]);
    const at = first.headers.get('nameplate-timestamp') ?? '';
    expect([first.headers.get('nameplate-outlet'), first.headers.get('nameplate-signature')]).toEqual(['w1', signatureOf(new Secret('hunter2'), at, first.body)]);
    expect(Math.abs(Number(at) * 1000 - Date.now())).toBeLessThan(60_000);
    up = false;
    await upload(it, 'w2', device(0xb1, '10.23.0.2'), { as: fw });
    await until(() => hook.got.length >= 3);
    await upload(it, 'w3', device(0xb1, '10.23.0.3'), { as: fw });
    await upload(it, 'w3', device(0xb9, '10.23.0.9'), { as: away });
    up = true;
    const tries = hook.got.length;
    await until(() => hook.got.length > tries && told(hook.got.at(-1) as Got).upsert?.some((one) => one.ip_address === '10.23.0.3') === true);
    const last = told(hook.got.at(-1) as Got); // until() saw it
    expect([last.kind, last.upsert?.map((one) => one.ip_address), last.remove?.map((one) => one.ip_address).includes('10.23.0.1')]).toEqual(['delta', ['10.23.0.3'], true]);
    expect(hook.got.map((one) => String(one.body)).join('')).not.toContain('10.23.0.9');
    await going.stop();
    await hook.stop();
  });

  test('nothing goes to an address of this machine unless that is allowed, nor to whom the given authority does not vouch for', async () => {
    const hook = receiver(() => 200);
    for (const [name, more, says] of [
      ['n1', { url: hook.url, local: false }, 'this address is of this machine or its link'],
      ['n2', { url: hook.url.replace('127.0.0.1', 'localhost'), local: false }, 'this address is of this machine or its link'],
      ['n3', { url: hook.url, caFile: null }, 'certificate'],
    ] as const) {
      const going = start({ name, kind: 'webhook', tenant: 'w9', ...more });
      await until(() => lines.some((line) => line.includes('an outlet did not take mappings') && line.includes(says)));
      await going.stop();
    }
    expect(hook.got).toEqual([]);
    await hook.stop();
  });
});
