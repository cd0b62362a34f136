/** NetBIOS name service (RFC 1002): names a device claims or holds are its own, a name it asks for is another's. */
import * as L from '../../../assembly/layout.ts';
import type { DeviceKey, RowReader } from '../../model/index.ts';
import type { Adapter, Observer } from '../adapter.ts';
import { speaker } from '../speaker.ts';

const GROUP = 0x8000;
/** Functions in which the names are the speaker's own. */
const CLAIMS = new Set(['registration', 'multi-homed registration', 'refresh', 'release']);
const hex = (suffix: number): string => suffix.toString(16).padStart(2, '0');
/** Names that stand for a service on many units, not for this one. */
const isShared = (name: string): boolean => name === '*' || name.startsWith('\u0001\u0002__MSBROWSE__');

export const nbns: Adapter = {
  name: 'nbns',
  kind: L.KIND_NBNS,
  observe(batch, row, observer) {
    const mac = speaker(batch, row);
    if (mac === undefined) return;
    const operation = batch.text(row, L.F_ID_FUNCTION) ?? '', response = (batch.flags(row) & L.FLAG_RESPONSE) !== 0;
    // A server's answer to a claim repeats the claimant's name.
    if (response ? operation === 'query' : CLAIMS.has(operation)) own(batch, row, mac, observer);
    else if (!response && operation === 'query') for (const suffix of batch.numbers(row, L.F_NB_SUFFIX)) observer.fact(mac, batch.timeMs(row), 'nbns.query', hex(suffix));
  },
};

function own(batch: RowReader, row: number, mac: DeviceKey, observer: Observer): void {
  const time = batch.timeMs(row), names = batch.texts(row, L.F_NB_NAME), suffixes = batch.numbers(row, L.F_NB_SUFFIX), flags = batch.numbers(row, L.F_NB_FLAGS);
  names.forEach((name, i) => {
    if (!isShared(name)) observer.fact(mac, time, ((flags[i] ?? 0) & GROUP) === 0 ? 'nbns.name' : 'nbns.group', name);
  });
  if (suffixes.length > 0) observer.fact(mac, time, 'nbns.services', [...new Set(suffixes)].sort((a, b) => a - b).map(hex).join(' '));
}
