/** Lines of firewall logs as Strata Logging Service writes them, made to measure for tests. */

export interface TrafficLine {
  readonly at?: number;
  readonly firewall?: string;
  readonly sequence?: number;
  readonly subtype?: string;
  readonly src?: string;
  readonly dst?: string;
  readonly app?: string;
  readonly clientPort?: number;
  readonly port?: number;
  readonly action?: string;
  readonly bytes?: number;
  /** Packets that came back. */
  readonly received?: number;
  readonly seconds?: number;
  readonly inInterface?: string;
  /** Category, profile, model, vendor, OS family, OS version, host, MAC. */
  readonly source?: readonly string[];
  readonly target?: readonly string[];
}

const SIDE = ['DeviceCategory', 'DeviceProfile', 'DeviceModel', 'DeviceVendor', 'DeviceOSFamily', 'DeviceOSVersion', 'DeviceHost', 'DeviceMac'] as const;

function columns(side: string, values: readonly string[] | undefined): Record<string, string> {
  return Object.fromEntries((values ?? []).map((value, i) => [`${side}${SIDE[i] ?? ''}`, value]));
}

export function log(fields: Readonly<Record<string, unknown>>): string { return JSON.stringify({ DeviceSN: '007200002536', ...fields }); }

export function traffic({ at = 0, firewall = '007200002536', sequence, subtype = 'end', src = '10.9.0.7', dst = '198.51.100.9', app = 'ssl', clientPort = 40_000, port = 443, action = 'allow', bytes = 1000,
  received = 5, seconds = 1, inInterface = 'ethernet1/2', source, target }: TrafficLine): string {
  return log({
    DeviceSN: firewall, LogType: 'TRAFFIC', Subtype: subtype, ...(at > 0 && { TimeGenerated: new Date(at).toISOString() }), ...(sequence !== undefined && { SequenceNo: sequence }),
    SourceAddress: src, DestinationAddress: dst, SourcePort: clientPort, DestinationPort: port, Protocol: 'tcp', Action: action, Application: app, InboundInterface: inInterface,
    TotalBytes: bytes, Bytes: bytes, PacketsSent: 6, PacketsReceived: received, SessionDuration: seconds, ...columns('Source', source), ...columns('Destination', target),
  });
}
