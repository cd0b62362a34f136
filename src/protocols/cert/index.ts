/** Certificates of TLS servers up to version 1.2: makers sign their devices' certificates themselves, and say so. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

export const cert: Adapter = {
  name: 'cert',
  kind: L.KIND_CERT,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    const subject = batch.text(row, L.F_CERT_SUBJECT), issuer = batch.text(row, L.F_CERT_ISSUER), issuedBy = batch.text(row, L.F_CERT_ISSUER_ORG);
    const organisation = [batch.text(row, L.F_CERT_SUBJECT_ORG), batch.text(row, L.F_CERT_SUBJECT_UNIT)].filter((part) => part !== undefined).join(' / ');
    if (subject !== undefined) observer.fact(mac, time, 'cert.subject', subject);
    if (organisation !== '') observer.fact(mac, time, 'cert.organisation', organisation);
    if (issuer !== undefined) observer.fact(mac, time, 'cert.issuer', issuer);
    if (issuedBy !== undefined) observer.fact(mac, time, 'cert.issuer_organisation', issuedBy);
    for (const name of batch.texts(row, L.F_CERT_NAME)) observer.fact(mac, time, 'cert.name', name);
    const days = batch.number(row, L.F_CERT_DAYS), serial = batch.number(row, L.F_CERT_SERIAL_BYTES);
    observer.fact(mac, time, 'cert.shape', `${batch.number(row, L.F_CERT_SELF_SIGNED) === 1 ? 'self-signed' : 'issued'} ${days ?? '?'} days, serial of ${serial ?? '?'} bytes`);
  },
};
