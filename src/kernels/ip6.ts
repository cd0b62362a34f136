/** IPv6 addresses as text (RFC 5952): lower case, no leading zeros, the longest run of zero groups as `::`. */
export function ip6Text(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[i * 2] ?? 0) * 256 + (bytes[i * 2 + 1] ?? 0));
  let best = -1, longest = 1; // section 4.2.2: one zero group alone is not shortened
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (i + run < 8 && groups[i + run] === 0) run++;
    if (run > longest) { longest = run; best = i; }
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return best < 0 ? text(groups) : `${text(groups.slice(0, best))}::${text(groups.slice(best + longest))}`;
}
