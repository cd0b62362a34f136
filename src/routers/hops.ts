/** What a packet's time to live says of its way. */

/** Hops that inner networks have at most. A stack begins at 32, 64, 128 or 255 (RFC 1700 says 64); nothing begins just below. */
const HOPS = 8;
/** Where some printers and older systems begin. */
const OLD_START = 60;

/** Has it come no way? A router takes one off, so from its MAC this is its own word. One hop is the most that a multicast of the link has. */
export function isStart(ttl: number): boolean { return ttl === 64 || ttl === 128 || ttl === 255 || ttl === 1; }

/** Has a router passed it on? 0 is unknown. */
export function wasPassedOn(ttl: number): boolean {
  if (ttl === OLD_START) return false;
  return (ttl < 64 && ttl >= 64 - HOPS) || (ttl < 128 && ttl >= 128 - HOPS) || (ttl < 255 && ttl >= 255 - HOPS);
}
