/** Metrics: arithmetic, the Prometheus text, and a bound on invented labels. */
import { expect, test } from 'bun:test';
import { makeMetrics, METRICS } from './index.ts';

test('renders counters, gauges and cumulative histogram buckets', () => {
  const metrics = makeMetrics();
  metrics.counter('nameplate_polls_total', { kind: 'idle' }).add();
  metrics.counter('nameplate_polls_total', { kind: 'idle' }).add(2);
  metrics.counter('nameplate_polls_total', { kind: 'delta' }).add();
  metrics.onCollect(() => metrics.gauge('nameplate_devices').set(7));
  const ticks = metrics.histogram('nameplate_tick_seconds');
  for (const seconds of [0.0005, 0.02, 100]) ticks.observe(seconds);
  const text = metrics.render();
  expect(text).toContain('# TYPE nameplate_polls_total counter\nnameplate_polls_total{kind="idle"} 3\nnameplate_polls_total{kind="delta"} 1\n');
  expect(text).toContain('nameplate_devices 7\n');
  expect(text).toContain('nameplate_tick_seconds_bucket{le="0.001"} 1\n');
  expect(text).toContain('nameplate_tick_seconds_bucket{le="0.025"} 2\n');
  expect(text).toContain('nameplate_tick_seconds_bucket{le="5"} 2\n');
  expect(text).toContain('nameplate_tick_seconds_bucket{le="+Inf"} 3\n');
  expect(text).toContain('nameplate_tick_seconds_count 3\n');
  expect(text.endsWith('\n')).toBe(true);
});

test('a metric whose labels come and go shows those of now', () => {
  const metrics = makeMetrics();
  for (const serial of ['A', 'B']) metrics.replace('nameplate_firewall_worst_lag_entries', [{ labels: { serial }, value: 1 }]);
  expect(metrics.render()).toBe(`# HELP nameplate_firewall_worst_lag_entries ${METRICS.nameplate_firewall_worst_lag_entries.help}\n# TYPE nameplate_firewall_worst_lag_entries gauge\nnameplate_firewall_worst_lag_entries{serial="B"} 1\n`);
  metrics.replace('nameplate_firewall_worst_lag_entries', []);
  expect(metrics.render()).not.toContain('serial=');
});

test('escapes label values', () => {
  const metrics = makeMetrics();
  metrics.counter('nameplate_rejects_total', { reason: 'a"b\\c\nd' }).add();
  expect(metrics.render()).toContain('nameplate_rejects_total{reason="a\\"b\\\\c\\nd"} 1\n');
});

test('folds label values past the cap into other and counts them', () => {
  const metrics = makeMetrics();
  for (let i = 0; i < 1000; i++) metrics.counter('nameplate_rejects_total', { reason: `r${i}` }).add();
  const lines = metrics.render().split('\n').filter((line) => line.startsWith('nameplate_rejects_total{'));
  expect(lines.length).toBeLessThanOrEqual(257);
  expect(lines.at(-1)).toBe('nameplate_rejects_total{reason="other"} 744');
  expect(metrics.render()).toContain('nameplate_metric_series_dropped_total 744\n');
});

test('every name follows the conventions: our prefix, a unit, _total on counters only', () => {
  for (const [name, spec] of Object.entries(METRICS)) {
    expect(name).toMatch(/^nameplate_[a-z0-9_]+$/);
    expect(name.endsWith('_total')).toBe(spec.type === 'counter');
    expect(spec.help).toMatch(/^[A-Z].*\.$/);
    if (spec.type === 'histogram') expect(name).toMatch(/_(seconds|bytes)$/);
  }
});
