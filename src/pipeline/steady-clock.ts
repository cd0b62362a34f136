/** A clock for what must neither be forgotten early nor counted twice: it follows the wall clock, but a leap of that is believed only after a day in which it kept step. */

/** The world's clocks, milliseconds: the wall's, which people and time servers set, and one that only runs, from any origin. */
export interface Clocks { readonly wall: () => number; readonly running: () => number }

/** Further apart than this and the wall clock leapt. Time servers slew less; a changed time zone changes nothing here. */
const SLACK_MS = 3_600_000;
/** A leap is believed after so long of keeping step. */
const BELIEVE_MS = 86_400_000;
/** Keeping step: less drift than this between two looks. */
const STEP_MS = 60_000;
/** Leaps that were believed and are remembered. More in the time of a retention, and the oldest is taken to be over. */
const SHIFTS_MAX = 16;
/** A machine without a battery for its clock begins before this program was written. */
const WRITTEN = Date.UTC(2026, 0, 1);

interface Leap { by: number; steadyMs: number }
interface Shift { readonly at: number; readonly by: number }

export class SteadyClock {
  readonly #clocks: Clocks;
  #time: number;
  #ranAt: number;
  #leap: Leap | null = null;
  #shifts: Shift[] = [];

  /** `saved` is what `save` gave; `atLeast` a time that is known to have been. */
  constructor(clocks: Clocks, saved = '', atLeast = 0) {
    this.#clocks = clocks;
    this.#ranAt = clocks.running();
    const before = read(saved);
    this.#time = Math.max(before.time, atLeast);
    this.#shifts = before.shifts;
    // Nothing to hold against the wall clock; what it says before the program was written, it will itself take back.
    if (this.#time === 0) this.#time = clocks.wall();
    this.#leap = before.leap;
  }

  now(): number {
    const ran = this.#clocks.running(), wall = this.#clocks.wall(), passed = Math.max(0, ran - this.#ranAt);
    this.#ranAt = ran;
    const apart = wall - this.#time - passed;
    if (Math.abs(apart) <= SLACK_MS && wall >= WRITTEN) {
      this.#leap = null;
      // A little back: wait for it.
      this.#time = Math.max(this.#time, wall);
      return this.#time;
    }
    this.#time += passed;
    const leap = this.#leap;
    if (leap === null || Math.abs(leap.by - apart) > STEP_MS) this.#leap = { by: apart, steadyMs: 0 };
    else {
      leap.by = apart; // slow drift of either is no leap
      leap.steadyMs += passed;
      if (leap.steadyMs >= BELIEVE_MS && wall >= WRITTEN) {
        this.#time = wall;
        this.#leap = null;
        if (apart > 0) this.#shifts = [...this.#shifts, { at: wall, by: apart }].slice(-SHIFTS_MAX);
      }
    }
    return this.#time;
  }

  /** What was stamped by this clock before it is older than `ms`. After a believed leap forward the old stamps look older than they are: until all of them are due, they have its length more. */
  cutoff(ms: number): number {
    const now = this.now();
    return this.#shifts.reduce((time, { at, by }) => (now - at < ms ? time - by : time), now - ms);
  }

  /** How far the wall clock leapt, and how long until it is believed; null when they agree. */
  get leap(): { readonly by: number; readonly leftMs: number } | null {
    return this.#leap && { by: this.#leap.by, leftMs: Math.max(0, BELIEVE_MS - this.#leap.steadyMs) };
  }

  save(): string { return JSON.stringify({ time: this.now(), leap: this.#leap, shifts: this.#shifts }); }
}

function read(saved: string): { readonly time: number; readonly leap: Leap | null; readonly shifts: Shift[] } {
  const value: unknown = saved === '' ? null : JSON.parse(saved);
  if (typeof value !== 'object' || value === null) return { time: 0, leap: null, shifts: [] };
  const time = 'time' in value && typeof value.time === 'number' ? value.time : 0;
  const leap = 'leap' in value && isLeap(value.leap) ? { ...value.leap } : null;
  return { time, leap, shifts: 'shifts' in value && Array.isArray(value.shifts) ? value.shifts.filter(isShift) : [] };
}

function isLeap(value: unknown): value is Leap {
  return typeof value === 'object' && value !== null && 'by' in value && typeof value.by === 'number' && 'steadyMs' in value && typeof value.steadyMs === 'number';
}
function isShift(value: unknown): value is Shift {
  return typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'number' && 'by' in value && typeof value.by === 'number';
}
