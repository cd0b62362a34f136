/** Who holds which address (R68): one address for a MAC and one MAC for an address in a segment, the latest proof wins. */
import type { BindingProof, Ipv4, Mac } from '../model/index.ts';

/** A device's current binding; the book writes it, the device owns it. `ip` 0 is none. */
export interface Holder {
  readonly mac: Mac;
  ip: Ipv4;
  /** Latest time this binding was proved, epoch ms. */
  ipTime: number;
  /** The strongest proof since the binding began, so that a refresh by ARP does not rewrite what DHCP said. */
  ipProof: BindingProof;
  /** Moves by weak proof since `weakSince`. */
  weakMoves: number;
  weakSince: number;
}

export const NO_IP = 0 as Ipv4; // 0.0.0.0 is never a device's address (RFC 1122 3.2.1.3)
/** Can this be one device's address? Not "this network", loopback, multicast, reserved or broadcast (RFC 6890). */
export function bindable(ip: Ipv4): boolean {
  const first = ip >>> 24;
  return first !== 0 && first !== 127 && first < 224;
}

const STRENGTH: Readonly<Record<BindingProof, number>> = { 'dhcp-ack': 3, 'dhcp-request': 2, arp: 1, traffic: 0 };
/** A weak proof (traffic, which a router forwards under its own MAC) displaces a real one only after this silence. */
const STALE_MS = 3_600_000;
/** A MAC that traffic ties to more addresses than this within STALE_MS forwards for others: its traffic proves nothing. */
const WEAK_MOVES_MAX = 8;

const weak = (proof: BindingProof): boolean => proof === 'traffic';

/** The addresses of one segment. */
export class AddressBook<H extends Holder> {
  readonly #holders = new Map<Ipv4, H>();

  get size(): number { return this.#holders.size; }
  holderOf(ip: Ipv4): H | undefined { return this.#holders.get(ip); }

  /** Puts back a binding that was saved. */
  restore(holder: H): void {
    if (holder.ip !== NO_IP) this.#holders.set(holder.ip, holder);
  }

  /** The holder leaves memory, not the network: it keeps its address for when it is loaded again. */
  forget(holder: H): void {
    if (this.#holders.get(holder.ip) === holder) this.#holders.delete(holder.ip);
  }

  /** The holder is gone: its address is free. */
  release(holder: H): void {
    if (this.#holders.get(holder.ip) === holder) this.#holders.delete(holder.ip);
    holder.ip = NO_IP;
  }

  /**
   * A proof that `holder` has `ip`. Returns the addresses whose holder changed, none when the proof was a refresh or lost.
   * Law 3: only the binding moves, never the evidence.
   */
  claim(holder: H, ip: Ipv4, time: number, proof: BindingProof): readonly Ipv4[] {
    if (ip === NO_IP) return [];
    if (holder.ip === ip) {
      if (time > holder.ipTime) holder.ipTime = time;
      if (STRENGTH[proof] > STRENGTH[holder.ipProof]) { holder.ipProof = proof; return [ip]; }
      return [];
    }
    if (weak(proof) && this.#forwards(holder, time)) {
      if (holder.ip === NO_IP || !weak(holder.ipProof)) return [];
      const left = holder.ip;
      this.release(holder);
      return [left];
    }
    if (holder.ip !== NO_IP && !beats(time, proof, holder)) return [];
    const other = this.#holders.get(ip);
    if (other && !beats(time, proof, other)) return [];
    if (weak(proof) && holder.ip !== NO_IP) holder.weakMoves += 1;
    if (other) other.ip = NO_IP;
    const left = holder.ip;
    if (left !== NO_IP) this.#holders.delete(left);
    holder.ip = ip;
    holder.ipTime = time;
    holder.ipProof = proof;
    this.#holders.set(ip, holder);
    return left === NO_IP ? [ip] : [left, ip];
  }

  #forwards(holder: H, time: number): boolean {
    if (time - holder.weakSince > STALE_MS) { holder.weakSince = time; holder.weakMoves = 0; }
    return holder.weakMoves >= WEAK_MOVES_MAX;
  }
}

/** Does a proof displace the binding that stands? Later wins; at the same instant the stronger; a weak one only over a weak or a stale one. */
function beats(time: number, proof: BindingProof, stands: Holder): boolean {
  if (weak(proof) && !weak(stands.ipProof)) return time - stands.ipTime > STALE_MS;
  if (time !== stands.ipTime) return time > stands.ipTime;
  return STRENGTH[proof] > STRENGTH[stands.ipProof];
}
