/** What passing on packets of others claims: whoever does that is a router, unless its own words say what it is beside that. */
import type { Claim } from '../model/index.ts';
import type { Book } from './book.ts';

/** A computer with machines inside forwards, too, and a server may answer for many addresses. */
const CLAIMS: ReadonlyMap<string, Claim> = new Map([
  ['router', { rule: 'roles/router', category: 'Router', certainty: 0.85 }],
  ['nat', { rule: 'roles/nat', category: 'Router', certainty: 0.7 }],
  ['proxy-arp', { rule: 'roles/proxy-arp', category: 'Router', certainty: 0.7 }],
]);

export const roles: Book = {
  name: 'roles', source: 'our own observation of hops, addresses and ARP (src/routers)', licence: 'Apache-2.0', parameters: ['traffic.forwards'],
  read(_parameter, value) {
    const claim = CLAIMS.get(value);
    return claim === undefined ? [] : [claim];
  },
};
