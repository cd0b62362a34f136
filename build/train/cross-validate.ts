/** Predictions on what a model has not seen: ten folds of captures; each type and each profile left out altogether; of each maker all profiles left out but one. */
import { PARAMETERS, parameterIndex, type Parameter, type ParameterName } from '../../src/model/index.ts';
import { isCommon, isVersioned } from './augment.ts';
import type { Dataset, Sample } from './dataset.ts';
import { learn, uncalibrated } from './learn.ts';
import { predictor, type Prediction } from './predict.ts';
import { random, shuffled } from './random.ts';

export const FOLDS = 10;
const SEED = 1611;

const LINK: ReadonlySet<string> = new Set<Parameter['source']>(['arp', 'dhcp', 'dhcpv6', 'mdns', 'ssdp', 'llmnr', 'nbns', 'lldp', 'cdp', 'wsd', 'pndcp']);
/** What a node sees when a source of logs is missing. */
export const VIEWS: Readonly<Record<string, (parameter: Parameter, token: string) => boolean>> = {
  all: () => true,
  'dhcp only': (p) => p.source === 'dhcp' || p.source === 'mac',
  'no dhcp': (p) => p.source !== 'dhcp',
  'no names': (p) => p.kind !== 'name',
  'flows only': (p) => p.source === 'traffic' || p.source === 'mac',
  'flows, dns, tls': (p) => p.source === 'traffic' || p.source === 'dns' || p.source === 'tls' || p.source === 'mac',
  'no mac vendor': (p) => p.source !== 'mac',
  // What a router passes on: no ARP, no DHCP, nothing of the link (R47).
  'behind a router': (p) => !LINK.has(p.source),
  // Another release of the same product: versions, lengths, option and cipher lists are others, names and habits are not.
  'other firmware': (p, token) => !isVersioned(p.name, token),
};

export interface Judged extends Prediction {
  readonly view: string;
  /** The ids that this view leaves. */
  readonly ids: Uint32Array;
  /** Fold it was held out in; -1 for types and profiles left out. */
  readonly fold: number;
  /** What was left out of training: a type, a profile, the sisters of a profile (that its maker makes), or nothing but the fold. */
  readonly left: string | undefined;
  readonly leftKind: 'type' | 'profile' | 'sisters' | undefined;
  /** Made of a known product: what any product on its module and system would show. */
  readonly isModule: boolean;
}

/** Each type's captures spread over the folds by turns, so that folds have alike sizes and mixtures. */
export function stratify(samples: readonly Sample[]): ReadonlyMap<Sample, number> {
  const next = random(SEED), byType = Map.groupBy(samples, (sample) => sample.label?.type ?? ''), folds = new Map<Sample, number>();
  let start = 0;
  for (const group of byType.values()) {
    shuffled(group, next).forEach((sample, i) => folds.set(sample, (start + i) % FOLDS));
    start += group.length;
  }
  return folds;
}

export function seenThrough(sample: Sample, keep: (parameter: Parameter, token: string) => boolean, data: Dataset): Sample {
  const isKept = (name: ParameterName): boolean => { const parameter = PARAMETERS[parameterIndex(name)]; return parameter !== undefined && keep(parameter, ''); };
  const claims = sample.claims.filter(({ parameter }) => isKept(parameter)), company = isKept('mac.vendor') ? sample.company : undefined;
  return { ...sample, claims, company, isProved: sample.isProved && (isKept('arp.kind') || isKept('dhcp.message')), ids: sample.ids.filter((id) => {
    const word = data.words.get(id), parameter = PARAMETERS[word?.parameter ?? -1];
    return word !== undefined && parameter !== undefined && keep(parameter, word.token);
  }) };
}

type Left = readonly [kind: NonNullable<Judged['leftKind']>, name: string] | undefined;

function judgeAll(predict: (sample: Sample) => Prediction, samples: readonly Sample[], data: Dataset, fold: number, left: Left): Judged[] {
  return samples.flatMap((sample) => Object.entries(VIEWS).map(([view, keep]) => {
    const seen = view === 'all' ? sample : seenThrough(sample, keep, data);
    return { ...predict(seen), ids: seen.ids, view, fold, left: left?.[1], leftKind: left?.[0], isModule: false };
  }));
}

/** As any other product on the same radio module and system would look: a stranger made of a known product. */
function onSameModule(sample: Sample, data: Dataset): Sample {
  return { ...sample, label: undefined, claims: [], company: undefined, ids: sample.ids.filter((id) => { const word = data.words.get(id); return word !== undefined && isCommon(word); }) };
}

export function crossValidate(data: Dataset, progress: (text: string) => void): Judged[] {
  const folds = stratify([...data.labelled, ...data.background]), judged: Judged[] = [];
  const run = (fold: number, left: Left, isTest: (sample: Sample) => boolean): void => {
    const rest = (samples: readonly Sample[]): Sample[] => samples.filter((sample) => !isTest(sample));
    const predict = predictor(uncalibrated(learn(data.labels, rest(data.labelled), rest(data.background), data.words)));
    judged.push(...judgeAll(predict, [...data.labelled, ...data.background].filter(isTest), data, fold, left));
    if (left === undefined) judged.push(...data.labelled.filter(isTest).map((sample) => onSameModule(sample, data)).map((sample) => ({ ...predict(sample), ids: sample.ids, view: 'all', fold, left: undefined, leftKind: undefined, isModule: true })));
  };
  for (let fold = 0; fold < FOLDS; fold++) {
    progress(`fold ${fold + 1} of ${FOLDS}`);
    run(fold, undefined, (sample) => folds.get(sample) === fold);
  }
  const profiles = Map.groupBy(data.labels, (label) => label.profile);
  for (const label of data.labels) {
    progress(`without ${label.type}`);
    run(-1, ['type', label.type], (sample) => sample.label?.type === label.type);
  }
  for (const [profile, types] of profiles) {
    if (types.length === 1) continue; // left out above
    progress(`without ${profile}`);
    run(-1, ['profile', profile], (sample) => sample.label?.profile === profile);
  }
  for (const [vendor, types] of Map.groupBy(data.labels, (label) => label.vendor)) {
    const own = new Set(types.map((label) => label.profile));
    if (own.size > 1) for (const profile of own) {
      progress(`without the sisters of ${profile}`);
      run(-1, ['sisters', profile], (sample) => sample.label?.vendor === vendor && sample.label.profile !== profile);
    }
  }
  return judged;
}
