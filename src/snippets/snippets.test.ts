/** What an administrator pastes: every log type, the DHCP rules, and names that cannot break out of either spelling. */
import { expect, test } from 'bun:test';
import { asSet, asXml, BROADCAST_SESSION, deviceZones, dhcpRules, LOG_TYPES, logForwarding, OWN_SOURCES, reachability, SERVICE_APPS, SERVICE_ROUTES, serviceRoutes } from './index.ts';

test('[R8] [R150] a log-forwarding profile sends all logs of every type, enhanced application logs too', () => {
  const xml = logForwarding({ profile: 'nameplate' }).map(asXml).join('\n');
  expect(xml).toContain('<enhanced-application-logging>yes</enhanced-application-logging>');
  expect(LOG_TYPES.length).toBe(10);
  for (const type of LOG_TYPES) expect(xml).toContain(`<entry name="${type}-enhanced-app-logging">\n      <log-type>${type}</log-type>\n      <filter>All Logs</filter>`);
  expect(xml).not.toContain('send-syslog');
});

test('[R8] with a node to send to, the syslog server comes first and each type sends to it', () => {
  const set = logForwarding({ profile: 'np', node: { host: '10.0.0.5', port: 6514, transport: 'SSL' } }).map(asSet).join('\n').split('\n');
  expect(set.slice(0, 5)).toEqual(['server 10.0.0.5', 'transport SSL', 'port 6514', 'format IETF', 'facility LOG_USER'].map((rest) => `set shared log-settings syslog "np server" server nameplate ${rest}`));
  expect(set.filter((line) => line.endsWith('send-syslog "np server"')).length).toBe(LOG_TYPES.length);
});

test('[R25] [R27] the rules let DHCP through with a log, the servers with none, and drop the rest without a log', () => {
  const set = dhcpRules({ from: ['any'], to: ['any'], servers: ['10.0.0.1', '10.0.0.2'], profile: 'np', vsys: 'vsys1' }).map(asSet).join('\n');
  expect(set).toContain('set vsys vsys1 rulebase security rules DHCP_Traffic application dhcp');
  expect(set).toContain('rules DHCP_Traffic log-setting np');
  expect(set).toContain('rules "DHCP Ping" source [ 10.0.0.1 10.0.0.2 ]');
  expect(set).toContain('rules DHCP_Host_Allow destination [ 10.0.0.1 10.0.0.2 ]');
  expect(set).toContain('rules Drop_All_Others action drop');
  expect(set.match(/log-end yes/g)?.length).toBe(1);
  expect(asSet(BROADCAST_SESSION)).toBe('set deviceconfig setting session dhcp-bcast-session-on yes');
});

test('a name that PAN-OS would refuse is refused, and text cannot end its element or quote', () => {
  expect(() => logForwarding({ profile: 'a"><x>' })).toThrow();
  expect(asXml({ path: [], settings: [{ tag: 'a', text: '<b>&"\'' }] })).toContain('<a>&#60;b&#62;&#38;&#34;&#39;</a>');
  expect(asSet({ path: [], settings: [{ tag: 'a', text: 'x" y' }] })).toBe('set a "x y"');
});

test('[R91] [R84] [R92] rules let the firewall reach its services by six App-IDs, from its own sources too, and revocation lists at port 80', () => {
  const set = reachability({ from: ['mgmt'], to: ['internet'], vsys: 'vsys1' }).map(asSet).join('\n');
  expect(SERVICE_APPS.map(({ app }) => app)).toEqual(['paloalto-iot-security', 'paloalto-shared-services', 'paloalto-logging-service', 'paloalto-updates', 'google-base', 'paloalto-device-telemetry']);
  expect(set).toContain('rules Device_Services application [ paloalto-iot-security paloalto-shared-services paloalto-logging-service paloalto-updates google-base paloalto-device-telemetry ]');
  expect(set).toContain(`address "firewall own sources" ip-netmask ${OWN_SOURCES}`);
  expect(set).toContain('rules Device_Services_Own source "firewall own sources"');
  expect(set).toContain('address x1.c.lencr.org fqdn x1.c.lencr.org');
  expect(set).toMatch(/rules Revocation_Lists application \[ ocsp web-browsing \]\n.*rules Revocation_Lists service service-http\n/);
  expect(set).not.toContain('Nameplate_Node');
  for (const line of set.split('\n')) expect(line).toStartWith('set vsys vsys1 ');
});

test('[R91] [R85] with a node there is a rule for its ports alone, after the object that it names', () => {
  const set = reachability({ from: ['any'], to: ['any'], vsys: 'vsys1', node: { address: '10.0.0.5', ports: [443, 8444] } }).map(asSet).join('\n');
  expect(set).toContain('address "nameplate node" ip-netmask 10.0.0.5');
  expect(set.indexOf('service "nameplate ports" protocol tcp port "443,8444"')).toBeLessThan(set.indexOf('rules Nameplate_Node service "nameplate ports"'));
  expect(set).toContain('rules Nameplate_Node destination "nameplate node"');
});

test('[R92] three service routes by one interface', () => {
  expect(SERVICE_ROUTES.length).toBe(3);
  expect(serviceRoutes({ source: 'ethernet1/3', address: '10.0.0.1/24' }).map(asSet).join('\n').split('\n')).toEqual(['data-services', 'iot', 'paloalto-networks-services'].flatMap((service) => [
    `set deviceconfig system route service ${service} source interface ethernet1/3`, `set deviceconfig system route service ${service} source address 10.0.0.1/24`,
  ]));
  expect(() => serviceRoutes({ source: 'a"; b', address: '10.0.0.1' })).toThrow();
});

test('[R219] zones whose devices are looked at', () => {
  expect(deviceZones({ zones: ['clinic', 'front office'], vsys: 'vsys1' }).map(asSet).join('\n').split('\n')).toEqual(['set vsys vsys1 zone clinic enable-device-identification yes', 'set vsys vsys1 zone "front office" enable-device-identification yes']);
  expect(deviceZones({ zones: ['clinic'], vsys: 'vsys1' }).map(asXml)[0]).toContain('<entry name="clinic">\n  <enable-device-identification>yes</enable-device-identification>');
});
