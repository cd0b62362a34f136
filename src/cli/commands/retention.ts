/** `nameplate retention show | set`: whether a tenant keeps its logs, and for how long by type (R2, R3). A running node follows with its next upload and its next sweep. */
import { existsSync } from 'node:fs';
import { RECORD_NAMES } from '../../kernels/index.ts';
import { EdgeError } from '../../model/index.ts';
import { openStore, typeDaysOf, type Retention, type Store } from '../../store/index.ts';
import type { CommandBody, ExitCode, Invocation } from '../command.ts';
import { configFrom } from '../config-options.ts';
import { placeAsked } from '../place.ts';

const DAYS_MAX = 3650;

export const retentionShow: CommandBody = async (call) => withStore(call, async (store) => {
  const own = new Map(store.retention.list().map(({ tenant, retention }) => [tenant, retention])), configured = await fromConfig(call);
  for (const tenant of [...new Set(['default', ...own.keys(), ...store.tenants.list().map(({ name }) => name), ...store.archive.tenants()])].sort()) {
    show(call, tenant, own.get(tenant) ?? configured, own.has(tenant) ? 'set' : 'config', store);
  }
  return 0;
});

export const retentionSet: CommandBody = async (call) => withStore(call, async (store) => {
  const { tenant } = placeAsked(call, store, true), configured = await fromConfig(call), before = store.retention.find(tenant) ?? configured;
  const keep = call.text('keep'), gib = call.number('max-gib'), typeDays = daysByType(call.texts('type-days'));
  const after: Retention = {
    keep: keep === 'raw' || keep === 'facts' ? keep : before.keep, days: call.number('days') ?? before.days,
    typeDays: typeDays === undefined ? before.typeDays : typeDays, maxBytes: gib === undefined ? before.maxBytes : Math.round(gib * 2 ** 30),
  };
  store.retention.set(tenant, after);
  show(call, tenant, after, 'set', store);
  if (after.keep === 'facts' && store.archive.size(tenant).bytes > 0) call.io.note('raw logs kept so far stay for their days; --days 0 deletes them at the next sweep');
  return 0;
});

function daysByType(words: readonly string[]): Record<string, number> | undefined {
  if (words.length === 0) return undefined;
  if (words.length === 1 && words[0] === 'none') return {};
  for (const word of words) {
    const [, type = '', days = ''] = /^([a-z]+)=(\d{1,4})$/.exec(word) ?? [];
    if (type === '' || !RECORD_NAMES.includes(type) || Number(days) > DAYS_MAX) {
      throw new EdgeError('usage', 'days by type are written as in traffic=7', { fields: { given: word.slice(0, 64), types: RECORD_NAMES.filter((name) => name !== '').join(', '), most: DAYS_MAX } });
    }
  }
  return typeDaysOf(words);
}

async function fromConfig(call: Invocation): Promise<Retention> {
  const { keep, days, typeDays, maxBytes } = (await configFrom(call)).retention;
  return { keep, days, typeDays: typeDaysOf(typeDays), maxBytes };
}

function show(call: Invocation, tenant: string, { keep, days, typeDays, maxBytes }: Retention, by: 'set' | 'config', store: Store): void {
  const { records, bytes, plain, segments } = store.archive.totals(tenant), { io } = call;
  if (call.flag('json')) {
    io.line(JSON.stringify({ tenant, keep, days, type_days: typeDays, max_bytes: maxBytes, decided_by: by, records, bytes, plain_bytes: plain, segments }));
    return;
  }
  const types = Object.entries(typeDays).map(([type, count]) => `, ${type} ${count}`).join('');
  const policy = keep === 'raw' ? `raw logs for ${days} days${types}, at most ${size(maxBytes)}` : 'facts only';
  io.line(`${tenant}: ${policy}${by === 'config' ? ' (from the config)' : ''}; ${records.toLocaleString('en')} records in ${size(bytes)}`);
}

function size(bytes: number): string {
  const unit = bytes >= 2 ** 30 ? [2 ** 30, 'GiB'] as const : [2 ** 20, 'MiB'] as const;
  return `${(bytes / unit[0]).toFixed(1)} ${unit[1]}`;
}

async function withStore(call: Invocation, work: (store: Store) => Promise<ExitCode>): Promise<ExitCode> {
  const dir = call.text('data') ?? '';
  if (!existsSync(dir)) throw new EdgeError('not_found', 'there is no such data folder', { fields: { path: dir } });
  const store = openStore(dir, { role: 'tool', now: Date.now() });
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
