/** What is known of one MAC: the set of feature ids, when and from what each kind of it came, and what it said in clear. */
import { PARAMETERS, parameterIndex, type Claim, type HeardClaim, type DeviceKey, type Parameter, type ParameterName } from '../model/index.ts';
import { IdSet } from './id-set.ts';
import { lowTwo } from './mask.ts';
import { markOf, Sayings, type Mark } from './sayings.ts';
import { Traces } from './traces.ts';
import { cut } from './words.ts';

/** One value in clear. */
export interface Saying {
  readonly parameter: ParameterName;
  readonly value: string;
  /** When it was last news, epoch milliseconds; 0 unknown. */
  readonly time: number;
  /** The record it came from, by its number at this node; 0 unknown. */
  readonly source: number;
  readonly claims: readonly Claim[];
}

/** Longest name of a device, characters. */
const NAME_LENGTH = 120;

export class DeviceState {
  readonly mac: DeviceKey;
  /** Of its MAC's last two bytes (mask.ts), in hex: every fact is searched for them. */
  readonly threeDigits: string;
  readonly ids: IdSet = new IdSet();
  readonly traces: Traces = new Traces();
  readonly clear: Sayings = new Sayings();
  firstSeen: number;
  lastSeen: number;
  /** In the list of the next drain. */
  dirty = false;
  /** Seen since the eviction hand last passed. */
  touched = true;
  /** Left its fold: whoever still refers to it lets go. */
  gone = false;

  constructor(mac: DeviceKey, time: number) {
    this.mac = mac;
    this.threeDigits = lowTwo(mac).slice(0, 3);
    this.firstSeen = time;
    this.lastSeen = time;
  }

  /** What it said in clear; of one parameter the last value last. */
  sayings(): readonly Saying[] {
    const sayings: Saying[] = [];
    this.clear.each(({ parameter, value, claims }, stamp) => {
      const { seconds, source } = markOf(stamp);
      sayings.push({ parameter, value, time: seconds * 1000, source, claims });
    });
    return sayings;
  }

  /** What its sayings claim. */
  claims(): readonly HeardClaim[] {
    const heard: HeardClaim[] = [];
    this.clear.each(({ parameter, value, claims }, stamp) => {
      if (claims.length === 0) return;
      const { seconds, source } = markOf(stamp);
      for (const claim of claims) heard.push({ parameter, value, claim, time: seconds * 1000, source });
    });
    return heard;
  }

  /** Sources that it was heard by. */
  sources(): ReadonlySet<Parameter['source']> {
    const sources = new Set<Parameter['source']>(), add = (index: number): void => { const source = PARAMETERS[index]?.source; if (source !== undefined) sources.add(source); };
    this.traces.each(add);
    this.clear.each(({ index }) => { add(index); });
    return sources;
  }

  /** When, and from which record, a parameter last told something new. */
  traceOf(parameter: ParameterName): Mark | undefined { return this.traces.of(parameterIndex(parameter)); }

  /** The last value of one whose last value counts; of any other the latest that is kept. */
  attribute(name: ParameterName): string | undefined { return this.clear.latest(parameterIndex(name))?.value; }

  /** The name it gives itself: DHCP first, then the first label of its mDNS name. */
  get hostname(): string | undefined {
    const mdns = this.attribute('mdns.host')?.replace(/\.local\.?$/i, '');
    const name = this.attribute('dhcp.hostname') ?? this.attribute('dhcp.client_fqdn') ?? (mdns === '' ? undefined : mdns);
    return name && cut(name, NAME_LENGTH);
  }
}
