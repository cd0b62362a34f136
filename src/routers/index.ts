/** Routers, NAT and proxy ARP: which MACs speak for others. Pure; one instance a segment. */
export { MANY, NAT, ROUTER, roleName, rolesIn } from './roles.ts';
export { Routers, type Ground } from './routers.ts';
