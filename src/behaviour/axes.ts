/** The five ways in which behaviour can be unusual, and which of them a parameter belongs to. */
import { parameterIndex, PARAMETERS, type ParameterName } from '../model/index.ts';

export const AXES = ['application', 'payload', 'internal', 'external', 'protocol'] as const;
export type Axis = (typeof AXES)[number];

/** Habits by axis; the shape of software and what a device calls itself are no habits. */
const HABITS: Readonly<Record<Axis, readonly ParameterName[]>> = {
  application: ['traffic.app', 'http.app', 'http.agent_product', 'dicom.syntax', 'dicom.role', 'known.role'],
  payload: ['traffic.sent_sizes', 'traffic.received_sizes', 'traffic.head', 'http.method', 'http.content_type'],
  internal: ['mdns.question', 'ssdp.search', 'llmnr.query', 'nbns.query', 'wsd.probe', 'traffic.announces', 'snmp.manages', 'smb.server_type', 'dhcp.serves', 'dns.serves', 'dhcpv6.serves', 'ntp.serves'],
  external: ['dns.domain', 'http.domain', 'tls.domain'],
  protocol: ['traffic.protocol', 'traffic.asks', 'traffic.serves', 'modbus.role', 'modbus.asks', 'modbus.serves', 'bacnet.role', 'bacnet.asks', 'bacnet.serves', 'enip.role', 'enip.asks', 'enip.serves', 'pndcp.asks', 'pndcp.serves', 's7comm.role', 's7comm.asks', 's7comm.serves', 'dnp3.role', 'dnp3.asks', 'dnp3.serves', 'opcua.role', 'opcua.asks', 'opcua.serves', 'fins.role', 'fins.asks', 'fins.serves'],
};

const BY_INDEX: readonly (Axis | undefined)[] = (() => {
  const axes = new Array<Axis | undefined>(PARAMETERS.length).fill(undefined);
  for (const axis of AXES) for (const name of HABITS[axis]) axes[parameterIndex(name)] = axis;
  return axes;
})();

/** Undefined for a parameter that is no habit. */
export function axisOf(parameter: string): Axis | undefined {
  const index = parameterIndex(parameter);
  return index < 0 ? undefined : BY_INDEX[index];
}
