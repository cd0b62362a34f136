/** pcap and pcapng containers: byte orders, clocks, sections, and files that end or lie. */
import { describe, expect, test } from 'bun:test';
import { pcap, Pcapng, type Packet } from './capture-files.ts';
import { bytes, be16, be32, udpFrame } from './frames.ts';
import { BATCH_CAPACITY, loadKernel, PARSERS, toRecord, type JsonRecord, type RowBatch, type Variant } from './index.ts';

const ARP = bytes([255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 10], be16(0x0806), be16(1), be16(0x0800), 6, 4, be16(1), [2, 0, 0, 0, 0, 10], [10, 0, 0, 5], [0, 0, 0, 0, 0, 0], [10, 0, 0, 1]);
const SECONDS = 1_500_000_000;
const TIME = '2017-07-14T02:40:00';

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const parse = (capture: Uint8Array): RowBatch => kernel.parse(PARSERS.capture, capture);
  const records = (capture: Uint8Array): JsonRecord[] => {
    const batch = parse(capture);
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
  };
  const times = (capture: Uint8Array): unknown[] => records(capture).map((one) => one['time'] ?? one['reason']);
  const at = (fraction: number): Packet => ({ data: ARP, seconds: SECONDS, fraction });

  test('reads pcap in both byte orders with microsecond and nanosecond clocks', () => {
    for (const big of [false, true]) {
      expect(times(pcap([at(1), at(999_999)], { big }))).toEqual([`${TIME}.000001Z`, `${TIME}.999999Z`]);
      expect(times(pcap([at(1), at(999_999_999)], { big, nanos: true }))).toEqual([`${TIME}.000000001Z`, `${TIME}.999999999Z`]);
    }
  });

  test('prints nine digits for a nanosecond clock even when it shows whole microseconds', () => {
    expect(times(pcap([at(5_000)], { nanos: true }))).toEqual([`${TIME}.000005000Z`]);
  });

  test('carries a fraction of a second or more into the seconds', () => {
    expect(times(pcap([at(2_500_000)]))).toEqual(['2017-07-14T02:40:02.500000Z']);
    expect(times(pcap([at(0xffffffff)], { nanos: true }))).toEqual(['2017-07-14T02:40:04.294967295Z']);
  });

  test('leaves the time out when the file does not say it', () => {
    expect(records(pcap([{ data: ARP, seconds: 0 }]))[0]?.['time']).toBeUndefined();
  });

  test('reads pcapng in both byte orders, with clocks in powers of ten and of two', () => {
    for (const big of [false, true]) {
      const ng = new Pcapng(big);
      const clock = (resolution: number | undefined, units: bigint): unknown =>
        times(Buffer.concat([ng.section(), ng.interface(resolution === undefined ? {} : { resolution }), ng.enhanced(ARP, units)]))[0];
      const s = BigInt(SECONDS);
      expect(clock(undefined, s * 1_000_000n + 7n)).toBe(`${TIME}.000007Z`);
      expect(clock(6, s * 1_000_000n + 7n)).toBe(`${TIME}.000007Z`);
      expect(clock(9, s * 1_000_000_000n + 7n)).toBe(`${TIME}.000000007Z`);
      expect(clock(0, s)).toBe(`${TIME}.000000Z`);
      expect(clock(3, s * 1000n + 250n)).toBe(`${TIME}.250000Z`);
      expect(clock(7, s * 10_000_000n + 1n)).toBe(`${TIME}.000000100Z`);
      expect(clock(10, s * 10_000_000_000n + 19n)).toBe(`${TIME}.000000001Z`);
      expect(clock(0x80, s)).toBe(`${TIME}.000000Z`);
      expect(clock(0x80 + 10, (s << 10n) + 512n)).toBe(`${TIME}.500000Z`);
      expect(clock(0x80 + 20, (s << 20n) + (1n << 18n))).toBe(`${TIME}.250000Z`);
      expect(clock(0x80 + 30, (s << 30n) + 1n)).toBe(`${TIME}.000000000Z`);
      expect(clock(0x80 + 32, (s << 32n) + (1n << 31n))).toBe(`${TIME}.500000000Z`);
    }
  });

  test('no clock resolution and no time stamp traps, whatever they say', () => {
    const ng = new Pcapng();
    for (let resolution = 0; resolution < 256; resolution++) {
      for (const units of [0n, 1n, 0xffff_ffff_ffff_ffffn, 0x8000_0000_0000_0000n]) {
        expect(records(Buffer.concat([ng.section(), ng.interface({ resolution, offset: -1n }), ng.enhanced(ARP, units)]))[0]?.['record']).toBe('arp');
      }
    }
  });

  test('adds if_tsoffset, also a negative one, to the seconds', () => {
    for (const big of [false, true]) {
      const ng = new Pcapng(big);
      expect(times(Buffer.concat([ng.section(), ng.interface({ offset: BigInt(SECONDS) }), ng.enhanced(ARP, 5n)]))).toEqual([`${TIME}.000005Z`]);
      expect(times(Buffer.concat([ng.section(), ng.interface({ offset: -10n }), ng.enhanced(ARP, BigInt(SECONDS + 10) * 1_000_000n)]))).toEqual([`${TIME}.000000Z`]);
    }
  });

  test('reads simple and obsolete packet blocks and passes over blocks it does not know', () => {
    const ng = new Pcapng();
    const capture = Buffer.concat([ng.section(), ng.block(0x0bad, Buffer.alloc(33)), ng.interface(), ng.simple(ARP), ng.block(4, Buffer.alloc(4)), ng.obsolete(ARP, 3n), ng.block(5, Buffer.alloc(20))]);
    const got = records(capture);
    expect(got.map((one) => [one['record'], one['time']])).toEqual([['arp', undefined], ['arp', '1970-01-01T00:00:00.000003Z']]);
  });

  test('cuts a simple packet at the snap length of its interface', () => {
    const ng = new Pcapng();
    const got = records(Buffer.concat([ng.section(), ng.interface({ snap: 20 }), ng.simple(ARP.subarray(0, 20), ARP.length)]));
    expect(got).toEqual([{ record: 'reject', offset: ng.section().length + ng.interface().length, reason: 'truncated' }]);
  });

  test('stops at a section of another major version, whose blocks may mean anything', () => {
    for (const big of [false, true]) {
      const ng = new Pcapng(big);
      expect(times(Buffer.concat([ng.section(), ng.interface(), ng.enhanced(ARP, 2n), ng.section(2), ng.interface(), ng.enhanced(ARP, 3n)]))).toEqual(['1970-01-01T00:00:00.000002Z', 'bad_block']);
    }
  });

  test('keeps interfaces apart, and forgets them at the next section, whose byte order may differ', () => {
    const little = new Pcapng(false), big = new Pcapng(true), s = BigInt(SECONDS);
    const capture = Buffer.concat([
      little.section(), little.interface({ resolution: 6 }), little.interface({ resolution: 9 }),
      little.enhanced(ARP, s * 1_000_000n), little.enhanced(ARP, s * 1_000_000_000n, { face: 1 }), little.enhanced(ARP, 1n, { face: 2 }),
      big.section(), big.enhanced(ARP, 1n), big.interface({ resolution: 3 }), big.enhanced(ARP, s * 1000n), big.enhanced(ARP, 1n, { face: 1 }),
    ]);
    expect(times(capture)).toEqual([`${TIME}.000000Z`, `${TIME}.000000000Z`, 'bad_block', 'bad_block', `${TIME}.000000Z`, 'bad_block']);
  });

  test('caps the interfaces it remembers; a packet of a later one is a reject', () => {
    const ng = new Pcapng();
    const got = times(Buffer.concat([ng.section(), ...Array.from({ length: 300 }, () => ng.interface()), ng.enhanced(ARP, 1n, { face: 254 }), ng.enhanced(ARP, 1n, { face: 255 })]));
    expect(got).toEqual(['1970-01-01T00:00:00.000001Z', 'bad_block']);
  });

  test('a packet longer than its block, or a block too short for its kind, costs only itself', () => {
    const ng = new Pcapng();
    const got = times(Buffer.concat([ng.section(), ng.interface(), ng.enhanced(ARP, 1n, { captured: 4000 }), ng.block(6, Buffer.alloc(8)), ng.block(3), ng.block(2, Buffer.alloc(4)), ng.block(1), ng.enhanced(ARP, 2n)]));
    expect(got).toEqual(['bad_length', 'bad_block', 'bad_block', 'bad_block', 'bad_block', '1970-01-01T00:00:00.000002Z']);
  });

  test('gives up once, with one reject, at a block whose length leads nowhere', () => {
    const ng = new Pcapng();
    for (const length of [0, 8, 13, 4]) {
      const lost = Buffer.from(ng.enhanced(ARP, 1n));
      lost.writeUInt32LE(length, 4);
      expect(times(Buffer.concat([ng.section(), ng.interface(), ng.enhanced(ARP, 2n), lost, ng.enhanced(ARP, 3n)]))).toEqual(['1970-01-01T00:00:00.000002Z', 'bad_block']);
    }
    const order = Buffer.from(ng.section());
    order.writeUInt32LE(0x12345678, 8);
    expect(times(order)).toEqual(['bad_block']);
  });

  test('a file cut at any offset keeps the packets before the cut and rejects the rest with its offset', () => {
    const ng = new Pcapng();
    const packets = [at(1), at(2), at(3)];
    const files = [
      { begin: [pcap([])], packets: packets.map((packet) => pcap([packet]).subarray(24)) },
      { begin: [ng.section(), ng.interface()], packets: [1n, 2n, 3n].map((units) => ng.enhanced(ARP, units)) },
    ];
    for (const { begin, packets: parts } of files) {
      const pieces = [...begin, ...parts], file = Buffer.concat(pieces);
      const ends = pieces.map((_, i) => Buffer.concat(pieces.slice(0, i + 1)).length);
      for (let cut = 1; cut < file.length; cut++) {
        const got = records(file.subarray(0, cut)), whole = ends.filter((end) => end <= cut).length;
        expect(got.filter((one) => one['record'] === 'arp')).toHaveLength(Math.max(0, whole - begin.length));
        const start = ends[whole - 1] ?? 0;
        expect(got.filter((one) => one['record'] === 'reject')).toEqual(start === cut ? [] : [{ record: 'reject', offset: start, reason: 'truncated' }]);
      }
    }
  });

  test('a record longer than a batch is rejected as too long', () => {
    const long = Buffer.from(pcap([at(1), at(2)]));
    long.writeUInt32LE(BATCH_CAPACITY, 24 + 16 + ARP.length + 8);
    expect(times(long)).toEqual([`${TIME}.000001Z`, 'too_long']);
  });

  test('what is no capture is one reject', () => {
    expect(times(Buffer.from('hello, this is not a capture file'))).toEqual(['bad_magic']);
    expect(times(Buffer.from([0xd4]))).toEqual(['truncated']);
    expect(times(new Uint8Array(0))).toEqual(['truncated']);
  });

  test('an unsupported link type is reported once a file, and counted', () => {
    const capture = pcap([at(1), at(2), at(3)], { link: 147 });
    const batch = parse(capture);
    expect([batch.count, batch.packets, batch.skipped]).toEqual([1, 3, 2]);
    expect(toRecord(batch, 0)).toEqual({ record: 'reject', offset: 24, reason: 'unsupported_link' });
  });

  test('an unsupported link type is reported once an interface, also over several batches', () => {
    const ng = new Pcapng();
    const first = Buffer.concat([ng.section(), ng.interface({ link: 147 }), ng.interface(), ng.enhanced(ARP, 1n), ng.enhanced(ARP, 1n, { face: 1 })]);
    const second = Buffer.concat([ng.enhanced(ARP, 1n), ng.enhanced(ARP, 1n), ng.enhanced(ARP, 1n, { face: 1 })]);
    const cut = kernel.split(PARSERS.capture, first);
    expect(cut.length).toBe(first.length);
    const one = parse(first), two = kernel.parse(PARSERS.capture, second, cut.state);
    expect([one.count, one.skipped, two.count, two.skipped]).toEqual([2, 0, 1, 2]);
    expect(kernel.parse(PARSERS.capture, second, one.state).skipped).toBe(2);
  });

  test('splitting finds the boundary and state that parsing leaves', () => {
    const little = new Pcapng(), s = BigInt(SECONDS);
    const file = Buffer.concat([little.section(), little.interface({ resolution: 9 }), little.enhanced(ARP, s * 1_000_000_000n), little.interface({ resolution: 3 }), little.enhanced(ARP, s * 1000n, { face: 1 }), little.enhanced(ARP, 1n)]);
    for (let end = 0; end <= file.length; end++) {
      const cut = kernel.split(PARSERS.capture, file.subarray(0, end));
      const head = kernel.parse(PARSERS.capture, file.subarray(0, cut.length)), tail = kernel.parse(PARSERS.capture, file.subarray(cut.length), cut.state);
      if (cut.length > 0) expect(Buffer.from(head.state).equals(Buffer.from(cut.state))).toBe(true);
      expect(cut.length <= end && (cut.length === end || cut.need > end - cut.length)).toBe(true);
      expect((cut.length > 0 ? head.count : 0) + (cut.length < file.length ? tail.count : 0)).toBe(3);
    }
  });

  test('more rows than a region holds come out as one batch', () => {
    const empty = Array.from({ length: 80_000 }, (): Packet => ({ data: new Uint8Array(0), seconds: 1 }));
    const batch = parse(pcap([...empty, at(1)]));
    expect([batch.count, batch.packets]).toEqual([80_001, 80_001]);
    expect(toRecord(batch, 70_000)).toEqual({ record: 'reject', offset: 24 + 70_000 * 16, reason: 'truncated' });
    expect(toRecord(batch, 80_000)).toMatchObject({ record: 'arp', sender_mac: '02:00:00:00:00:0a', sender_ip: '10.0.0.5', target_ip: '10.0.0.1' });
  });

  test('more text than the arena holds comes out as one batch', () => {
    // Each answer is 12 bytes of input and up to 255 of text: compression pointers are the cheapest way to ask for memory.
    const label = bytes(63, 'a'.repeat(63)), long = bytes(label, label, label, bytes(61, 'b'.repeat(61)), 0);
    const answers = Array.from({ length: 100 }, () => bytes(be16(0xc00c), be16(5), be16(1), be32(1), be16(2), be16(0xc00c)));
    const message = bytes(be16(1), be16(0x8400), be16(1), be16(answers.length), be16(0), be16(0), long, be16(1), be16(1), ...answers);
    const frame = udpFrame(message, { srcPort: 53, dstPort: 40000 });
    const batch = parse(pcap(Array.from({ length: 300 }, () => ({ data: frame, seconds: 5 }))));
    const dns = Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)).filter((one) => one['record'] === 'dns');
    expect(dns).toHaveLength(300);
    expect(new Set(dns.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(dns[299]?.['answer_data']).toHaveLength(100);
  });
});
