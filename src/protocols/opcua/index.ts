/** OPC UA: clients and servers, how they describe themselves, and the policies they offer. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { isResponse, say, type Words } from '../plant.ts';
import { speaker } from '../speaker.ts';

/** A message that describes an application describes its sender. */
const WORDS: Words = [
  [L.F_OPC_PRODUCT_URI, 'opcua.product_uri'], [L.F_ID_DEVICE_TYPE, 'opcua.application_type'], [L.F_ID_VENDOR, 'opcua.vendor'], [L.F_ID_PRODUCT, 'opcua.product'],
  [L.F_ID_SOFTWARE, 'opcua.software'], [L.F_OPC_BUILD, 'opcua.build'], [L.F_OPC_APPLICATION_URI, 'opcua.application_uri'],
];

export const opcua: Adapter = {
  name: 'opcua',
  kind: L.KIND_OPCUA,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), name = batch.text(row, L.F_ID_FUNCTION);
    if (mac === undefined) return;
    const serves = isResponse(batch, row), application = batch.text(row, L.F_ID_NAME), url = batch.text(row, L.F_ID_URL);
    observer.fact(mac, time, 'opcua.role', serves ? 'server' : 'client');
    if (name !== undefined) observer.fact(mac, time, serves ? 'opcua.serves' : 'opcua.asks', name);
    for (const policy of batch.texts(row, L.F_OPC_POLICY)) observer.fact(mac, time, 'opcua.policy', policy.slice(policy.lastIndexOf('#') + 1));
    // `UaServer@host`: what stands behind is the unit's name
    if (application !== undefined) observer.fact(mac, time, 'opcua.application', application.replace(/@.*$/, ''));
    // The URL of a hello is the one it calls.
    if (serves && url !== undefined) observer.fact(mac, time, 'opcua.endpoint', url);
    say(batch, row, mac, observer, WORDS);
  },
};
