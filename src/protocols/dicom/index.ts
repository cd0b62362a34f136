/** DICOM associations: the requester calls itself by one title, the acceptor is called by the other. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

export const dicom: Adapter = {
  name: 'dicom',
  kind: L.KIND_DICOM,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    const accepts = (batch.flags(row) & L.FLAG_RESPONSE) !== 0;
    observer.fact(mac, time, 'dicom.role', accepts ? 'acceptor' : 'requester');
    const title = batch.text(row, accepts ? L.F_DICOM_CALLED : L.F_DICOM_CALLING), implementation = batch.text(row, L.F_DICOM_IMPLEMENTATION), version = batch.text(row, L.F_DICOM_VERSION);
    if (title !== undefined) observer.fact(mac, time, 'dicom.title', title);
    if (implementation !== undefined) observer.fact(mac, time, 'dicom.implementation', implementation);
    if (version !== undefined) observer.fact(mac, time, 'dicom.version', version);
    if (!accepts) for (const syntax of batch.texts(row, L.F_DICOM_SYNTAX)) observer.fact(mac, time, 'dicom.syntax', syntax);
  },
};
