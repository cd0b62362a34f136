// PAN-OS as a DHCP server, in its SYSTEM log: "DHCP lease started ip 10.0.0.7 --> mac 02:00:00:00:00:01 - hostname press-3, interface ethernet1/2".
import { parseMacAny } from "../text/mac";
import { beginLease, endLease, leaseHost, leaseIp, leaseMac, leaseTime, leaseVia } from "./row";
import { A_ACK, A_EXPIRE, A_NOTICE, A_RELEASE, A_RENEW, D_PANOS, W_ENDED, W_EXPIRED_PLAIN, W_HOSTNAME, W_INTERFACE, W_IP, W_MAC, W_RELEASED_PLAIN, W_RENEWED, W_STARTED } from "./vocabulary";
import { bare, hashOf, nextWord, wordEnd, wordIp } from "./words";

const MOST_WORDS: i32 = 24;

/** "DHCP lease" at the beginning of a description. */
export function isPanosLease(at: usize, end: usize): bool { return end - at > 18 && load<u64>(at) == 0x61656c2050434844 && load<u16>(at, 8) == 0x6573; }

/** Reads the description [at, end), whose log has this time. */
export function readPanosLease(at: usize, end: usize, offset: i32, seconds: u32, nanos: u32): i32 {
  at = nextWord(at + 10, end);
  const word = hashOf(at, wordEnd);
  const action = word == W_STARTED ? A_ACK : word == W_RENEWED ? A_RENEW : word == W_ENDED || word == W_EXPIRED_PLAIN ? A_EXPIRE : word == W_RELEASED_PLAIN ? A_RELEASE : A_NOTICE;
  const row = beginLease(offset, action, D_PANOS);
  leaseTime(row, seconds, nanos);
  let words = 0;
  for (at = nextWord(wordEnd, end); at < end && words < MOST_WORDS; at = nextWord(wordEnd, end), words++) {
    switch (hashOf(at, wordEnd)) {
      case W_IP: at = nextWord(wordEnd, end); leaseIp(wordIp(at, wordEnd)); break;
      case W_MAC: at = nextWord(wordEnd, end); leaseMac(parseMacAny(at, bare(at, wordEnd))); break;
      case W_HOSTNAME: {
        at = nextWord(wordEnd, end);
        // The name may be empty: "hostname , interface ...".
        leaseHost(at, bare(at, wordEnd));
        break;
      }
      case W_INTERFACE: at = nextWord(wordEnd, end); leaseVia(at, bare(at, wordEnd)); break;
      default:
    }
  }
  return endLease(row);
}
