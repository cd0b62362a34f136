/** SMB: systems and names that both sides tell when a session is set up, and what hosts announce to their workgroup. */
import * as L from '../../../assembly/layout.ts';
import type { ParameterName } from '../../model/index.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

const TEXTS: readonly (readonly [number, ParameterName])[] = [
  [L.F_SMB_NATIVE_OS, 'smb.native_os'], [L.F_SMB_NATIVE_LM, 'smb.native_lan_manager'], [L.F_SMB_OS_VERSION, 'smb.os_version'], [L.F_SMB_DIALECT, 'smb.dialect'],
  [L.F_ID_NAME, 'smb.name'], [L.F_SMB_DNS_NAME, 'smb.name'], [L.F_SMB_DOMAIN, 'smb.domain'], [L.F_SMB_DNS_DOMAIN, 'smb.domain'], [L.F_ID_DESCRIPTION, 'smb.comment'],
];

export const smb: Adapter = {
  name: 'smb',
  kind: L.KIND_SMB,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    for (const [id, parameter] of TEXTS) {
      const text = batch.text(row, id);
      if (text !== undefined) observer.fact(mac, time, parameter, text);
    }
    const offered = batch.texts(row, L.F_SMB_OFFERED), kind = batch.number(row, L.F_SMB_SERVER_TYPE);
    if (offered.length > 0) observer.fact(mac, time, 'smb.offers', offered.join(', '));
    if (kind !== undefined) observer.fact(mac, time, 'smb.server_type', kind.toString(16));
  },
};
