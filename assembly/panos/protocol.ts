// IP protocols by the names that firewalls write.

/** The protocol named or numbered in [at, end), 0 when unknown. */
export function protocolNumber(at: usize, end: usize): i32 {
  let word: u64 = 0;
  let number = 0, digits = end > at;
  for (let i: i32 = 0; at < end; at++, i++) {
    if (i == 8) return 0;
    const byte = load<u8>(at);
    if (<u32>byte - 48 < 10) number = number * 10 + <i32>byte - 48;
    else digits = false;
    word |= <u64>(<u32>byte - 65 < 26 ? byte | 32 : byte) << (i << 3);
  }
  if (digits) return number <= 255 ? number : 0;
  switch (word) {
    case 0x706374: return 6; // tcp
    case 0x706475: return 17; // udp
    case 0x706d6369: return 1; // icmp
    case 0x36706d6369: return 58; // icmp6
    case 0x657267: return 47; // gre
    case 0x707365: return 50; // esp
    case 0x6861: return 51; // ah
    case 0x70746373: return 132; // sctp
    case 0x706d6769: return 2; // igmp
    case 0x6670736f: return 89; // ospf
    default: return 0;
  }
}
