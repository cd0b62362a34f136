/** What goes to a PAN-OS firewall and what may be dialled: texts and addresses. */
import { expect, test } from 'bun:test';
import { networkInterfaces } from 'node:os';
import type { PlacedMapping } from '../model/index.ts';
import { Secret } from '../model/index.ts';
import type { PollFrame } from '../wire/index.ts';
import { longestWait, NotTaken } from './courier.ts';
import { isLocalAddress } from './destination.ts';
import { PanosTags } from './panos.ts';
import { complaintOf, registeredPage, uidMessage } from './panos-xml.ts';
import { TagBook, tagsOf } from './tag-book.ts';
import { escapeXml, readXml } from './xml.ts';

function random(seed: number): () => number { return () => { seed = (seed * 1_664_525 + 1_013_904_223) >>> 0; return seed / 2 ** 32; }; }

test('addresses of this machine and its link in every spelling are seen, others are not', () => {
  for (const local of ['127.0.0.1', '127.9.9.9', '0.0.0.0', '169.254.169.254', '224.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::7f00:1', 'fe80::1', 'fe80::1%eth0', 'ff02::1', '64:ff9b::7f00:1', '64:ff9b::169.254.169.254', '2002:7f00:1::', 'nonsense']) expect({ local, is: isLocalAddress(local) }).toEqual({ local, is: true });
  const own = new Set(['10.1.2.3', '2001:db8::7']);
  for (const ours of ['10.1.2.3', '::ffff:10.1.2.3', '64:ff9b::a01:203', '2001:db8::7', '2001:db8:0:0::7']) expect({ ours, is: [isLocalAddress(ours, own), isLocalAddress(ours, new Set())] }).toEqual({ ours, is: [true, false] });
  for (const { address } of Object.values(networkInterfaces()).flatMap((all) => all ?? [])) expect({ address, is: isLocalAddress(address) }).toEqual({ address, is: true });
  for (const other of ['10.0.0.1', '192.168.1.1', '8.8.8.8', '2001:db8::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1']) expect({ other, is: isLocalAddress(other, new Set()) }).toEqual({ other, is: false });
});

test('whatever a name is, it comes out of the XML as it went in, less what XML cannot say, and stays inside its tag', () => {
  const next = random(7), letters = ['&', '<', '>', '"', "'", ']]>', '<!--', '&amp;', '\0', '\u{1F4A9}', '\uD800', '\n', '\t', 'é', 'a', ' ', '/', '\uFFFE'];
  for (let round = 0; round < 2000; round++) {
    const value = Array.from({ length: 1 + Math.floor(next() * 12) }, () => letters[Math.floor(next() * letters.length)]).join('');
    const read = readXml(`<a b="${escapeXml(value)}"><c>${escapeXml(value)}</c></a>`), sayable = value.toWellFormed().replace(/[\0\uFFFE]/g, '');
    expect([read?.attributes.get('b'), read?.children.length, read?.children[0]?.text, read?.children[0]?.children.length]).toEqual([sayable, 1, sayable, 0]);
    const tags = tagsOf({ profile: value.repeat(20), category: null, vendor: value, model: null, os_family: null, risk_level: null });
    for (const tag of tags) expect(tag).toMatch(/^np-(profile|vendor)-[\p{L}\p{N}._-]+$/u);
    expect(tags.every((tag) => tag.length <= 127)).toBe(true);
    expect(readXml(uidMessage([{ ip: '10.0.0.1', register: [value], unregister: [] }]))?.children[2]?.children[0]?.children[0]?.children[0]?.children.length).toBe(1);
  }
});

test('what is no such XML is refused, never thrown', () => {
  for (const bad of ['', 'x', '<a>', '<a></b>', '<a/><b/>', '<a b=c/>', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '<a', '<a b="<"/>', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, '</a>', '<a/>x']) expect({ bad, read: readXml(bad) }).toEqual({ bad, read: undefined });
  const whole = '<?xml version="1.0"?><response status="success"><result><entry ip="10.0.0.1" x=\'&lt;\'><tag><member>np-a</member></tag></entry></result></response>', next = random(11);
  for (let round = 0; round < 2000; round++) {
    const at = Math.floor(next() * whole.length), broken = whole.slice(0, at) + String.fromCharCode(32 + Math.floor(next() * 95)) + whole.slice(at + 1 + Math.floor(next() * 3));
    registeredPage(broken, 'np-');
    complaintOf(broken);
  }
});

test('success, what is as good, and each kind of error are told apart', () => {
  expect(complaintOf('<response status="success"><result/></response>')).toBeUndefined();
  expect(complaintOf('<response status="error"><msg><line><uid-response><payload><register><entry ip="1.1.1.1" message="tag a already exists, ignore"/></register></payload></uid-response></line></msg></response>')).toBeUndefined();
  expect(complaintOf('<response status="error"><msg><line><uid-response><payload><entry ip="1.1.1.1" message="tag a already exists, ignore"/><entry ip="1.1.1.2" message="no such vsys"/></payload></uid-response></line></msg></response>')).toBe('no such vsys');
  expect(complaintOf('<response status="error" code="403"><result><msg>Invalid credentials.</msg></result></response>')).toBe('Invalid credentials.');
  expect(complaintOf('<response status="error" code="22"/>')).toBe('error 22');
  expect(complaintOf('<html/>')).toBe('it did not answer in XML');
});

test('a seeded story of changes, failures and re-readings ends with exactly the wanted tags, and those of others untouched', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const next = random(seed), pick = (n: number): number => Math.floor(next() * n), book = new TagBook(), box = new Map<string, Set<string>>(), wanted = new Map<string, PlacedMapping>();
    const entry = (): PlacedMapping => ({ site: `s${pick(2)}`, segment: 'default', ip_address: `10.0.0.${pick(12)}`, profile: pick(3) === 0 ? null : `P ${pick(3)}`, category: `C${pick(2)}`, vendor: pick(2) === 0 ? null : `V${pick(2)}` }) as PlacedMapping; // what the book reads
    const keyOf = (one: PlacedMapping): string => `${one.site} ${one.ip_address}`;
    const send = (limit: number): void => {
      const changes = book.differences(limit);
      const arrived = pick(4) !== 0, answered = arrived && pick(4) !== 0;
      if (arrived) for (const { ip, register, unregister } of changes) {
        const held = box.get(ip) ?? new Set<string>();
        for (const tag of register) held.add(tag);
        for (const tag of unregister) held.delete(tag);
        box.set(ip, held);
      }
      if (answered) book.settle(changes);
      else book.found(new Map([...box].map(([ip, tags]) => [ip, [...tags]])));
    };
    book.found(new Map());
    for (let step = 0; step < 200; step++) {
      const what = pick(10), one = entry();
      if (what < 5) { wanted.set(keyOf(one), one); book.upsert(one); }
      else if (what < 7) { wanted.delete(keyOf(one)); book.remove(one); }
      else if (what < 8) book.replace(wanted.values());
      else send(1 + pick(5));
    }
    for (let tries = 0; tries < 200 && book.differences(5).length > 0; tries++) send(5);
    const should = new Map<string, Set<string>>();
    // Of an address at two places what both are.
    for (const one of wanted.values()) should.set(one.ip_address, new Set(tagsOf(one).filter((tag) => should.get(one.ip_address)?.has(tag) ?? true)));
    expect(Object.fromEntries([...box].filter(([, tags]) => tags.size > 0).map(([ip, tags]) => [ip, [...tags].sort()]).sort())).toEqual(Object.fromEntries([...should].filter(([, tags]) => tags.size > 0).map(([ip, tags]) => [ip, [...tags].sort()] as const).sort()));
  }
});

test('a map in pages whose last page failed and comes again alone is still the whole map', async () => {
  const said: string[] = [];
  let fails = true;
  const tags = new PanosTags({
    now: () => 0, key: () => new Secret('k'),
    to: { post: async (body) => {
      said.push(new URLSearchParams(String(body)).get('cmd') ?? '');
      if (fails) throw new Error('away');
      return { status: 200, text: '<response status="success"><result/></response>', retryMs: 0 };
    } },
  });
  const page = (start: number, more: boolean): PollFrame => ({
    kind: 'snapshot', wire: 2, epoch: '0'.repeat(16), digest: '0'.repeat(16), cursor: '', to: 1, start, total: 2, more, reason: 'no-position',
    entries: [{ site: 's', segment: 'd', ip_address: `10.0.0.${start}`, mac_address: null, hostname: null, device_type: null, category: null, profile: 'P', vendor: null, model: null, os_family: null, os_version: null, risk_score: null, risk_level: null, confidence: 99, source: 'arp', identified_at: '' }],
  });
  const { signal } = new AbortController(), bytes = new Uint8Array();
  await tags.carry(page(0, true), bytes, signal);
  expect(said).toEqual([]);
  expect(await tags.carry(page(1, false), bytes, signal).catch((error: unknown) => String(error))).toBe('Error: away');
  fails = false;
  await tags.carry(page(1, false), bytes, signal);
  expect(said.at(-1)).toContain('<entry ip="10.0.0.0">');
  expect(said.at(-1)).toContain('<entry ip="10.0.0.1">');
});

test('tags by whatever attributes were chosen, lasting as long as they are told', () => {
  const entry = { site: 's', segment: 'd', ip_address: '10.0.0.1', profile: 'P', category: 'C', vendor: 'V', model: 'M 1', os_family: 'Linux', risk_level: 'high' } as PlacedMapping; // what the book reads
  expect(tagsOf(entry)).toEqual(['np-profile-P', 'np-category-C', 'np-vendor-V']);
  expect(tagsOf(entry, ['model', 'os', 'risk'])).toEqual(['np-model-M-1', 'np-os-Linux', 'np-risk-high']);
  expect(uidMessage([{ ip: '10.0.0.1', register: ['a'], unregister: ['b'] }], 600)).toContain('<register><entry ip="10.0.0.1"><tag><member timeout="600">a</member></tag></entry></register><unregister><entry ip="10.0.0.1"><tag><member>b</member></tag></entry></unregister>');
});

test('waits double up to the most, a box that asks for patience gets it, and one that refuses the key is asked seldom', async () => {
  const pace = { firstMs: 1000, mostMs: 300_000, holdMs: 1 };
  expect([1, 2, 5, 9, 10, 400].map((failures) => longestWait(new Error('x'), failures, pace))).toEqual([1000, 2000, 16_000, 256_000, 300_000, 300_000]);
  expect([longestWait(new NotTaken('x', 7000), 1, pace), longestWait(new NotTaken('x', 7000), 9, pace), longestWait(new NotTaken('x', 86_400_000), 1, pace)]).toEqual([14_000, 256_000, 300_000]);
  const refusal = async (status: number, text: string, retryMs = 0): Promise<number> => {
    const tags = new PanosTags({ now: () => 0, key: () => new Secret('k'), to: { post: async () => ({ status, text, retryMs }) } });
    const error: unknown = await tags.carry({ kind: 'snapshot', wire: 2, epoch: '0'.repeat(16), digest: '0'.repeat(16), cursor: '', to: 1, start: 0, total: 0, more: false, reason: 'no-position', entries: [] }, new Uint8Array(), new AbortController().signal).catch((thrown: unknown) => thrown);
    return error instanceof NotTaken ? error.waitMs : -1;
  };
  const says = (code: string): string => `<response status="error" code="${code}"><msg><line>no</line></msg></response>`;
  for (const code of ['16', '22', '401', '403']) expect([await refusal(200, says(code)), await refusal(403, says(code))]).toEqual([300_000, 300_000]);
  expect([await refusal(200, says('17')), await refusal(429, '', 5000), await refusal(503, '<html>')]).toEqual([0, 5000, 0]);
});

test('a clock that was set back is no reason to believe for longer what was read', async () => {
  let now = 1_000_000_000, asked = 0;
  const tags = new PanosTags({ now: () => now, key: () => new Secret('k'), to: { post: async (body) => { if (String(body).includes('type=op')) asked += 1; return { status: 200, text: '<response status="success"><result/></response>', retryMs: 0 }; } } }), { signal } = new AbortController();
  await tags.tend(signal);
  expect(asked).toBe(0); // nothing is asked before it is known what ought to be there
  await tags.carry({ kind: 'snapshot', wire: 2, epoch: '0'.repeat(16), digest: '0'.repeat(16), cursor: '', to: 1, start: 0, total: 0, more: false, reason: 'no-position', entries: [] }, new Uint8Array(), signal);
  const looks: number[] = [];
  for (const at of [1_000_299_999, 1_000_300_000, 1_000_300_001, 900_000_000, 900_000_001]) {
    now = at;
    await tags.tend(signal);
    looks.push(asked);
  }
  expect(looks).toEqual([1, 2, 2, 3, 3]);
});
