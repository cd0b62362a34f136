/** Rows of the kernels to observations: one adapter a record kind, one table. */
import type { ObservationSink, RowReader } from '../model/index.ts';
import type { Adapter } from './adapter.ts';
import { arp } from './arp/index.ts';
import { banner } from './banner/index.ts';
import { cdp } from './cdp/index.ts';
import { cert } from './cert/index.ts';
import { bacnet } from './bacnet/index.ts';
import { dhcp } from './dhcp/index.ts';
import { dhcpv6 } from './dhcpv6/index.ts';
import { dicom } from './dicom/index.ts';
import { dns } from './dns/index.ts';
import { gtp } from './gtp/index.ts';
import { hip } from './hip/index.ts';
import { dnp3 } from './dnp3/index.ts';
import { enip } from './enip/index.ts';
import { fins } from './fins/index.ts';
import { http } from './http/index.ts';
import { known } from './known/index.ts';
import { lease } from './lease/index.ts';
import { lldp } from './lldp/index.ts';
import { llmnr } from './llmnr/index.ts';
import { mdns } from './mdns/index.ts';
import { nbns } from './nbns/index.ts';
import { ntp } from './ntp/index.ts';
import { rtsp } from './rtsp/index.ts';
import { sip } from './sip/index.ts';
import { smb } from './smb/index.ts';
import { snmp } from './snmp/index.ts';
import { modbus } from './modbus/index.ts';
import { opcua } from './opcua/index.ts';
import { pndcp } from './pndcp/index.ts';
import { s7comm } from './s7comm/index.ts';
import { ssdp } from './ssdp/index.ts';
import { system } from './system/index.ts';
import { threat } from './threat/index.ts';
import { tls } from './tls/index.ts';
import { speaker } from './speaker.ts';
import { traffic } from './traffic/index.ts';
import { unused } from './unused/index.ts';
import { wsd } from './wsd/index.ts';

export { echoed, isHipEcho } from './echo.ts';
export type { Adapter } from './adapter.ts';

/** Order does not matter: a row has one kind. */
export const ADAPTERS: readonly Adapter[] = [arp, dhcp, dns, mdns, ssdp, http, tls, traffic, lease, threat, hip, system, gtp, unused, known, dhcpv6, llmnr, nbns, lldp, cdp, ntp, wsd, snmp, banner, cert, sip, rtsp, smb, dicom, modbus, bacnet, enip, pndcp, s7comm, dnp3, opcua, fins];

const BY_KIND: readonly (Adapter | undefined)[] = Array.from({ length: 256 }, (_, kind) => ADAPTERS.find((adapter) => adapter.kind === kind));

/**
 * Tells the sink what each row says. Rejects and kinds without an adapter say nothing. `repeated` is asked before each row: true when the sink has
 * heard it all before and needs no telling.
 */
export function observe(batch: RowReader, sink: ObservationSink, repeated?: (row: number) => boolean): void {
  for (let row = 0; row < batch.count; row++) {
    const adapter = BY_KIND[batch.kind(row)];
    if (adapter === undefined || repeated?.(row) === true) continue;
    adapter.observe(batch, row, sink);
    if (batch.vlan(row) !== 0) link(batch, row, sink);
  }
}

/** The VLAN that its sender is in (IEEE 802.1Q), whatever the frame carries. */
function link(batch: RowReader, row: number, sink: ObservationSink): void {
  const source = speaker(batch, row), inner = batch.innerVlan(row);
  if (source !== undefined) sink.fact(source, batch.timeMs(row), 'link.vlan', inner === 0 ? String(batch.vlan(row)) : `${batch.vlan(row)}.${inner}`);
}
