/** `nameplate logs`: the archive of a data folder searched beside its node, record by record as they are found. */
import { deviceKey, newCounts, searchLogs } from '../archive/index.ts';
import type { ArchivedLog, LogSearch, LogSearchSummary } from '../cli/index.ts';
import { loadKernel, RECORD_NAMES } from '../kernels/index.ts';
import { EdgeError } from '../model/index.ts';
import { openStore } from '../store/index.ts';

export async function searchArchive(search: LogSearch, emit: (log: ArchivedLog) => boolean): Promise<LogSearchSummary> {
  const unknown = search.types.find((type) => !RECORD_NAMES.includes(type));
  if (unknown !== undefined) throw new EdgeError('usage', 'there is no such type of record', { fields: { type: unknown, types: RECORD_NAMES.filter((name) => name !== '').join(', ') } });
  const kernel = loadKernel(), counts = newCounts(), { device, dataDir, ...query } = search;
  const key = device === undefined ? undefined : deviceKey(kernel, device);
  const store = openStore(dataDir, { role: 'tool', now: Date.now() });
  let found = 0;
  try {
    for await (const { time, owner, line, record } of searchLogs({ store, kernel, counts }, { ...query, device: key })) {
      found += 1;
      const { firewall, site, segment, received } = owner;
      // The record's own time is that of the source; a replay said how much later it counts.
      const own = owner.shift === 0 || record['time'] === undefined ? {} : { time: new Date(time).toISOString() };
      if (!emit({ time, firewall, line, record: { ...record, ...own, firewall, site, segment, received: new Date(received).toISOString() } })) break;
    }
    return { found, missing: counts.missing, unordered: counts.unordered, empty: store.archive.size(query.tenant).bytes === 0 };
  } finally {
    store.close();
  }
}
