/** What the reader of log lines must know: the kernel's log state (LOG_* in assembly/layout.ts). */
import * as L from '../../assembly/layout.ts';
import type { CaptureState } from './instance.ts';

export interface LogClock {
  /** About when the lines were written, epoch milliseconds: gives a date without a year its year. 0 = unknown. */
  readonly referenceMs: number;
  /** Minutes east of UTC of times that name no zone. */
  readonly zoneMinutes: number;
}

/** `messages`: the lines are messages of their own, no file that could be one JSON array or table: a sender's header must not govern the lines of another. */
export function logState(clock: LogClock = { referenceMs: 0, zoneMinutes: 0 }, messages = false): CaptureState {
  const state = new Uint8Array(L.STATE_HEAD_BYTES), view = new DataView(state.buffer);
  if (messages) state[L.LOG_MODE] = L.LOG_BEGUN | L.LOG_MESSAGES;
  view.setUint32(L.LOG_REFERENCE, Math.min(Math.max(Math.floor(clock.referenceMs / 1000), 0), 0xffffffff), true);
  view.setInt32(L.LOG_ZONE, clock.zoneMinutes, true);
  return state;
}
