/** Which MAC may be credited with what a packet says: the sender, unless a router merely forwarded it. */
import { FLAG_IPV6 } from '../../assembly/layout.ts';
import { isGroupMac, isPrivateIp, isVirtualMac, type Ipv4, type DeviceKey, type RowReader } from '../model/index.ts';

/** A MAC that can be a device: known, not a group address, and not the role of a gateway that moves from router to router. */
export function isUnit(mac: DeviceKey): boolean { return mac !== 0 && !isGroupMac(mac) && !isVirtualMac(mac); }

/** An address field, where 0.0.0.0 means "none yet". */
export function address(batch: RowReader, row: number, id: number): Ipv4 | undefined {
  const ip = batch.ip(row, id);
  return ip === undefined || ip === 0 ? undefined : ip;
}

/** 224.0.0.0/4 and the limited broadcast. */
export function isGroupIp(ip: Ipv4): boolean { return ip >>> 28 >= 14; }

/**
 * The sender, when the packet is its own word. A public source address behind a MAC means that a router forwarded the packet: what it says
 * is not about the router. 0.0.0.0 is a client without an address yet.
 */
export function speaker(batch: RowReader, row: number): DeviceKey | undefined {
  const mac = batch.srcMac(row);
  if (!isUnit(mac)) return undefined;
  const ip = batch.srcIp(row);
  return (batch.flags(row) & FLAG_IPV6) !== 0 || ip === 0 || isPrivateIp(ip) ? mac : undefined;
}

/** The other end, when it is a device on this network (see `speaker`). */
export function listener(batch: RowReader, row: number): DeviceKey | undefined {
  const mac = batch.dstMac(row);
  return isUnit(mac) && (batch.flags(row) & FLAG_IPV6) === 0 && isPrivateIp(batch.dstIp(row)) ? mac : undefined;
}
