/** Real DHCP servers with real clients in network namespaces: every lease a client got stands in the rows read from the server's own log, and that it gave it back. */
import { describe, expect, test } from 'bun:test';
import { LEASE_CLIENTS, LEASE_SERVERS, leaseLogs } from '../../fixtures/lease-servers.ts';
import { Network } from '../../fixtures/network.ts';
import { findPeer } from '../../build/peers.ts';
import { loadKernel, PARSERS, toRecord } from './index.ts';

const TOOLS = ['ip', 'nsenter', 'unshare', ...LEASE_CLIENTS.map((client) => client.name)];
const able = process.getuid?.() === 0 && TOOLS.every((tool) => findPeer(tool) !== null) && Bun.spawnSync(['unshare', '--net', 'true']).exitCode === 0;
/** The option 55 codes that the first client was told to ask for. */
const ASKED = [1, 3, 6, 12, 15, 28, 42];

describe.each([...LEASE_SERVERS])('$name', (server) => {
  test.skipIf(!able || findPeer(server.program) === null)(`[R25] [R29] [R35] every lease that clients got from ${server.name} is in its log's rows, with MAC, address and host name, and so is its end`, async () => {
    const network = new Network();
    try {
      const { got, texts } = await leaseLogs(network, server), batch = loadKernel().parse(PARSERS.log, new TextEncoder().encode(texts.join('')));
      const rows = Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)), leases = rows.filter((one) => one['record'] === 'lease');
      const acknowledged = leases.filter((one) => one['action'] === 'ack' && one['ip'] !== undefined);
      expect(got).toHaveLength(LEASE_CLIENTS.length);
      for (const { mac, ip, host } of got) {
        const own = acknowledged.filter((one) => one['chaddr'] === mac);
        expect(own.map((one) => one['ip'])).toContain(ip);
        // Kea writes names in lower case, and only into its lease file.
        expect(own.map((one) => String(one['hostname'] ?? '').toLowerCase())).toContain(host.toLowerCase());
      }
      expect(acknowledged.every((one) => got.some(({ mac, ip }) => one['chaddr'] === mac && one['ip'] === ip))).toBe(true);
      const released = leases.filter((one) => one['action'] === 'release' && one['ip'] !== undefined).map((one) => `${one['chaddr']} ${one['ip']}`);
      expect(new Set(released)).toEqual(new Set(got.filter(({ left }) => left).map(({ mac, ip }) => `${mac} ${ip}`)));
      if (server.name === 'dnsmasq-log-dhcp') {
        expect(acknowledged.find((one) => one['chaddr'] === got[0]?.mac)).toMatchObject({ parameter_request_list: ASKED, vendor_class: 'AXIS,Network Camera,M1065-L' });
        expect(acknowledged).toHaveLength(got.length);
      }
    } finally {
      network.remove();
    }
  }, 60_000);
});
