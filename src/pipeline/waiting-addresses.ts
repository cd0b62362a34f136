/** Addresses that found the tenant's table full, and wait until it has room. */
import type { Device, TenantSlot } from './device.ts';

/** Addresses of one segment that wait; those beyond it are looked at when their device changes. */
const REFUSED_MAX = 100_000;

export class WaitingAddresses {
  readonly #maxEntries: number;
  readonly #belongs: (holder: Device) => boolean;

  /** `belongs`: the holder should be published. */
  constructor(maxEntries: number, belongs: (holder: Device) => boolean) {
    this.#maxEntries = maxEntries;
    this.#belongs = belongs;
  }

  /** Every touched address has been looked at; what found the table full waits for room. */
  looked({ table, scopes }: TenantSlot): void {
    let full: boolean | undefined;
    for (const { place, touched, refused, addresses } of scopes.values()) {
      for (const ip of touched) {
        full ??= table.live() >= this.#maxEntries;
        if (!full || refused.size >= REFUSED_MAX) break;
        const holder = addresses.holderOf(ip);
        if (holder && this.#belongs(holder) && !table.get(place, ip)) refused.add(ip);
      }
      touched.clear();
    }
  }

  /** As many of them as there is room for. */
  offerAgain({ table, scopes }: TenantSlot): void {
    let room: number | undefined;
    for (const { refused, touched } of scopes.values()) {
      for (const ip of refused) {
        room ??= this.#maxEntries - table.live();
        if (room <= 0) return;
        refused.delete(ip);
        touched.add(ip);
        room -= 1;
      }
    }
  }
}
