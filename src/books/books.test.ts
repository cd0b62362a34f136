/** The books: each record once whatever way it came, nothing counted before its commit, and never more books than there is room for. */
import { expect, test } from 'bun:test';
import { loadKernel, logState, PARSERS, reasonName, RECORD_NAMES } from '../kernels/index.ts';
import type { RowReader } from '../model/index.ts';
import { AppliedBook, compareApplied, Ledger, recordsWithin, Releases, SeenWindow, UploadTally, type Held, type LogBook, type TallyDeps } from './index.ts';

const T = Date.UTC(2026, 10, 20, 9);
const kernel = loadKernel();
const read = (...lines: readonly string[]): RowReader => kernel.parse(PARSERS.log, Buffer.from(`${lines.join('\n')}\n`), logState());

interface Line { readonly type?: string; readonly subtype?: string; readonly sequence?: number; readonly firewall?: string; readonly at?: number; readonly port?: number; readonly into?: string; readonly extra?: Record<string, unknown> }
const line = ({ type = 'TRAFFIC', subtype = 'end', sequence, firewall = 'A', at = T, port = 40_000, into = 'ethernet1/1', extra = {} }: Line = {}): string => JSON.stringify({
  DeviceSN: firewall, LogType: type, Subtype: subtype, TimeGenerated: new Date(at).toISOString(), ...(sequence !== undefined && { SequenceNo: sequence }), SourceAddress: '10.0.0.1', DestinationAddress: '10.0.0.2',
  SourceIP: '10.0.0.1', SourcePort: port, DestinationPort: 443, Protocol: 'tcp', Action: 'allow', Bytes: 100, InboundInterface: into, ...extra,
});

function shared(): TallyDeps {
  return { sequences: new SeenWindow(4096), sessions: new SeenWindow(4096), applied: new AppliedBook([]), releases: new Releases([]), kindName: (kind) => RECORD_NAMES[kind] ?? '', reasonName };
}
let owner = 0;
function tally(deps: TallyDeps, rows: RowReader, uploader = 'A'): UploadTally {
  const made = new UploadTally(++owner, { tenant: 't', scope: 1, uploader, path: 'upload' }, deps);
  made.read(rows, (time) => time);
  return made;
}
const shown = (books: Iterable<LogBook>): string[] => [...books].map((b) => `${b.firewall}${b.via === '' ? '' : ` via ${b.via}`} ${b.type}/${b.subtype} ${b.used ? '' : 'unused '}${b.records}+${b.duplicates}-${b.rejects} ${b.bytes}`).sort();

test('[R42] a book a firewall and log type: by the serial in the log, with who sent it', () => {
  const ledger = new Ledger([]);
  const plan = ledger.plan([tally(shared(), read(line(), line({ port: 40_001, at: T + 5000 }), line({ type: 'SYSTEM', subtype: 'general' }), line({ firewall: 'B' }), 'not a log'))], T);
  expect(shown(plan)).toEqual(['A SYSTEM/general 1+0-0 0', 'A TRAFFIC/end 2+0-0 200', 'A reject/unknown_log 0+0-1 0', 'B via A TRAFFIC/end 1+0-0 100']);
  expect(plan.find(({ firewall, type }) => firewall === 'A' && type === 'TRAFFIC')).toMatchObject({ firstRecord: T, lastRecord: T + 5000, received: T });
});

test('[R13] [R14] [R16] [R17] [R18] [R19] types that nobody uses are counted as such', () => {
  const unused = [['THREAT', 'url'], ['THREAT', 'data'], ['SCTP', ''], ['START', 'gre'], ['AUTH', ''], ['DECRYPTION', '']] as const;
  const plan = new Ledger([]).plan([tally(shared(), read(...unused.map(([type, subtype]) => line({ type, subtype }))))], T);
  expect(plan.map(({ used, records }) => [used, records])).toEqual(unused.map(() => [false, 1]));
});

test('[R15] a GTP log is used', () => {
  const [book] = new Ledger([]).plan([tally(shared(), read(line({ type: 'GTP', subtype: 'start' })))], T);
  expect(book).toMatchObject({ type: 'GTP', used: true, records: 1 });
});

test('[R7] the same record by a second path counts once; another firewall’s same number is another record', () => {
  const deps = shared(), ledger = new Ledger([]);
  const rows = (): RowReader => read(line({ sequence: 7 }), line({ sequence: 8, port: 40_001 }), line({ sequence: 7, firewall: 'B' }));
  expect(shown(ledger.plan([tally(deps, rows()), tally(deps, rows(), 'collector')], T))).toEqual([
    'A TRAFFIC/end 2+0-0 200', 'A via collector TRAFFIC/end 0+2-0 0', 'B via A TRAFFIC/end 1+0-0 100', 'B via collector TRAFFIC/end 0+1-0 0',
  ]);
});

test('[R26] a session seen on two interfaces counts once; two of one interface are two, and so are its start and its end', () => {
  const rows = read(line({ sequence: 1 }), line({ sequence: 2, into: 'ethernet1/2' }), line({ sequence: 3, port: 40_001 }), line({ sequence: 4, subtype: 'start' }), line({ sequence: 5, at: T + 1000 }));
  expect(shown(new Ledger([]).plan([tally(shared(), rows)], T))).toEqual(['A TRAFFIC/end 3+1-0 300', 'A TRAFFIC/start 1+0-0 100']);
});

test('an upload that failed was not seen: its records count when it comes again', () => {
  const deps = shared(), rows = read(line({ sequence: 7 }));
  const failed = tally(deps, rows);
  deps.sequences.disown(failed.owner);
  deps.sessions.disown(failed.owner);
  expect(shown(new Ledger([]).plan([tally(deps, rows)], T))).toEqual(['A TRAFFIC/end 1+0-0 100']);
});

test('a plan changes nothing until it is committed', () => {
  const ledger = new Ledger([]), upload = tally(shared(), read(line()));
  const plan = ledger.plan([upload], T);
  expect(shown(ledger.plan([upload], T))).toEqual(shown(plan));
  ledger.committed(plan);
  expect(shown(ledger.plan([tally(shared(), read(line()))], T))).toEqual(['A TRAFFIC/end 2+0-0 200']);
});

test('no more books than there is room for, and no more than one upload may open: the rest is counted together', () => {
  const ledger = new Ledger([], 10);
  const lines = (from: number, to: number): RowReader => read(...Array.from({ length: to - from }, (_, i) => line({ firewall: `F${from + i}` })));
  ledger.committed(ledger.plan([tally(shared(), lines(0, 30))], T));
  expect([ledger.size, ledger.folded, [...ledger.books()].find(({ type }) => type === 'other')?.records]).toEqual([11, 1, 20]);
  const many = tally(shared(), lines(0, 3000));
  expect([...many.entries()].length).toBe(1025);
  expect([...many.entries()].reduce((sum, { records }) => sum + records, 0)).toBe(3000);
});

test('[R42] the rate of the last minute and hour, over a pause too', () => {
  const ledger = new Ledger([]), minute = 60_000;
  for (const at of [T, T + minute, T + 30 * minute]) ledger.committed(ledger.plan([tally(shared(), read(line(), line({ port: 40_001 })))], at));
  const [book] = ledger.books();
  if (book === undefined) throw new Error('no book');
  expect([recordsWithin(book, 1, T + 30 * minute), recordsWithin(book, 60, T + 30 * minute), recordsWithin(book, 60, T + 61 * minute), recordsWithin(book, 60, T + 200 * minute)]).toEqual([2, 6, 4, 0]);
});

const HELD: Held = { category: 'Camera', profile: 'Dome', model: null, vendor: 'Acme', osFamily: null, osVersion: null, hostname: 'dome-3', mac: '02:00:00:00:00:07' };
const COLUMNS = { SourceDeviceCategory: 'Camera', SourceDeviceProfile: 'Dome', SourceDeviceVendor: 'Acme', SourceDeviceHost: 'dome-3', SourceDeviceMac: '02-00-00-00-00-07' };

test('[R77] what a firewall shows that it applied, from its logs of sessions and from HIP-MATCH', () => {
  const deps = shared();
  tally(deps, read(line({ extra: COLUMNS }), line({ at: T + 5000, extra: COLUMNS }), line({ at: T - 5000, extra: { ...COLUMNS, SourceDeviceProfile: 'Old' } })));
  tally(deps, read(line({ type: 'HIPMATCH', firewall: 'B', extra: { ...COLUMNS, Source: 'nameplate', TimestampDeviceIdentification: '2026-11-20T08:59:00Z' } })));
  tally(deps, read(`1,2026/11/20 09:00:06,C,HIP-MATCH,0,2561,2026/11/20 09:00:06,corp\\ann,vsys1,LAPTOP-7,Windows,10.0.0.1,Managed,1,profile,0,0,20,0x0,0,0,0,0,,fw-a,1,::,host-1,SN1,02:00:00:00:00:07,2026-11-20T09:00:06.100+01:00`));
  const { put } = deps.applied.plan();
  expect(put.map(({ firewall, form, held, since, at, identifiedBy }) => ({ firewall, form, held, since: since - T, at: at - T, identifiedBy }))).toEqual([
    { firewall: 'A', form: 'mapping', held: HELD, since: 0, at: 5000, identifiedBy: null }, { firewall: 'B', form: 'mapping', held: HELD, since: 0, at: 0, identifiedBy: 'nameplate' },
    { firewall: 'C', form: 'match', held: { ...HELD, category: null, profile: null, vendor: null, hostname: 'LAPTOP-7' }, since: -3_593_900, at: -3_593_900, identifiedBy: null },
  ]);
  deps.applied.committed();
  tally(deps, read(line({ at: T + 6000, extra: COLUMNS })));
  expect(deps.applied.plan().put).toEqual([]);
  tally(deps, read(line({ at: T + 700_000, extra: COLUMNS })));
  expect(deps.applied.plan().put).toHaveLength(1);
});

test('[R77] confirmed, stale, different, unknown', () => {
  const deps = shared();
  tally(deps, read(line({ extra: COLUMNS })));
  const [applied] = deps.applied.plan().put;
  if (applied === undefined) throw new Error('nothing applied');
  const printer = { ...HELD, profile: 'Printer' };
  expect([
    compareApplied(applied, { held: HELD, at: T }), compareApplied(applied, { held: printer, at: T + 1 }), compareApplied(applied, { held: null, at: T }),
    compareApplied(applied, { held: printer, at: T - 3_600_000 }), compareApplied(applied, undefined),
  ]).toEqual(['confirmed', 'stale', 'stale', 'different', 'unknown']);
  const match = { ...applied, form: 'match' as const };
  expect([compareApplied(match, { held: printer, at: 0 }), compareApplied(match, { held: { ...HELD, mac: 'x' }, at: 0 })]).toEqual(['confirmed', 'unknown']);
});

test('[R77] what firewalls show is bounded: the address shown first makes room', () => {
  const book = new AppliedBook([], 5), deps = { ...shared(), applied: book };
  for (let i = 1; i <= 8; i++) tally(deps, read(line({ extra: { ...COLUMNS, SourceAddress: `10.0.0.${i}` } }).replace('"SourceAddress":"10.0.0.1",', '')));
  expect([book.size, book.evicted, book.plan().remove.length]).toEqual([5, 3, 3]);
});

test('[R43] the content and the release a firewall names in its own logs', () => {
  const deps = shared(), system = (said: string, at: number): string => line({ type: 'SYSTEM', subtype: 'general', at, extra: { EventDescription: said } });
  tally(deps, read(system('Installed contents package: panupv2-all-contents-8676-7858.tgz', T), system('Installed panos version 10.2.4-h2', T + 1000), system('Route daemon 1.2.3 loaded', T + 2000)));
  expect(deps.releases.plan()).toEqual([{ tenant: 't', firewall: 'A', content: '8676-7858', panos: '10.2.4-h2', at: T + 1000 }]);
  tally(deps, read(line({ type: 'THREAT', subtype: 'spyware', at: T + 5000, extra: { ContentVersion: 'AppThreat-8700-8000' } })));
  expect(deps.releases.plan()[0]).toMatchObject({ content: '8700-8000', panos: '10.2.4-h2' });
});

test('the window of what was seen is bounded: the oldest of a full group is forgotten, and counts once more', () => {
  const window = new SeenWindow(64), keys = Array.from({ length: 1000 }, (_, i) => (i * 2654435761 % 2 ** 32) * 0x200000 + i);
  expect(keys.filter((key) => window.seen(key, 1))).toEqual([]);
  expect(keys.slice(-4).every((key) => window.seen(key, 1))).toBe(true);
  expect(keys.slice(0, 100).some((key) => window.seen(key, 1))).toBe(false);
});
