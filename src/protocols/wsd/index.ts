/** WS-Discovery: what a device announces itself to be, and ONVIF's scopes, which name model, name and place. */
import * as L from '../../../assembly/layout.ts';
import type { DeviceKey, ParameterName, RowReader } from '../../model/index.ts';
import type { Adapter, Observer } from '../adapter.ts';
import { speaker } from '../speaker.ts';

const ANNOUNCES = new Set(['Hello', 'Bye', 'ProbeMatches', 'ResolveMatches']);
const NAMED: Readonly<Record<string, ParameterName>> = { hardware: 'wsd.hardware', name: 'wsd.name', location: 'wsd.location' };
/** ONVIF Core section 7.3.2.2: `onvif://www.onvif.org/hardware/D1-734`. */
const ONVIF = /^onvif:\/\/www\.onvif\.org\/([^/]+)\/?(.*)$/i;

export const wsd: Adapter = {
  name: 'wsd',
  kind: L.KIND_WSD,
  observe(batch, row, observer) {
    const mac = speaker(batch, row);
    if (mac === undefined) return;
    const action = batch.text(row, L.F_ID_FUNCTION) ?? '', types = batch.texts(row, L.F_WSD_TYPE).join(' ');
    if (ANNOUNCES.has(action)) announced(batch, row, mac, types, observer);
    else if (action === 'Probe' && types !== '') observer.fact(mac, batch.timeMs(row), 'wsd.probe', types);
  },
};

function announced(batch: RowReader, row: number, mac: DeviceKey, types: string, observer: Observer): void {
  const time = batch.timeMs(row), endpoint = batch.text(row, L.F_WSD_ENDPOINT);
  if (types !== '') observer.fact(mac, time, 'wsd.type', types);
  if (endpoint !== undefined) observer.fact(mac, time, 'wsd.endpoint', endpoint);
  for (const address of batch.texts(row, L.F_WSD_ADDRESS)) observer.fact(mac, time, 'wsd.path', address.replace(/^(https?):\/\/[^/]*?(:\d+)?(?=\/|$)/i, '$1$2 '));
  for (const scope of batch.texts(row, L.F_WSD_SCOPE)) {
    const [, kind = '', value = ''] = ONVIF.exec(scope) ?? [], parameter = NAMED[kind.toLowerCase()];
    if (parameter === undefined) observer.fact(mac, time, 'wsd.scope', scope);
    else if (value !== '') observer.fact(mac, time, parameter, decoded(value));
  }
}

/** %20 and its like undone; a text that is not so written stays as it is. */
function decoded(text: string): string {
  return /^(?:[^%]|%[0-7][0-9a-f])*$/i.test(text) ? decodeURIComponent(text) : text;
}
