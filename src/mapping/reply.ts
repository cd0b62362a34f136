/** Which of the three replies a poll gets (models.md section 3 rule 4): one table, no error path for a client to get wrong. */

/** What the client says it holds. */
export interface Have {
  readonly position?: { readonly epoch: string; readonly view: number; readonly revision: number };
  /** The client reports that it could not apply a frame or that digests differ. */
  readonly error: boolean;
}

/** What the node has. */
export interface State {
  readonly epoch: string;
  readonly view: number;
  readonly revision: number;
  /** Removals up to this revision are forgotten: a delta from before it would leave dead entries standing. */
  readonly floor: number;
  readonly deltas: boolean;
}

export type FullReason = 'no-position' | 'epoch' | 'view' | 'horizon' | 'ahead' | 'error' | 'deltas-off' | 'smaller';
export type Reply = { readonly kind: 'idle' } | { readonly kind: 'delta'; readonly since: number } | { readonly kind: 'snapshot'; readonly reason: FullReason };

const whole = (reason: FullReason): Reply => ({ kind: 'snapshot', reason });

export function chooseReply(have: Have, state: State): Reply {
  if (have.error) return whole('error');
  const at = have.position;
  if (!at) return whole('no-position');
  if (at.epoch !== state.epoch) return whole('epoch');
  if (at.view !== state.view) return whole('view');
  if (at.revision > state.revision) return whole('ahead');
  if (at.revision === state.revision) return { kind: 'idle' };
  if (!state.deltas) return whole('deltas-off');
  if (at.revision < state.floor) return whole('horizon');
  return { kind: 'delta', since: at.revision };
}

/** A removal is about a fifth of an entry on the wire. */
const REMOVAL_WEIGHT = 0.2;
/** A client rebuilds its whole map for a snapshot: not worth it to save a handful of changes. */
const HANDFUL = 64;

/** Rule 4's last line: a delta larger than the snapshot is sent as the snapshot. */
export function snapshotIsSmaller(upserts: number, removals: number, live: number): boolean {
  return upserts + removals > HANDFUL && upserts + removals * REMOVAL_WEIGHT > live;
}
