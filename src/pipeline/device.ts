/** A device in memory, and where it stands: its segment and its tenant. */
import type { FeatureFold } from '../features/index.ts';
import { NO_IP, type AddressBook, type Holder, type MappingTable, type Place, type Pulse, type Verdict } from '../mapping/index.ts';
import type { BindingProof, DeviceKey, Ipv4, Scope } from '../model/index.ts';
import { MANY, ROUTER } from '../routers/index.ts';

export class Device implements Holder {
  /** 0 only while the table is restored. */
  id: number;
  readonly slot: ScopeSlot;
  readonly mac: DeviceKey;
  /** As records say: old ones, heard late, move it back. */
  firstSeen: number;
  /** When this node met it, by its own clock: what learning and onboarding count from, because a sender's clock may lie. */
  metAt: number;
  lastActivity: number;
  ip: Ipv4 = NO_IP;
  ipTime = 0;
  ipSince = 0;
  ipProof: BindingProof = 'traffic';
  weakMoves = 0;
  weakSince = 0;
  hope: Holder['hope'] = null;
  /** What it does for others (src/routers). */
  roles = 0;
  hostname: string | null = null;
  confidence = 0;
  identifiedAt = 0;
  verdict: Verdict | null = null;
  /** Its evidence is in the slot's fold. */
  warm = false;
  /** Stands in the expiry wheel. */
  scheduled = false;
  /** At the confidence from which on firewalls hear of it, now or earlier; null: the store knows. */
  named: boolean | null = null;
  /** Has a row in the store. */
  stored = false;
  /** Its evidence as the journal has it, while the row in the store is older than that: read back from here, not from there. */
  behind: Uint8Array | null = null;
  /** Active since the last checkpoint: stands among those it writes. */
  seen = false;
  /** People gave it an address: it stays though nobody sees it. */
  given = false;
  /** Evicted: whoever still refers to it lets go. */
  gone = false;

  constructor(id: number, slot: ScopeSlot, mac: DeviceKey, time: number, metAt: number) {
    this.id = id;
    this.slot = slot;
    this.mac = mac;
    this.firstSeen = time;
    this.metAt = metAt;
    this.lastActivity = time;
  }

  /** None of its times lies ahead of the clock. */
  clockSetBack(now: number): void {
    this.firstSeen = Math.min(this.firstSeen, now);
    this.metAt = Math.min(this.metAt, now);
    this.lastActivity = Math.min(this.lastActivity, now);
    this.ipTime = Math.min(this.ipTime, now);
    this.ipSince = Math.min(this.ipSince, now);
  }

  get forwards(): boolean { return (this.roles & (ROUTER | MANY)) !== 0; }
  get claimsMany(): boolean { return (this.roles & MANY) !== 0; }
}

/** One tenant's published table. */
export interface TenantSlot { readonly name: string; readonly table: MappingTable; readonly scopes: Map<number, ScopeSlot> }

/** One segment of one site: its devices by MAC, its addresses, and the addresses to look at in the next tick. */
export interface ScopeSlot {
  readonly id: number;
  readonly scope: Scope;
  readonly place: Place;
  readonly tenant: TenantSlot;
  readonly byMac: Map<DeviceKey, Device>;
  readonly addresses: AddressBook<Device>;
  /** Evidence of the devices that spoke lately. */
  readonly fold: FeatureFold;
  readonly touched: Set<Ipv4>;
  /** Addresses that should be published and found the table full: looked at again when it has room. */
  readonly refused: Set<Ipv4>;
  readonly pulse: Pulse;
}
