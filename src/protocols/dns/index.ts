/** DNS: the names a device asks for are about the device; answers only tell who serves DNS. */
import { F_DNS_QUERY_NAME, F_DNS_QUERY_TYPE, FLAG_RESPONSE, KIND_DNS } from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { registeredDomain } from '../domain.ts';
import { speaker } from '../speaker.ts';
import { typeName } from './record-types.ts';

export const dns: Adapter = {
  name: 'dns',
  kind: KIND_DNS,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    if ((batch.flags(row) & FLAG_RESPONSE) !== 0) { observer.fact(mac, time, 'dns.serves', 'yes'); return; }
    for (const name of batch.texts(row, F_DNS_QUERY_NAME)) {
      if (name === '.') continue;
      observer.fact(mac, time, 'dns.query', name.toLowerCase());
      const domain = registeredDomain(name);
      if (domain !== undefined) observer.fact(mac, time, 'dns.domain', domain);
    }
    for (const type of batch.numbers(row, F_DNS_QUERY_TYPE)) observer.fact(mac, time, 'dns.query_type', typeName(type));
  },
};
