/** LLMNR (RFC 4795): names a device looks for on its link, and the one it answers to. */
import { F_DNS_ANSWER_NAME, F_DNS_ANSWER_TYPE, F_DNS_QUERY_NAME, FLAG_RESPONSE, KIND_LLMNR } from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { TYPE_A, TYPE_AAAA } from '../dns/record-types.ts';
import { speaker } from '../speaker.ts';

export const llmnr: Adapter = {
  name: 'llmnr',
  kind: KIND_LLMNR,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    if ((batch.flags(row) & FLAG_RESPONSE) === 0) {
      for (const name of batch.texts(row, F_DNS_QUERY_NAME)) observer.fact(mac, time, 'llmnr.query', name.toLowerCase());
      return;
    }
    // A responder is the authority for its own name only (RFC 4795 section 3).
    const names = batch.texts(row, F_DNS_ANSWER_NAME), types = batch.numbers(row, F_DNS_ANSWER_TYPE);
    const own = names.find((_, i) => types[i] === TYPE_A || types[i] === TYPE_AAAA);
    if (own !== undefined) observer.fact(mac, time, 'llmnr.host', own);
  },
};
