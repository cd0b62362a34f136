/** What lets a firewall reach the services that it gets mappings from and sends logs to: rules by App-ID (R91), with revocation lists (R84), service routes (R92), and zones whose devices are looked at (R219). */
import { EdgeError } from '../model/index.ts';
import { entry, leaf, members, branch, type Snippet } from './tree.ts';

/** R91: what each is for. */
export const SERVICE_APPS: readonly { readonly app: string; readonly carries: string }[] = [
  { app: 'paloalto-iot-security', carries: 'mappings and policy rule recommendations' },
  { app: 'paloalto-shared-services', carries: 'enhanced application logs' },
  { app: 'paloalto-logging-service', carries: 'all other logs' },
  { app: 'paloalto-updates', carries: 'the device dictionary' },
  { app: 'google-base', carries: 'what the services stand on' },
  { app: 'paloalto-device-telemetry', carries: 'telemetry' },
];

/** R92, from what the firewall's own traffic is routed by. */
export const SERVICE_ROUTES: readonly { readonly service: string; readonly carries: string }[] = [
  { service: 'data-services', carries: 'enhanced application logs' },
  { service: 'iot', carries: 'mappings and policy rule recommendations' },
  { service: 'paloalto-networks-services', carries: 'other logs and the device dictionary' },
];

/** What the dataplane sends of its own comes from here (R92). */
export const OWN_SOURCES = '127.168.0.0/16';
/** R84. OCSP there ended in 2025: firewalls that check certificates of that authority read lists, over HTTP. */
const LIST_HOSTS = ['x1.c.lencr.org', 'r10.c.lencr.org', 'r11.c.lencr.org', 'e5.c.lencr.org', 'e6.c.lencr.org'] as const;

export interface Reach {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly vsys: string;
  /** A node of ours, which firewalls may be sent to instead: its address and ports. */
  readonly node?: { readonly address: string; readonly ports: readonly number[] } | undefined;
}

export function reachability({ from, to, vsys, node }: Reach): readonly Snippet[] {
  const at = ['vsys', vsys], rule = (name: string, source: string, destination: readonly string[], applications: readonly string[], service: readonly string[]) =>
    entry(name, members('from', from), members('to', to), members('source', [source]), members('destination', destination), members('source-user', ['any']), members('category', ['any']),
      members('application', applications), members('service', service), leaf('action', 'allow'), leaf('log-end', 'yes'));
  const lists = LIST_HOSTS.map((host) => entry(host, leaf('fqdn', host)));
  return [
    { path: [...at, 'address'], settings: [...lists, entry('firewall own sources', leaf('ip-netmask', OWN_SOURCES)), ...(node === undefined ? [] : [entry('nameplate node', leaf('ip-netmask', node.address))])] },
    ...(node === undefined ? [] : [{ path: [...at, 'service'], settings: [entry('nameplate ports', branch('protocol', branch('tcp', leaf('port', node.ports.join(',')))))] }]),
    {
      path: [...at, 'rulebase', 'security', 'rules'],
      settings: [
        rule('Device_Services', 'any', ['any'], SERVICE_APPS.map(({ app }) => app), ['application-default']),
        rule('Device_Services_Own', 'firewall own sources', ['any'], SERVICE_APPS.map(({ app }) => app), ['application-default']),
        rule('Revocation_Lists', 'any', LIST_HOSTS, ['ocsp', 'web-browsing'], ['service-http']),
        ...(node === undefined ? [] : [rule('Nameplate_Node', 'any', ['nameplate node'], ['ssl', 'syslog', 'web-browsing'], ['nameplate ports'])]),
      ],
    },
  ];
}

/** R92: all three by one interface. */
export function serviceRoutes({ source, address }: { readonly source: string; readonly address: string }): readonly Snippet[] {
  if (!/^[A-Za-z0-9][A-Za-z0-9./-]{0,30}$/.test(source)) throw new EdgeError('usage', 'an interface is such as ethernet1/3', { fields: { interface: source.slice(0, 40) } });
  return [{ path: ['deviceconfig', 'system', 'route', 'service'], settings: SERVICE_ROUTES.map(({ service }) => entry(service, branch('source', leaf('interface', source), leaf('address', address)))) }];
}

/** R219: where this is off, rules by device match nobody. */
export function deviceZones({ zones, vsys }: { readonly zones: readonly string[]; readonly vsys: string }): readonly Snippet[] {
  return [{ path: ['vsys', vsys, 'zone'], settings: zones.map((zone) => entry(zone, leaf('enable-device-identification', 'yes'))) }];
}
