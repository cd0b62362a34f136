/** Log uploads from outside: what is read, what is refused and why, and that a batch counts once. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { addresses, call, device, poll, refusal, refused, story, upload, withNode, type Story } from './edge-calls.ts';
import { knock } from './knock.ts';
import { DATA, END_HEADERS, frame, HEADERS, RawH2, request, RST_STREAM } from './raw-h2.ts';

setDefaultTimeout(60_000);
const MIB = 1024 * 1024;
let it: Story;
beforeAll(async () => { it = await story({ limits: { uploadBytes: 4 * MIB, stallMs: 500 }, inflatedMaxBytes: 32 * MIB }); });
afterAll(async () => { await it.node.stop(); });

describe('uploads', () => {
  test('are answered after the commit with what was read and what was refused, by reason', async () => {
    const receipt = await upload(it, 'count', `${device(2, '10.9.0.2')}{"record":"dhcp"\nnoise\n`);
    expect(receipt).toMatchObject({ batch: 'count', records: 2, rejects: 2, repeated: false });
    expect(Object.values(receipt.reasons).reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(it.node.store.batches.find({ tenant: 'default', firewall: 'FW', batch: 'count' })).toMatchObject({ records: 2, rejects: 2 });
  });
  test('[R7] a repeated batch id is a no-op with the first answer, also when both arrive together', async () => {
    const body = device(3, '10.9.0.3');
    const both = await Promise.all([upload(it, 'twice', body), upload(it, 'twice', body), upload(it, 'twice', body)]);
    expect(both.map(({ repeated }) => repeated).sort()).toEqual([false, true, true]);
    expect(await upload(it, 'twice', device(4, '10.9.0.4'))).toMatchObject({ records: 2, repeated: true });
    expect(addresses(await poll(it))).not.toContain('10.9.0.4');
  });
  test.each([['identity', (b: Buffer) => b], ['gzip', (b: Buffer) => gzipSync(b)], ['zstd', (b: Buffer) => zstdCompressSync(b)]] as const)('come as %s', async (encoding, pack) => {
    expect(await upload(it, `enc-${encoding}`, pack(Buffer.from(device(5, '10.9.0.5'))), { headers: { 'content-encoding': encoding } })).toMatchObject({ records: 2, rejects: 0 });
  });
  test('without a content encoding a compressed file is taken for what it is', async () => {
    expect(await upload(it, 'sniffed', gzipSync(Buffer.from(device(5, '10.9.0.5'))))).toMatchObject({ records: 2 });
  });
  test('a line of ten megabytes costs itself and not its neighbours', async () => {
    await withNode({}, async (own) => {
      const receipt = await upload(own, 'long', `${device(6, '10.9.0.6')}{"record":"${'x'.repeat(10 * MIB)}"}\n${device(7, '10.9.0.7')}`);
      expect(receipt).toMatchObject({ records: 4, rejects: 1, reasons: { too_long: 1 } });
      expect(addresses(await poll(own))).toEqual(['10.9.0.6', '10.9.0.7']);
    });
  });
  test('records of the past can be shifted to now', async () => {
    const old = device(8, '10.9.0.8').replaceAll(/"time":"[^"]+"/g, '"time":"2001-02-03T04:05:06Z"');
    await upload(it, 'old', old);
    expect(addresses(await poll(it))).not.toContain('10.9.0.8');
    await upload(it, 'shifted', old, { query: `&shift_ms=${Date.now() - Date.parse('2001-02-03T04:05:06Z')}` });
    expect(addresses(await poll(it))).toContain('10.9.0.8');
  });

  const bomb = gzipSync(Buffer.alloc(64 * MIB));
  test.each([
    ['no batch id', '/edge/v1/logs?format=eal', 'x', {}, [400, 'bad_request']],
    ['a batch id with a slash', '/edge/v1/logs?format=eal&batch=a/b', 'x', {}, [400, 'bad_request']],
    ['a batch id of 129 letters', `/edge/v1/logs?format=eal&batch=${'a'.repeat(129)}`, 'x', {}, [400, 'bad_request']],
    ['an unknown format', '/edge/v1/logs?format=xml&batch=f1', 'x', {}, [415, 'wrong_format']],
    ['no format', '/edge/v1/logs?batch=f2', 'x', {}, [415, 'wrong_format']],
    ['records that are said to be a capture', '/edge/v1/logs?format=capture&batch=f3', '{"record":"arp"}\n', {}, [415, 'wrong_format']],
    ['nothing', '/edge/v1/logs?format=eal&batch=f4', '', {}, [415, 'wrong_format']],
    ['an unknown encoding', '/edge/v1/logs?format=eal&batch=f5', 'x', { 'content-encoding': 'br' }, [415, 'wrong_format']],
    ['an encoding it does not have', '/edge/v1/logs?format=eal&batch=f6', 'plain text', { 'content-encoding': 'gzip' }, [400, 'unreadable']],
    ['half a gzip file', '/edge/v1/logs?format=eal&batch=f7', gzipSync(Buffer.from(device(9, '10.9.0.9').repeat(50))).subarray(0, 90), { 'content-encoding': 'gzip' }, [400, 'unreadable']],
    ['gzip in gzip', '/edge/v1/logs?format=eal&batch=f8', gzipSync(gzipSync(Buffer.from(device(9, '10.9.0.9')))), { 'content-encoding': 'gzip' }, [415, 'wrong_format']],
    ['a gzip bomb', '/edge/v1/logs?format=eal&batch=f9', bomb, { 'content-encoding': 'gzip' }, [413, 'too_large']],
    ['a zstd bomb', '/edge/v1/logs?format=eal&batch=f10', zstdCompressSync(Buffer.alloc(256 * MIB)), { 'content-encoding': 'zstd' }, [413, 'too_large']],
    ['more than it may be after decompression, at an honest ratio', '/edge/v1/logs?format=eal&batch=f11', gzipSync(Buffer.from(Array.from({ length: 900_000 }, (_, n) => `{"record":"${n * 7919}"}\n`).join('') .repeat(2))), { 'content-encoding': 'gzip' }, [413, 'too_large']],
    ['a shift that is no number', '/edge/v1/logs?format=eal&batch=f12&shift_ms=1e9', 'x', {}, [400, 'bad_request']],
    ['a larger body than it may be', '/edge/v1/logs?format=eal&batch=f13', Buffer.alloc(5 * MIB, 10), {}, [413, 'too_large']],
  ] as const)('refuses %s', async (_, path, body, headers, expected) => {
    expect(await refusal(it, path, Buffer.from(body), { headers })).toEqual(expected as [number, string]);
    expect(await knock(it.node.url, it.node.authority.pem, it.fw)).toBe(200);
  });
  test('[R7] a capture that is said to be records is refused by name, and its batch id is still good for the right one', async () => {
    const capture = readFileSync(join(import.meta.dir, '../../fixtures/dhcp/good-udhcpc-camera/in.pcap'));
    const wrong = await call(it, 'POST', '/edge/v1/logs?format=eal&batch=claimed', capture, { headers: { accept: 'application/json' } });
    expect([wrong?.status, String(wrong?.body)]).toEqual([415, expect.stringContaining('is said to be EAL records and is a pcap capture')]);
    const right = await call(it, 'POST', '/edge/v1/logs?format=pcap&batch=claimed', capture, { headers: { accept: 'application/json' } });
    expect(JSON.parse(String(right?.body))).toMatchObject({ repeated: false, rejects: 0, records: expect.any(Number) });
  });
  test('nothing that was refused is in the books', () => {
    for (let n = 1; n <= 13; n++) expect(it.node.store.batches.find({ tenant: 'default', firewall: 'FW', batch: `f${n}` })).toBeUndefined();
  });

  test('a declared length beyond the limit is refused before a byte of it is read', async () => {
    const before = refused(it, 'too_large'), raw = await RawH2.open(it.node.url, it.node.authority.pem, it.fw);
    raw.send(frame(HEADERS, END_HEADERS, 1, request('/edge/v1/logs?format=eal&batch=declared', 'POST', [['content-length', '99999999']])));
    expect(await raw.refused(1)).toBe(true);
    expect(refused(it, 'too_large') - before).toBe(1);
    raw.close();
  });

  test('an endless body is refused at the limit, one that stalls after its time, and one whose client goes is forgotten', async () => {
    const raw = await RawH2.open(it.node.url, it.node.authority.pem, it.fw);
    raw.send(frame(HEADERS, END_HEADERS, 1, request('/edge/v1/logs?format=eal&batch=stall', 'POST')), frame(DATA, 0, 1, Buffer.from('{"record":')));
    expect(await raw.refused(1)).toBe(true);
    raw.send(frame(HEADERS, END_HEADERS, 3, request('/edge/v1/logs?format=eal&batch=gone', 'POST')), frame(DATA, 0, 3, Buffer.from(device(10, '10.9.0.10'))));
    raw.send(frame(RST_STREAM, 0, 3, Buffer.from([0, 0, 0, 8])));
    raw.send(frame(HEADERS, END_HEADERS, 5, request('/edge/v1/logs?format=eal&batch=endless', 'POST')));
    const chunk = Buffer.alloc(16_000, '\n');
    let answered = false;
    const refusedAt = raw.refused(5).then((was) => { answered = true; return was; });
    for (let n = 0; n < 4000 && !answered; n++) { // flow control is the node's problem: an attacker ignores it
      raw.send(frame(DATA, 0, 5, chunk));
      if (n % 16 === 0) await Bun.sleep(1);
    }
    expect(await refusedAt).toBe(true);
    raw.close();
    // A client that goes is no error of ours: counted, and nothing is logged of it.
    expect(it.node.metrics.counter('nameplate_uploads_total', { outcome: 'abandoned' }).value).toBeGreaterThan(0);
    expect(it.node.lines.filter((logged) => logged.includes('"error"'))).toEqual([]);
    for (const batch of ['stall', 'gone', 'endless']) expect(it.node.store.batches.find({ tenant: 'default', firewall: 'FW', batch })).toBeUndefined();
  });

  test('[R6] 20 uploads of one firewall at once are taken, the next is told when to come back', async () => {
    await withNode({ limits: { uploadsPerFirewall: 3 } }, async (own) => {
      const raw = await RawH2.open(own.node.url, own.node.authority.pem, own.fw);
      for (const stream of [1, 3, 5]) raw.send(frame(HEADERS, END_HEADERS, stream, request(`/edge/v1/logs?format=eal&batch=u${stream}`, 'POST')));
      const answer = await call(own, 'POST', '/edge/v1/logs?format=eal&batch=u7', 'x');
      expect([answer?.status, Number(answer?.headers['retry-after']) > 0]).toEqual([503, true]);
      raw.close();
    });
  });
});

