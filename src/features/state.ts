/** What is known of one MAC: the set of feature ids and a few last values in clear. */
import { PARAMETERS, type DeviceKey, type ParameterName } from '../model/index.ts';
import { IdSet } from './id-set.ts';
import { lowTwo } from './mask.ts';

/** Parameters whose last value is kept in clear, for people and for the operating system. The order is stored: only append. */
export const KEPT = [
  'dhcp.hostname', 'dhcp.client_fqdn', 'mdns.host', 'dhcp.vendor_class', 'ssdp.server', 'http.user_agent', 'http.server', 'mdns.system', 'dhcp.client_id', 'traffic.model', 'mdns.model',
] as const satisfies readonly ParameterName[];
const SLOT_OF_NAME: ReadonlyMap<string, number> = new Map(KEPT.map((name, slot) => [name, slot]));
/** Whether the last value counts, and where it is kept: saying it again after another one is news. */
export function keptSlot(parameter: string): number | undefined { return SLOT_OF_NAME.get(parameter); }
/** Longest value kept in clear, characters. */
export const KEPT_LENGTH = 120;

const SLOT_OF_PARAMETER: readonly (number | undefined)[] = PARAMETERS.map(({ name }) => SLOT_OF_NAME.get(name));
/** Which attribute slot a parameter has; undefined for none. */
export function attributeSlot(index: number): number | undefined { return SLOT_OF_PARAMETER[index]; }

export class DeviceState {
  readonly mac: DeviceKey;
  /** What masking looks for at the least (mask.ts): every fact is searched for it. */
  readonly lowTwo: string;
  readonly ids: IdSet = new IdSet();
  /** Ids learned by parameter since the state was made or read back: each kind of evidence has a budget (fold.ts). */
  readonly learned = new Uint8Array(PARAMETERS.length);
  /** Last values of KEPT, in its order. */
  readonly attributes: (string | undefined)[] = [];
  firstSeen: number;
  lastSeen: number;
  /** In the list of the next drain. */
  dirty = false;
  /** Seen since the eviction hand last passed. */
  touched = true;
  /** Left its fold: whoever still refers to it lets go. */
  gone = false;

  constructor(mac: DeviceKey, time: number) {
    this.mac = mac;
    this.lowTwo = lowTwo(mac);
    this.firstSeen = time;
    this.lastSeen = time;
  }

  /** Keeps the last value of an attribute; true when it is another than before. */
  keep(slot: number, value: string): boolean {
    if (this.attributes[slot] === value) return false; // what is kept is cut already
    const kept = cut(value);
    if (this.attributes[slot] === kept) return false;
    while (this.attributes.length < slot) this.attributes.push(undefined);
    this.attributes[slot] = kept;
    return true;
  }

  attribute(name: (typeof KEPT)[number]): string | undefined { return this.attributes[KEPT.indexOf(name)]; }

  /** The name it gives itself: DHCP first, then the first label of its mDNS name. */
  get hostname(): string | undefined {
    const mdns = this.attribute('mdns.host')?.replace(/\.local\.?$/i, '');
    return this.attribute('dhcp.hostname') ?? this.attribute('dhcp.client_fqdn') ?? (mdns === '' ? undefined : mdns);
  }
}

/** At most KEPT_LENGTH characters and no half of a pair: text that UTF-8 cannot carry would make two digests of one mapping. */
function cut(value: string): string {
  const last = value.charCodeAt(KEPT_LENGTH - 1), split = value.length > KEPT_LENGTH && last >= 0xd800 && last < 0xdc00;
  return value.slice(0, split ? KEPT_LENGTH - 1 : KEPT_LENGTH).toWellFormed();
}
