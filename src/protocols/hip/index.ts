/** HIP-MATCH: what a host's own agent told its firewall of the host. What the firewall matched is kept by firewall, not as evidence (R77). */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { isHipEcho } from '../echo.ts';
import { isUnit, speaker } from '../speaker.ts';

export const hip: Adapter = {
  name: 'hip',
  kind: L.KIND_HIP,
  observe(batch, row, observer) {
    if (isHipEcho(batch, row)) return;
    const said = batch.mac(row, L.F_HIP_MAC), host = said !== undefined && isUnit(said) ? said : speaker(batch, row);
    if (host === undefined) return;
    const time = batch.timeMs(row), machine = batch.text(row, L.F_HIP_MACHINE), os = batch.text(row, L.F_HIP_OS);
    if (machine !== undefined) observer.fact(host, time, 'hip.machine', machine);
    if (os !== undefined) observer.fact(host, time, 'hip.os', os);
  },
};
