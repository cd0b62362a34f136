/** The one wire integer and its history: a client sends the version it speaks, a node answers with its own. */

/** Raised by one whenever a frame, a reply or the digest changes in a way that an older client cannot ignore. */
export const WIRE_VERSION = 3;

/** One dated line a bump, newest last. */
export const WIRE_HISTORY: readonly { readonly version: number; readonly date: string; readonly change: string }[] = [
  { version: 1, date: '2026-11-21', change: 'first: snapshot, delta and idle frames; fifteen mapping fields with site and segment; XXH64 sum digest' },
  { version: 2, date: '2026-11-27', change: 'mac_address is null for a device without one; such entries exist only where devices.withoutMac is on' },
  { version: 3, date: '2026-11-27', change: 'session: licence has state, ingest, pull and cache_minutes instead of kind; gates, certificate and ca are new; frames are as before' },
];
