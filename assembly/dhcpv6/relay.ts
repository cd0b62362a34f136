// Relayed DHCPv6 (RFC 8415 section 19): each relay wraps the message in one of its own; the one next to the client says where the client is.
import {
  F_DHCP6_RELAY_CLIENT, F_DHCP6_RELAY_LINK, F_DHCP6_RELAY_PEER, F_DHCP_CIRCUIT_ID, F_DHCP_REMOTE_ID, REASON_BAD_OPTION, REASON_MISSING_FIELD,
  REASON_TOO_DEEP, REASON_TRUNCATED, T_BYTES, T_IP6,
} from "../layout";
import { be16 } from "../memory/bytes";
import { fieldInput } from "../memory/emit";

const FORWARD: i32 = 12;
const BACK: i32 = 13;
/** Type, hops, link address, peer address. */
const HEAD: i32 = 34;
/** Section 7.6: HOP_COUNT_LIMIT. */
const MOST_RELAYS: i32 = 8;
const ETHERNET: u32 = 1;

let at: usize = 0;
let stop: usize = 0;
let relay: usize = 0;
// Of the relay next to the client: where an option's value stands, 0 = it is not there.
let circuit: usize = 0;
let remote: usize = 0;
let client: usize = 0;

export function innerAt(): usize { return at; }
export function innerEnd(): usize { return stop; }

/** Finds the message inside all relays' messages. Returns 0 or a reason. */
export function unwrapRelays(from: usize, end: usize, cut: bool): i32 {
  at = from; stop = end; relay = 0; circuit = 0; remote = 0; client = 0;
  for (let hops = 0; at < stop && (load<u8>(at) == FORWARD || load<u8>(at) == BACK); hops++) {
    if (hops == MOST_RELAYS) return REASON_TOO_DEEP;
    const reason = unwrap(cut);
    if (reason != 0) return reason;
  }
  return 0;
}

function unwrap(cut: bool): i32 {
  if (at + HEAD > stop) return REASON_TRUNCATED;
  relay = at; circuit = 0; remote = 0; client = 0;
  let option = at + HEAD, inner: usize = 0, innerStop: usize = 0;
  while (option < stop) {
    const whole = option + 4 <= stop && option + 4 + be16(option + 2) <= stop;
    if (option + 4 > stop || (!whole && !cut)) return REASON_BAD_OPTION;
    const code = <i32>be16(option), bytes = <i32>be16(option + 2), value = option + 4;
    if (code == 9) { inner = value; innerStop = min(value + <usize>bytes, stop); } // what the capture left of it
    if (!whole) break;
    if (code == 18 && bytes > 0) circuit = option;
    else if (code == 37 && bytes >= 4) remote = option;
    else if (code == 79 && bytes == 8 && be16(value) == ETHERNET) client = value;
    option = value + <usize>bytes;
  }
  if (inner == 0) return REASON_MISSING_FIELD;
  at = inner; stop = innerStop;
  return 0;
}

/** The fields of the relay next to the client, if there was one. The remote id is told without its enterprise number. */
export function writeRelay(): void {
  if (relay == 0) return;
  fieldInput(F_DHCP6_RELAY_LINK, T_IP6, relay + 2, 16);
  fieldInput(F_DHCP6_RELAY_PEER, T_IP6, relay + 18, 16);
  if (circuit != 0) fieldInput(F_DHCP_CIRCUIT_ID, T_BYTES, circuit + 4, be16(circuit + 2));
  if (remote != 0 && be16(remote + 2) > 4) fieldInput(F_DHCP_REMOTE_ID, T_BYTES, remote + 8, be16(remote + 2) - 4);
  if (client != 0) fieldInput(F_DHCP6_RELAY_CLIENT, T_BYTES, client + 2, 6);
}
