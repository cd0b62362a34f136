// DNS and mDNS as sensors write them: Zeek a question with its answer in one line, Suricata in three shapes by its version.
import {
  F_DNS_ANSWER_DATA, F_DNS_ANSWER_NAME, F_DNS_ANSWER_TTL, F_DNS_ANSWER_TYPE, F_DNS_ID, F_DNS_OPCODE, F_DNS_QUERY_NAME, F_DNS_QUERY_TYPE, F_DNS_RCODE, FLAG_RESPONSE, KIND_DNS,
  KIND_MDNS, REASON_BAD_VALUE, ROW_FLAGS,
} from "../layout";
import { endRow, fieldU32 } from "../memory/emit";
import { at, end, first, has, next } from "./entries";
import { unused } from "./known";
import {
  S_ANSWER_DATA, S_ANSWER_NAME, S_ANSWER_TTL, S_ANSWER_TYPE, S_ANSWERS, S_DNS_KIND, S_DPORT, S_OPCODE, S_QTYPE, S_QTYPE_NAME, S_QUERY, S_RCODE, S_SPORT, S_SRC, S_TRANSACTION,
} from "./tables";
import { begin, ends, number, number32, numberOf, text, textOf, texts } from "./values";

const DNS_PORT: u64 = 53, MDNS_PORT: u64 = 5353;
const U16_MAX: u64 = 65535;

/** Zeek. The types of the answers are not in the line, so they are left out; that somebody answered is a row of its own. */
export function writeZeekDns(offset: i32): i32 {
  const target = number(S_DPORT, U16_MAX), multicast = target == MDNS_PORT || number(S_SPORT, U16_MAX) == MDNS_PORT;
  // LLMNR and NetBIOS names are logged here too; what is asked there is no name of the DNS.
  if (!has(S_SRC) || (!multicast && target != DNS_PORT)) return unused(offset);
  const answered = has(S_RCODE);
  if (multicast) return message(offset, KIND_MDNS, answered || has(S_ANSWERS), false);
  const why = message(offset, KIND_DNS, false, false);
  return why != 0 || !answered ? why : message(offset, KIND_DNS, true, true);
}

function message(offset: i32, kind: i32, response: bool, turned: bool): i32 {
  const row = begin(kind, offset);
  if (!ends(row, turned)) return REASON_BAD_VALUE;
  if (response) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  number32(F_DNS_ID, S_TRANSACTION, U16_MAX);
  if (response) number32(F_DNS_RCODE, S_RCODE, 4095);
  if (number(S_OPCODE, 15) != 0) number32(F_DNS_OPCODE, S_OPCODE, 15);
  text(F_DNS_QUERY_NAME, S_QUERY);
  number32(F_DNS_QUERY_TYPE, S_QTYPE, U16_MAX);
  endRow(row);
  return 0;
}

/** Suricata. An answer's addresses are the packet's in the first versions and the flow's in later ones: who answers has the port. */
export function writeEveDns(offset: i32): i32 {
  if (!has(S_SRC)) return unused(offset);
  const source = number(S_SPORT, U16_MAX), target = number(S_DPORT, U16_MAX), multicast = source == MDNS_PORT || target == MDNS_PORT;
  const kind = first(S_DNS_KIND), response = kind != 0 && (load<u8>(at(kind)) == 97 || (load<u32>(at(kind)) & 0xffffff) == 0x736572); // answer, response
  const row = begin(multicast ? KIND_MDNS : KIND_DNS, offset);
  if (!ends(row, response && !multicast && target == DNS_PORT && source != DNS_PORT)) return REASON_BAD_VALUE;
  if (response) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  number32(F_DNS_ID, S_TRANSACTION, U16_MAX);
  if (response && rcode(first(S_RCODE)) >= 0) fieldU32(F_DNS_RCODE, <u32>rcode(first(S_RCODE)));
  if (number(S_OPCODE, 15) != 0) number32(F_DNS_OPCODE, S_OPCODE, 15);
  texts(F_DNS_QUERY_NAME, S_QUERY);
  for (let entry = first(S_QTYPE); entry != 0; entry = next(entry)) queryType(entry);
  if (first(S_QTYPE_NAME) != 0) queryType(first(S_QTYPE_NAME));
  if (response) answers();
  endRow(row);
  return 0;
}

function queryType(entry: i32): void {
  const type = recordType(at(entry), end(entry));
  if (type > 0) fieldU32(F_DNS_QUERY_TYPE, type);
}

/** Answers stand one behind the other, and each begins with its name: what lies between two names is the first one's. */
function answers(): void {
  let type = first(S_ANSWER_TYPE), ttl = first(S_ANSWER_TTL), value = first(S_ANSWER_DATA);
  for (let name = first(S_ANSWER_NAME); name != 0; name = next(name)) {
    const behind = next(name) == 0 ? usize.MAX_VALUE : at(next(name));
    type = from(type, at(name));
    ttl = from(ttl, at(name));
    value = from(value, at(name));
    const number = type != 0 && at(type) < behind ? recordType(at(type), end(type)) : 0;
    if (number == 0 || value == 0 || at(value) >= behind) continue; // the four lists stay side by side
    textOf(F_DNS_ANSWER_NAME, name);
    fieldU32(F_DNS_ANSWER_TYPE, number);
    const seconds = ttl != 0 && at(ttl) < behind ? numberOf(ttl) : 0;
    fieldU32(F_DNS_ANSWER_TTL, seconds > 0 && seconds <= 0xffffffff ? <u32>seconds : 0);
    textOf(F_DNS_ANSWER_DATA, value);
  }
}
function from(entry: i32, place: usize): i32 {
  while (entry != 0 && at(entry) < place) entry = next(entry);
  return entry;
}

/** A short name in upper case as a number: its bytes, the first lowest. */
function letters(at: usize, end: usize): u64 {
  if (end - at > 8) return 0;
  let word: u64 = 0;
  for (let i: i32 = 0; at < end; at++, i++) word |= <u64>load<u8>(at) << (i << 3);
  return word;
}

function rcode(entry: i32): i64 {
  if (entry == 0) return -1;
  switch (letters(at(entry), end(entry))) {
    case 0x524f5252454f4e: return 0; // NOERROR
    case 0x5252454d524f46: return 1; // FORMERR
    case 0x4c49414656524553: return 2; // SERVFAIL
    case 0x4e49414d4f44584e: return 3; // NXDOMAIN
    case 0x504d49544f4e: return 4; // NOTIMP
    case 0x44455355464552: return 5; // REFUSED
    default: return numberOf(entry);
  }
}

/** Record types by name (RFC 1035, RFC 3596, RFC 2782, RFC 9460 and others), 0 for one that is not known. */
function recordType(at: usize, end: usize): u32 {
  switch (letters(at, end)) {
    case 0x41: return 1; // A
    case 0x534e: return 2; // NS
    case 0x454d414e43: return 5; // CNAME
    case 0x414f53: return 6; // SOA
    case 0x525450: return 12; // PTR
    case 0x4f464e4948: return 13; // HINFO
    case 0x584d: return 15; // MX
    case 0x545854: return 16; // TXT
    case 0x41414141: return 28; // AAAA
    case 0x565253: return 33; // SRV
    case 0x525450414e: return 35; // NAPTR
    case 0x5344: return 43; // DS
    case 0x4749535252: return 46; // RRSIG
    case 0x4345534e: return 47; // NSEC
    case 0x59454b534e44: return 48; // DNSKEY
    case 0x42435653: return 64; // SVCB
    case 0x5350545448: return 65; // HTTPS
    case 0x594e41: return 255; // ANY
    default: return 0;
  }
}
