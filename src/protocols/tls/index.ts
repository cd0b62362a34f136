/** TLS ClientHello: the server a device wants and the shape of its TLS stack. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { registeredDomain } from '../domain.ts';
import { speaker } from '../speaker.ts';

export const tls: Adapter = {
  name: 'tls',
  kind: L.KIND_TLS,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    const name = batch.text(row, L.F_TLS_SNI), ja3 = batch.text(row, L.F_TLS_JA3), ja4 = batch.text(row, L.F_TLS_JA4), version = batch.number(row, L.F_TLS_VERSION);
    if (name !== undefined) {
      const domain = registeredDomain(name);
      observer.fact(mac, time, 'tls.server_name', name.toLowerCase());
      if (domain !== undefined) observer.fact(mac, time, 'tls.domain', domain);
    }
    if (ja3 !== undefined) observer.fact(mac, time, 'tls.ja3', ja3);
    if (ja4 !== undefined) observer.fact(mac, time, 'tls.ja4', ja4);
    if (version !== undefined) observer.fact(mac, time, 'tls.version', String(version));
    for (const protocol of batch.texts(row, L.F_TLS_ALPN)) observer.fact(mac, time, 'tls.alpn', protocol);
  },
};
