/** What the node says about itself: a log and metrics. */
export { errorFields, LEVELS, makeLog, type Level, type Log, type LogFields, type LogOptions, type LogValue } from './log.ts';
export { makeMetrics, type Counter, type Gauge, type Histogram, type Labels, type Metrics } from './metrics.ts';
export { METRICS, type MetricName, type MetricSpec } from './names.ts';
