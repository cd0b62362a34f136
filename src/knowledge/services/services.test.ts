/** Ports and introductions: what they hint at, and ports that say nothing. */
import { expect, test } from 'bun:test';
import type { ParameterName } from '../../model/index.ts';
import { services } from './index.ts';
import { serviceCount } from './ports.ts';

const claim = (parameter: ParameterName, value: string) => services.read(parameter, value)[0];

test('[R49] ports are hints, but those of one maker are more', () => {
  expect(serviceCount()).toBeGreaterThan(90);
  for (const [service, category] of [['tcp/9100', 'Printer'], ['tcp/554', 'Camera'], ['udp/5060', 'IP Phone'], ['tcp/3389', 'Personal Computer'], ['tcp/62078', 'Smartphone'], ['tcp/102', 'Industrial Controller'], ['udp/47808', 'Building Automation'], ['tcp/104', 'PACS Server'], ['tcp/8291', 'Router']] as const)
    expect({ service, category: claim('traffic.serves', service)?.category as string }).toEqual({ service, category });
  expect(claim('traffic.serves', 'tcp/554')?.certainty).toBeLessThan(0.5);
  for (const service of ['tcp/80', 'tcp/443', 'tcp/22', 'udp/53', 'tcp/9101', 'udp/9100', 'tcp/', '', 'constructor']) expect({ service, claims: services.read('traffic.serves', service) }).toEqual({ service, claims: [] });
});

test('[R49] telephones name themselves in SIP', () => {
  for (const [agent, vendor, category, model] of [
    ['Yealink SIP-T46S 66.85.0.5', 'Yealink', 'IP Phone', 'T46S'], ['Cisco-CP8841/12.5.1', 'Cisco', 'IP Phone', '8841'], ['PolycomVVX-VVX_411-UA/5.9.0.9373', 'Polycom', 'IP Phone', 'VVX_411'], ['Grandstream GXP2170 1.0.11.3', 'Grandstream', 'IP Phone', 'GXP2170'],
    ['Grandstream HT802 1.0.17.5', 'Grandstream', 'VoIP Communications Equipment', 'HT802'], ['Cisco/SPA525G2-7.6.2', 'Cisco', 'IP Phone', 'SPA525G2'], ['Fanvil X4 2.12.1', 'Fanvil', 'IP Phone', 'X4'], ['snom370/8.7.3.19', 'Snom', 'IP Phone', undefined],
  ] as const) expect({ agent, ...claim('sip.user_agent', agent) }).toMatchObject({ agent, vendor, category, ...(model === undefined ? {} : { model }) });
  expect(claim('sip.user_agent', 'Asterisk PBX 16.2')).toMatchObject({ category: 'Server' });
  for (const agent of ['', 'MyYealinkTool', 'friendly-scanner', 'sipcli/v1.8', 'pjsip', 'Go SIP']) expect({ agent, claims: services.read('sip.user_agent', agent) }).toEqual({ agent, claims: [] });
});

test('[R49] cameras name themselves in RTSP', () => {
  expect(claim('rtsp.server', 'Dahua Rtsp Server/2.0')).toMatchObject({ vendor: 'Dahua', category: 'Camera' });
  expect(claim('rtsp.server', 'Hipcam RealServer/V1.0')).toMatchObject({ category: 'Camera' });
  for (const server of ['', 'VLC/3.0.8', 'GStreamer RTSP', 'axisymmetric']) expect({ server, claims: services.read('rtsp.server', server) }).toEqual({ server, claims: [] });
});
