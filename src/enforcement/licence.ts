/** R88: after a licence has expired, what was mapped is enforced for 200 minutes more and then cleared. Nothing else ever clears it. */

export const CLEAR_AFTER_MS = 200 * 60_000;
/** A node may say another time, in minutes; not one without end. */
const MINUTES_MAX = 366 * 24 * 60;

/** Whether a session reply says that the licence is over, or that it gives no mappings. A reply that says nothing of the kind is one of a node that counts no licences. */
export function saysExpired(session: unknown): boolean {
  const licence = memberOf(session, 'licence');
  return memberOf(licence, 'state') === 'expired' || memberOf(licence, 'pull') === false;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? (value as Readonly<Record<string, unknown>>)[name] : undefined; // an object that has it
}

/** How long ago it ended, by the node's own clock: that of this machine may be wrong. Undefined when the node does not say. */
function endedAgo(session: unknown): number | undefined {
  const ended = memberOf(memberOf(session, 'licence'), 'expires_at'), time = memberOf(session, 'time');
  const ago = typeof ended === 'string' && typeof time === 'string' ? Date.parse(time) - Date.parse(ended) : Number.NaN;
  return ago >= 0 ? ago : undefined;
}

/** The node's and this machine's clock do not run alike: a difference below it is none. */
const SAME_MS = 60_000;

export class LicenceWatch {
  /** Epoch milliseconds at which it ended as the node says, else at which the node first said so; undefined while it is good. Kept over restarts: they must not win time. */
  expiredSince: number | undefined;
  #clearAfterMs = CLEAR_AFTER_MS;

  hear(session: unknown, now: number): void {
    const minutes = memberOf(memberOf(session, 'licence'), 'cache_minutes');
    this.#clearAfterMs = typeof minutes === 'number' && minutes >= 1 && minutes <= MINUTES_MAX ? minutes * 60_000 : CLEAR_AFTER_MS;
    if (!saysExpired(session)) this.expiredSince = undefined;
    else {
      const ago = endedAgo(session), told = ago === undefined ? this.expiredSince ?? now : now - ago;
      if (this.expiredSince === undefined || Math.abs(told - this.expiredSince) > SAME_MS) this.expiredSince = told;
    }
  }

  get expired(): boolean { return this.expiredSince !== undefined; }

  /** A clock that was set back proves nothing: only time that has passed counts. */
  due(now: number): boolean { return this.expiredSince !== undefined && now - this.expiredSince >= this.#clearAfterMs; }
}
