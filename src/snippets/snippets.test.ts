/** What an administrator pastes: every log type, the DHCP rules, and names that cannot break out of either spelling. */
import { expect, test } from 'bun:test';
import { asSet, asXml, BROADCAST_SESSION, dhcpRules, LOG_TYPES, logForwarding } from './index.ts';

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
