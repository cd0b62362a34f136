/** Counters, gauges and histograms over the table of names, and their Prometheus text form. */
import { METRICS, type MetricName, type MetricSpec } from './names.ts';

export type Labels = Readonly<Record<string, string>>;
type NamesOf<T extends MetricSpec['type']> = { [N in MetricName]: (typeof METRICS)[N]['type'] extends T ? N : never }[MetricName];

export interface Counter { add(amount?: number): void; readonly value: number }
export interface Gauge { set(value: number): void; readonly value: number }
export interface Histogram { observe(value: number): void; readonly count: number; readonly sum: number }

export interface Metrics {
  /** The series of these labels; keep it and call `add` on it, looking it up costs a string. */
  counter(name: NamesOf<'counter'>, labels?: Labels): Counter;
  gauge(name: NamesOf<'gauge'>, labels?: Labels): Gauge;
  histogram(name: NamesOf<'histogram'>): Histogram;
  /** These series and no others, for a metric whose labels come and go. */
  replace(name: NamesOf<'gauge'>, rows: readonly { readonly labels: Labels; readonly value: number }[]): void;
  /** Called before each rendering, to set gauges that are read rather than kept. */
  onCollect(read: () => void): void;
  /** Prometheus text exposition format 0.0.4. */
  render(): string;
}

/** More label values than this for one metric are folded into `other`: a peer must not grow our memory by inventing names. */
const SERIES_MAX = 256;

interface Series { readonly labels: string; value: number; readonly buckets: Float64Array; count: number }

export function makeMetrics(): Metrics {
  const families = new Map<MetricName, Map<string, Series>>();
  const readers: (() => void)[] = [];

  const series = (name: MetricName, labels: Labels): Series => {
    let family = families.get(name);
    if (family === undefined) families.set(name, (family = new Map()));
    const spec: MetricSpec = METRICS[name];
    let key = labelText(spec, labels);
    let found = family.get(key);
    if (found === undefined) {
      if (family.size >= SERIES_MAX) {
        series('nameplate_metric_series_dropped_total', {}).value += 1;
        key = labelText(spec, Object.fromEntries((spec.labels ?? []).map((label) => [label, 'other'])));
        found = family.get(key);
      }
      if (found === undefined) family.set(key, (found = { labels: key, value: 0, buckets: new Float64Array(spec.buckets?.length ?? 0), count: 0 }));
    }
    return found;
  };

  return {
    counter(name, labels = {}) {
      const own = series(name, labels);
      return { add: (amount = 1) => { own.value += amount; }, get value() { return own.value; } };
    },
    gauge(name, labels = {}) {
      const own = series(name, labels);
      return { set: (value) => { own.value = value; }, get value() { return own.value; } };
    },
    histogram(name) {
      const own = series(name, {});
      const bounds: readonly number[] = METRICS[name].buckets;
      return {
        observe(value) {
          own.count += 1;
          own.value += value;
          const at = bounds.findIndex((bound) => value <= bound);
          if (at >= 0) own.buckets[at] = (own.buckets[at] ?? 0) + 1;
        },
        get count() { return own.count; },
        get sum() { return own.value; },
      };
    },
    replace(name, rows) {
      families.get(name)?.clear();
      for (const { labels, value } of rows) series(name, labels).value = value;
    },
    onCollect(read) { readers.push(read); },
    render() {
      for (const read of readers) read();
      return [...families].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, family]) => renderFamily(name, METRICS[name], [...family.values()])).join('');
    },
  };
}

function labelText(spec: MetricSpec, labels: Labels): string {
  return (spec.labels ?? []).map((label) => `${label}="${escape(labels[label] ?? '')}"`).join(',');
}

function escape(value: string): string {
  return value.slice(0, 128).replace(/[\\"\n]/g, (found) => (found === '\n' ? '\\n' : `\\${found}`));
}

function renderFamily(name: string, spec: MetricSpec, all: readonly Series[]): string {
  const lines = [`# HELP ${name} ${spec.help}`, `# TYPE ${name} ${spec.type}`];
  for (const own of all) {
    if (spec.type !== 'histogram') {
      lines.push(`${name}${own.labels === '' ? '' : `{${own.labels}}`} ${own.value}`);
      continue;
    }
    let below = 0;
    spec.buckets?.forEach((bound, at) => {
      below += own.buckets[at] ?? 0;
      lines.push(`${name}_bucket{le="${bound}"} ${below}`);
    });
    lines.push(`${name}_bucket{le="+Inf"} ${own.count}`, `${name}_sum ${own.value}`, `${name}_count ${own.count}`);
  }
  return `${lines.join('\n')}\n`;
}
