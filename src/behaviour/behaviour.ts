/**
 * Unusual behaviour (R56): a device whose learning time is over (R55) takes up habits that neither it nor its like had. Evidence only ever grows, so a habit is
 * new once. One new habit is ordinary life; several of different kinds within a day are worth a look.
 */
import type { Alert, DeviceKey } from '../model/index.ts';
import { AXES, axisOf, type Axis } from './axes.ts';
import { Baselines } from './baselines.ts';

export interface BehaviourOptions {
  /** How long a device is only learnt from, milliseconds since we met it. */
  readonly learningMs: number;
}

export interface NewHabit {
  readonly tenant: string;
  readonly scope: number;
  readonly device: DeviceKey;
  readonly profile: string | null;
  /** When we met it, epoch milliseconds. */
  readonly metAt: number;
  readonly parameter: string;
  readonly value: string;
  /** Its id among features. */
  readonly habit: number;
  /** When, epoch milliseconds. */
  readonly at: number;
}

/** Habits of one axis that make it as unusual as it can be: each is an eighth. */
const FULL = 8;
/** Sum over the axes from which on it is an alert, and the axes that must have a part in it. */
const ALERT = 0.5, MEDIUM = 1.5, AXES_LEAST = 2;
/** A habit that so many of its profile took up before it is no longer news. */
const COMMON = 2;
const DAY_MS = 86_400_000;
/** Devices watched at a time; the one watched for longest makes room. */
const WATCHED_MAX = 10_000;
/** Examples shown, and characters of each. */
const EXAMPLES = 8, SHOWN = 80;

interface Account { readonly since: number; readonly counts: Record<Axis, number>; readonly examples: string[]; told: number }

export class Behaviour {
  readonly #options: BehaviourOptions;
  readonly #baselines = new Baselines();
  readonly #accounts = new Map<string, Account>();
  #alerts = new Map<string, Alert>();

  constructor(options: BehaviourOptions) { this.#options = options; }

  /** Of what profiles usually do, left for want of room since the start. */
  get forgotten(): number { return this.#baselines.forgotten; }

  /** Still only learnt from (R55). */
  isLearning(metAt: number, at: number): boolean { return at - metAt < this.#options.learningMs; }

  hear(news: NewHabit): void {
    const axis = axisOf(news.parameter);
    if (axis === undefined) return;
    const common = news.profile !== null && this.#baselines.count(news.tenant, news.profile, news.habit) >= COMMON;
    if (common || this.isLearning(news.metAt, news.at)) return;
    const key = `${news.scope} ${news.device}`, account = this.#accountOf(key, news.at);
    account.counts[axis] += 1;
    if (account.examples.length < EXAMPLES) account.examples.push(`${news.parameter} ${news.value}`.slice(0, SHOWN));
    const map = anomalyMap(account), total = AXES.reduce((sum, one) => sum + map[one], 0);
    if (total < ALERT || AXES.filter((one) => map[one] > 0).length < AXES_LEAST || total - account.told < 1 / FULL) return;
    account.told = total;
    this.#alerts.set(key, {
      tenant: news.tenant, scope: news.scope, device: news.device, name: 'Unusual behaviour', severity: total < MEDIUM ? 'low' : 'medium', at: news.at, key: new Date(account.since).toISOString().slice(0, 10),
      description: `it took up ${AXES.reduce((sum, one) => sum + account.counts[one], 0)} habits within a day that neither it nor its like had`,
      detail: { ...map, profile: news.profile, examples: account.examples.join('; ') },
    });
  }

  /** Alerts since the last call, one a device. */
  drain(): readonly Alert[] {
    if (this.#alerts.size === 0) return [];
    const alerts = [...this.#alerts.values()];
    this.#alerts = new Map();
    return alerts;
  }

  #accountOf(key: string, at: number): Account {
    const known = this.#accounts.get(key);
    if (known !== undefined && Math.abs(at - known.since) < DAY_MS) return known;
    this.#accounts.delete(key);
    const oldest = this.#accounts.size >= WATCHED_MAX ? this.#accounts.keys().next().value : undefined;
    if (oldest !== undefined) this.#accounts.delete(oldest);
    const account = { since: at, counts: { application: 0, payload: 0, internal: 0, external: 0, protocol: 0 }, examples: [], told: 0 };
    this.#accounts.set(key, account);
    return account;
  }
}

/** Of each axis 0 to 1, in eighths, as the published service gives them. */
function anomalyMap({ counts }: Account): Record<Axis, number> {
  const part = (axis: Axis): number => Math.min(counts[axis], FULL) / FULL;
  return { application: part('application'), payload: part('payload'), internal: part('internal'), external: part('external'), protocol: part('protocol') };
}
