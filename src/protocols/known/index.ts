/** What a sensor (Zeek, Suricata) says of a device directly: its software and banners, its part in a protocol, what it answers when asked who it is. */
import * as L from '../../../assembly/layout.ts';
import type { ParameterName } from '../../model/index.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

const TCP = 6, UDP = 17;
/** Kinds of software whose text is a header that captures have too: the same parameter, so that one model reads both. */
const HEADERS: ReadonlyMap<string, ParameterName> = new Map([['HTTP::BROWSER', 'http.user_agent'], ['HTTP::SERVER', 'http.server'], ['HTTP::APPSERVER', 'http.server']]);
const PLAIN: readonly (readonly [field: number, parameter: ParameterName])[] = [
  [L.F_DHCP_HOSTNAME, 'dhcp.hostname'], [L.F_ID_NAME, 'known.name'], [L.F_ID_DESCRIPTION, 'known.description'], [L.F_ID_VENDOR, 'known.vendor'], [L.F_ID_PRODUCT, 'known.product'],
  [L.F_ID_MODEL, 'known.product'], [L.F_ID_FIRMWARE, 'known.firmware'], [L.F_ID_DEVICE_TYPE, 'known.device_type'], [L.F_ID_SERIAL, 'known.serial'],
  [L.F_KNOWN_SUBJECT, 'known.certificate'], [L.F_KNOWN_DOMAIN, 'known.domain'],
];

export const known: Adapter = {
  name: 'known',
  kind: L.KIND_KNOWN,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    for (const [field, parameter] of PLAIN) {
      const value = batch.text(row, field);
      if (value !== undefined && value !== '') observer.fact(mac, time, parameter, value);
    }
    const software = batch.text(row, L.F_ID_SOFTWARE), role = batch.text(row, L.F_KNOWN_ROLE);
    if (software !== undefined) observer.fact(mac, time, HEADERS.get(batch.text(row, L.F_KNOWN_SOFTWARE_TYPE) ?? '') ?? 'known.software', software);
    if (role !== undefined) observer.fact(mac, time, 'known.role', `${batch.text(row, L.F_LOG_TYPE) ?? ''} ${role}`);
    const proto = batch.proto(row), port = batch.srcPort(row);
    if ((proto === TCP || proto === UDP) && port > 0 && batch.texts(row, L.F_KNOWN_SERVICES).length > 0) observer.fact(mac, time, 'traffic.serves', `${proto === TCP ? 'tcp' : 'udp'}/${port}`);
  },
};
