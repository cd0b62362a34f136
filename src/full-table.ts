/** Addresses that found their tenant's table full: they wait, and are looked at again when it has room (design law 7). */
import type { TenantSlot } from './device.ts';

/** Addresses of one segment that wait; those beyond it are looked at when their device changes. */
const REFUSED_MAX = 100_000;

/** Every touched address has been looked at; what found the table full waits for room. */
export function looked({ table, scopes }: TenantSlot, maxEntries: number, minConfidence: number): void {
  let full: boolean | undefined;
  for (const { place, touched, refused, addresses } of scopes.values()) {
    for (const ip of touched) {
      full ??= table.live() >= maxEntries;
      if (!full || refused.size >= REFUSED_MAX) break;
      const holder = addresses.holderOf(ip);
      if (holder && holder.confidence >= minConfidence && !table.get(place, ip)) refused.add(ip);
    }
    touched.clear();
  }
}

/** As many refused addresses as there is room for. */
export function offerAgain({ table, scopes }: TenantSlot, maxEntries: number): void {
  let room: number | undefined;
  for (const { refused, touched } of scopes.values()) {
    for (const ip of refused) {
      room ??= maxEntries - table.live();
      if (room <= 0) return;
      refused.delete(ip);
      touched.add(ip);
      room -= 1;
    }
  }
}
