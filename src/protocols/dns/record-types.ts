/** Names of the DNS record types worth a word (IANA); others are told by their number. */
const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'A'], [2, 'NS'], [5, 'CNAME'], [6, 'SOA'], [12, 'PTR'], [13, 'HINFO'], [15, 'MX'], [16, 'TXT'], [28, 'AAAA'], [33, 'SRV'], [47, 'NSEC'],
  [64, 'SVCB'], [65, 'HTTPS'], [255, 'ANY'],
]);
export const TYPE_A = 1, TYPE_PTR = 12, TYPE_HINFO = 13, TYPE_TXT = 16, TYPE_AAAA = 28, TYPE_SRV = 33;
export function typeName(type: number): string { return TYPES.get(type) ?? String(type); }
