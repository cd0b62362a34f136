/** What a DHCP server says of its leases, through to what firewalls hold. */
import { expect, test } from 'bun:test';
import { at, is, smallNode, type SmallNode } from './small-node.ts';

function held(node: SmallNode): string[] {
  const frame = node.poll();
  if (frame.kind !== 'snapshot') throw new Error(`got ${frame.kind}`);
  return frame.entries.map((entry) => entry.ip_address);
}

test('[R29] withdrawn when the server says that the lease ended, and back with the next one', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), at(1, '10.0.0.5', now)], 'a');
  await node.send([at(1, '10.0.0.6', now + 1000, 'dhcp-release')], 'b');
  expect(held(node)).toEqual(['10.0.0.5']);
  await node.send([at(1, '10.0.0.5', now + 1000, 'dhcp-release')], 'c');
  expect(held(node)).toEqual([]);
  await node.send([at(1, '10.0.0.5', now + 2000)], 'd');
  expect(held(node)).toEqual(['10.0.0.5']);
  await node.close();
});
