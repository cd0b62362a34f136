/** Who holds which address (R68): one address for a MAC and one MAC for an address in a segment, the latest proof wins. */
import { addressOf, type BindingProof, type BindingWord, type DeviceKey, type Ipv4 } from '../model/index.ts';
import { ServedRanges } from './served.ts';
import { Tenures } from './tenures.ts';

/** A device's current binding; the book writes it, the device owns it. `ip` 0 is none. */
export interface Holder {
  readonly mac: DeviceKey;
  ip: Ipv4;
  /** Latest time this binding was proved, epoch ms. */
  ipTime: number;
  /** Earliest time it is known to have held `ip` without a break. */
  ipSince: number;
  /** The strongest proof since the binding began, so that a refresh by ARP does not rewrite what DHCP said. */
  ipProof: BindingProof;
  /** Moves by weak proof since `weakSince`. */
  weakMoves: number;
  weakSince: number;
  /** What it asked for; null when nothing is open. */
  hope: Hope | null;
  /** It passes on packets of others: an address on them is not its own. */
  readonly forwards: boolean;
  /** It says by ARP that many addresses are its own (proxy ARP, an interface of many networks): it has one, the one proved last, until that is stale. */
  readonly claimsMany: boolean;
}

export const NO_IP = 0 as Ipv4; // 0.0.0.0 is never a device's address (RFC 1122 3.2.1.3)
/** Can this be one device's address? Not "this network", loopback, multicast, reserved or broadcast (RFC 6890). */
export function bindable(ip: Ipv4): boolean {
  const first = ip >>> 24;
  return first !== 0 && first !== 127 && first < 224;
}
/** How a DHCPNAK is said: what the client asked for is no address (RFC 2131 section 3.1, step 5). */
export function refusal(ip: Ipv4, proof: BindingWord): boolean { return ip === NO_IP && proof === 'dhcp-request'; }

const STRENGTH: Readonly<Record<BindingProof, number>> = { 'dhcp-ack': 4, gtp: 4, 'dhcp-request': 3, arp: 2, static: 1, traffic: 0 };
/** A weak proof (traffic, which a router forwards under its own MAC) displaces a real one only after this silence. */
const STALE_MS = 3_600_000;
/** A MAC that traffic ties to more addresses than this within STALE_MS forwards for others: its traffic proves nothing. */
const WEAK_MOVES_MAX = 8;

const LEASED_MS = 86_400_000;
/** How long after its last proof a binding is believed to stand. A server gives an address it acknowledged to nobody else, and a client asks again at half its lease (RFC 2131 section 4.4.5). */
const TRUSTED_MS: Readonly<Record<BindingProof, number>> = { 'dhcp-ack': LEASED_MS, gtp: LEASED_MS, 'dhcp-request': STALE_MS, arp: STALE_MS, static: Infinity, traffic: 0 };
/** What is given is given until it is taken back. */
export function trustedUntil({ ipTime, ipProof }: Holder): number { return ipTime + TRUSTED_MS[ipProof]; }

/** Why an address at a time is nobody's: no holder is known, only traffic or an open request ties it to one, its proof is too old, it changed hands about then, or two MACs fight for it. */
export type Doubt = 'nobody' | 'weak' | 'stale' | 'moved' | 'contested';

/** What nearly every claim changes. */
const NONE: readonly Ipv4[] = [];

const weak = (proof: BindingProof): boolean => proof === 'traffic';

/** An address a client asked for that nothing has proved yet. */
export interface Hope { readonly ip: Ipv4; readonly time: number }

/** The addresses of one segment. */
export class AddressBook<H extends Holder> {
  readonly #holders = new Map<Ipv4, H>();
  /** Who held it before. */
  readonly #past = new Tenures();
  readonly served = new ServedRanges();

  /** Earlier tenures dropped because there were too many. */
  get forgotten(): number { return this.#past.forgotten; }
  get size(): number { return this.#holders.size; }
  holderOf(ip: Ipv4): H | undefined { return this.#holders.get(ip); }

  /** Who certainly had `ip` all the time from `from` to `to`, both epoch ms. Law 3: what is logged of an address belongs to its holder of then, or to nobody. */
  heldDuring(ip: Ipv4, from: number, to: number): DeviceKey | Doubt {
    const holder = this.#holders.get(ip);
    // A device that is known by the address has had it since the last one that was not.
    if (holder !== undefined && addressOf(holder.mac) === ip && !this.#past.after(ip, from)) return holder.mac;
    if (holder === undefined && !this.#past.after(ip, from - LEASED_MS)) return 'nobody';
    if (holder === undefined || from < holder.ipSince) return this.#past.during(ip, from, to) ?? 'moved';
    if (weak(holder.ipProof) || this.#unproved(holder)) return 'weak';
    if (this.#past.contested(ip, holder.mac, holder.ipSince - STALE_MS)) return 'contested';
    return to > holder.ipTime + TRUSTED_MS[holder.ipProof] ? 'stale' : holder.mac;
  }

  /** A device that is known by the address spoke from it. */
  spoke(ip: Ipv4, time: number): void {
    const holder = this.#holders.get(ip);
    if (holder !== undefined && addressOf(holder.mac) === ip && time > holder.ipTime) holder.ipTime = time;
  }

  /** Is it proved that the address is this MAC's own, or was before it had its present one? */
  isOwn(mac: DeviceKey, ip: Ipv4): boolean {
    const holder = this.#holders.get(ip);
    return holder?.mac === mac ? this.isProved(holder) : this.#past.had(ip, mac);
  }

  /** Is it proved that the address it holds is its own? */
  isProved(holder: H): boolean { return !weak(holder.ipProof) && !this.#unproved(holder); }

  /** Puts back a binding that was saved. Whether a request was ever granted is not saved: its use will show. */
  restore(holder: H): void {
    if (holder.ip === NO_IP) return;
    this.#holders.set(holder.ip, holder);
    holder.ipSince = holder.ipTime;
    if (holder.ipProof === 'dhcp-ack') this.served.add(holder.ip);
    if (holder.ipProof === 'dhcp-request') holder.hope = { ip: holder.ip, time: holder.ipTime };
  }

  /** The holder leaves memory, not the network: it keeps its address for when it is loaded again. */
  forget(holder: H): void {
    if (this.#holders.get(holder.ip) === holder) this.#holders.delete(holder.ip);
  }

  /** The holder is gone: its address is free. */
  release(holder: H): void {
    if (this.#holders.get(holder.ip) === holder) this.#holders.delete(holder.ip);
    this.#remember(holder);
    holder.ip = NO_IP;
  }

  /**
   * A proof at `time` that `holder` has `ip`, learned `now`. Returns the addresses whose holder changed, none when the proof was a refresh or lost.
   * Law 3: only the binding moves, never the evidence.
   */
  claim(holder: H, ip: Ipv4, time: number, proof: BindingWord, now: number): readonly Ipv4[] {
    if (proof === 'dhcp-release') return this.#ended(holder, ip, time);
    if (proof === 'dhcp-request') return ip === NO_IP ? this.#refused(holder, time) : this.#hope(holder, ip, time, now);
    if (ip === NO_IP) return NONE;
    if (proof === 'dhcp-ack') this.served.add(ip);
    const hope = holder.hope;
    // It asked for this address and now uses it: what it was answered, we need not have seen.
    const granted = weak(proof) && hope !== null && hope.ip === ip && time >= hope.time && time - hope.time <= STALE_MS;
    if (granted) holder.hope = null;
    return this.#claim(holder, ip, time, granted ? 'dhcp-request' : proof, now);
  }

  #claim(holder: H, ip: Ipv4, time: number, proof: BindingWord, now: number): readonly Ipv4[] {
    if (proof === 'dhcp-release') return this.#ended(holder, ip, time);
    if (holder.ip === ip) return this.#refresh(holder, time, proof, now);
    if (proof === 'arp' && holder.claimsMany && holder.ip !== NO_IP && Math.abs(time - holder.ipTime) <= STALE_MS) return NONE;
    if (weak(proof) && (holder.forwards || this.#forwards(holder, time))) {
      if (holder.ip === NO_IP || !weak(holder.ipProof)) return NONE;
      return this.#leave(holder);
    }
    if (holder.ip !== NO_IP && !this.#beats(time, proof, holder, now)) return NONE;
    const other = this.#holders.get(ip);
    if (other && !this.#beats(time, proof, other, now)) return NONE;
    if (weak(proof) && holder.ip !== NO_IP) holder.weakMoves += 1;
    holder.hope = null;
    return this.#give(holder, ip, time, proof);
  }

  #refresh(holder: H, time: number, proof: BindingProof, now: number): readonly Ipv4[] {
    if (time > holder.ipTime || holder.ipTime > now) holder.ipTime = time;
    // Proofs come in any order: an older one of the same holder tells since when, unless somebody else had the address in between.
    if (time < holder.ipSince && !weak(proof) && !this.#past.after(holder.ip, time)) holder.ipSince = time;
    if (!weak(proof)) holder.hope = null;
    if (STRENGTH[proof] <= STRENGTH[holder.ipProof]) return NONE;
    holder.ipProof = proof;
    return [holder.ip];
  }

  #give(holder: H, ip: Ipv4, time: number, proof: BindingProof): readonly Ipv4[] {
    const other = this.#holders.get(ip), left = holder.ip;
    if (other) {
      this.#remember(other);
      other.ip = NO_IP;
    }
    if (left !== NO_IP) this.#holders.delete(left);
    this.#remember(holder);
    holder.ip = ip;
    holder.ipTime = time;
    holder.ipSince = time;
    holder.ipProof = proof;
    this.#holders.set(ip, holder);
    return left === NO_IP ? [ip] : [left, ip];
  }

  /**
   * Anybody may ask for any address (RFC 2131 section 3.2: a client that comes back asks for the one it had elsewhere). A request therefore binds an
   * address nobody holds, to a client without one; otherwise it waits for the ACK, for ARP, or for the client to use the address.
   */
  #hope(holder: H, ip: Ipv4, time: number, now: number): readonly Ipv4[] {
    const waiting = this.#unproved(holder);
    if (holder.ip === ip && !waiting) return this.#refresh(holder, time, 'dhcp-request', now);
    holder.hope = { ip, time };
    if (holder.ip === ip) {
      holder.ipTime = time;
      return [];
    }
    const loose = holder.ip === NO_IP || waiting || time - holder.ipTime > STALE_MS;
    if (loose && !this.#holders.has(ip)) return this.#give(holder, ip, time, 'dhcp-request');
    return waiting ? this.#leave(holder) : [];
  }

  /** A NAK takes away what was asked for, never what was proved: a stray server must not be able to unbind anybody. */
  #refused(holder: H, time: number): readonly Ipv4[] {
    const { hope } = holder;
    if (hope === null || time < hope.time) return [];
    const changed = this.#unproved(holder) ? this.#leave(holder) : [];
    holder.hope = null;
    return changed;
  }

  /** The server's word that a lease ended takes away that address and no other, unless it was proved again since. */
  #ended(holder: H, ip: Ipv4, time: number): readonly Ipv4[] {
    if (holder.hope?.ip === ip && time >= holder.hope.time) holder.hope = null;
    return holder.ip === ip && ip !== NO_IP && time >= holder.ipTime ? this.#leave(holder) : NONE;
  }

  #leave(holder: H): readonly Ipv4[] {
    const left = holder.ip;
    this.release(holder);
    return [left];
  }

  /** Before it leaves its address. What was never proved is not worth remembering. */
  #remember(holder: H): void {
    if (holder.ip !== NO_IP && (!weak(holder.ipProof) || addressOf(holder.mac) !== undefined) && !this.#unproved(holder)) this.#past.add(holder.ip, { mac: holder.mac, from: holder.ipSince, to: holder.ipTime });
  }

  #unproved(holder: H): boolean { return holder.ip !== NO_IP && holder.hope?.ip === holder.ip; }

  #forwards(holder: H, time: number): boolean {
    if (Math.abs(time - holder.weakSince) > STALE_MS) { holder.weakSince = time; holder.weakMoves = 0; }
    return holder.weakMoves >= WEAK_MOVES_MAX;
  }

  /** Does a proof displace the binding that stands? Later wins; at the same instant the stronger; a weak one only over a weak, a stale or an unproved one. */
  #beats(time: number, proof: BindingProof, stands: H, now: number): boolean {
    const frail = weak(stands.ipProof) || this.#unproved(stands);
    if (stands.ipTime > now) {
      // Our clock was set back since: how old that proof is nobody knows, so what is proved now counts, and silence is measured from here.
      if (frail || !weak(proof)) return true;
      stands.ipTime = now;
    }
    // People's word gives way to what is seen there, and comes back once that is too old.
    if (proof === 'static') return frail || stands.ipProof === 'static' || now > trustedUntil(stands);
    if (stands.ipProof === 'static') return !weak(proof);
    if (weak(proof) && !frail) return time - stands.ipTime > STALE_MS;
    if (time !== stands.ipTime) return time > stands.ipTime;
    return STRENGTH[proof] > STRENGTH[stands.ipProof];
  }
}
