/** ARP: who holds which address, and how a device defends its own (RFC 826, RFC 5227). */
import { F_ARP_SENDER_IP, F_ARP_SENDER_MAC, FLAG_GRATUITOUS, KIND_ARP } from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { isGroupIp, isUnit } from '../speaker.ts';

const REQUEST = 1, REPLY = 2;

export const arp: Adapter = {
  name: 'arp',
  kind: KIND_ARP,
  observe(batch, row, observer) {
    const mac = batch.mac(row, F_ARP_SENDER_MAC) ?? batch.srcMac(row);
    // A frame sent by another station than the ARP sender is a proxy's or a spoofer's word.
    if (!isUnit(mac) || (batch.srcMac(row) !== 0 && batch.srcMac(row) !== mac)) return;
    const time = batch.timeMs(row), opcode = batch.a(row), ip = batch.ip(row, F_ARP_SENDER_IP);
    if (ip === undefined || ip === 0) observer.fact(mac, time, 'arp.kind', 'probe');
    else {
      if (!isGroupIp(ip)) observer.binding(mac, ip, time, 'arp');
      if ((batch.flags(row) & FLAG_GRATUITOUS) !== 0) observer.fact(mac, time, 'arp.kind', 'announcement');
      else if (opcode === REQUEST) observer.fact(mac, time, 'arp.kind', 'request');
      else if (opcode === REPLY) observer.fact(mac, time, 'arp.kind', 'reply');
    }
  },
};
