/** mDNS and DNS-SD (RFC 6762, 6763): services and names a device announces, and those it looks for. */
import { F_DNS_ANSWER_DATA, F_DNS_ANSWER_NAME, F_DNS_ANSWER_TYPE, F_DNS_QUERY_NAME, FLAG_RESPONSE, KIND_MDNS } from '../../../assembly/layout.ts';
import type { DeviceKey, RowReader } from '../../model/index.ts';
import type { Adapter, Observer } from '../adapter.ts';
import { TYPE_A, TYPE_AAAA, TYPE_HINFO, TYPE_PTR, TYPE_SRV, TYPE_TXT } from '../dns/record-types.ts';
import { speaker } from '../speaker.ts';

const SERVICE = /^_[^.]+\._(?:tcp|udp)\.local$/i;
/** TXT keys whose value is a model (HAP, _googlecast, Bonjour Printing, _device-info, D-Link). */
const MODEL_KEYS = new Set(['md', 'model', 'model_number', 'ty', 'product', 'usb_mdl', 'rmodel', 'am', 'modelname', 'model_name']);
/** TXT keys whose value describes a product otherwise. All others may carry serials: only their names are kept. */
const PRODUCT_KEYS = new Set(['usb_mfg', 'manufacturer', 'mfg', 'ci', 'vendor', 'dtype', 'type', 'os', 'platform', 'hardware_ver', 'txtvers', 'pv', 'osxvers']);
/** Text of a name as people wrote it: `\.` and `\DDD` undone (RFC 1035 section 5.1). */
const plain = (name: string): string => !name.includes('\\') ? name : name.replace(/\\(\d{3}|.)/g, (_, c: string) => (c.length === 3 ? String.fromCharCode(Number(c)) : c));

export const mdns: Adapter = {
  name: 'mdns',
  kind: KIND_MDNS,
  observe(batch, row, observer) {
    const mac = speaker(batch, row);
    if (mac === undefined) return;
    // Records inside a question are known answers (RFC 6762 section 7.1): mostly other devices' words.
    if ((batch.flags(row) & FLAG_RESPONSE) !== 0) announcements(batch, row, mac, observer);
    else for (const name of batch.texts(row, F_DNS_QUERY_NAME)) observer.fact(mac, batch.timeMs(row), 'mdns.question', plain(name));
  },
};

function announcements(batch: RowReader, row: number, mac: DeviceKey, observer: Observer): void {
  const time = batch.timeMs(row);
  const names = batch.texts(row, F_DNS_ANSWER_NAME), types = batch.numbers(row, F_DNS_ANSWER_TYPE), data = batch.texts(row, F_DNS_ANSWER_DATA);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] ?? '', type = types[i], value = data[i] ?? '';
    if (type === TYPE_PTR) {
      if (SERVICE.test(name)) {
        observer.fact(mac, time, 'mdns.service', name.toLowerCase());
        observer.fact(mac, time, 'mdns.instance', plain(value));
      }
    } else if (type === TYPE_A || type === TYPE_AAAA) observer.fact(mac, time, 'mdns.host', plain(name));
    else if (type === TYPE_SRV) {
      observer.fact(mac, time, 'mdns.instance', plain(name));
      const port = value.split(' ')[2];
      if (port !== undefined) observer.fact(mac, time, 'mdns.port', port);
    } else if (type === TYPE_HINFO) observer.fact(mac, time, 'mdns.system', value.replace('\n', ' '));
    else if (type === TYPE_TXT) pairs(mac, time, value, observer);
  }
}

function pairs(mac: DeviceKey, time: number, text: string, observer: Observer): void {
  for (const pair of text.split('\n')) {
    const at = pair.indexOf('=');
    const key = (at < 0 ? pair : pair.slice(0, at)).toLowerCase();
    // A key has no blanks and few letters (RFC 6763 section 6.4); a sentence is a name that somebody gave.
    if (key === '' || key.length > 20 || key.includes(' ')) continue;
    observer.fact(mac, time, 'mdns.text_key', key);
    if (at <= 0) continue;
    const value = plain(pair.slice(at + 1));
    if (MODEL_KEYS.has(key)) observer.fact(mac, time, 'mdns.model', value);
    else if (PRODUCT_KEYS.has(key)) observer.fact(mac, time, 'mdns.text', `${key}=${value}`);
  }
}
