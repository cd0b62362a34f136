/** What a load test counts while it runs. */
import { Latencies } from './latency.ts';
import type { LoadFirewall, Outcome } from './load-firewall.ts';
import type { LoadReport, Spread } from './load-report.ts';

export class Tally {
  readonly #firewalls: readonly LoadFirewall[];
  readonly #mode: LoadReport['mode'];
  readonly #confirmed = new Set<LoadFirewall>();
  readonly #connected = new Set<LoadFirewall>();
  readonly #errors = new Map<string, number>();
  readonly #replies = { idle: 0, delta: 0, snapshot: 0 };
  readonly latencies = new Latencies();
  readonly #syncs = new Latencies();
  readonly uploads = { batches: 0, bytes: 0, records: 0, rejects: 0, retries: 0, failed: 0, latencies: new Latencies() };
  readonly probe = { sent: 0, seen: 0, missed: 0, latencies: new Latencies(), afterCommit: new Latencies() };
  readonly dictionary = { fetched: 0, unchanged: 0, wrong: 0, bytes: 0, latencies: new Latencies() };
  phase: LoadReport['phase'] = 'connecting';
  polls = 0;
  compared = 0;
  #cut = 0;
  #resumes = 0;
  #resyncs = 0;
  #bytes = 0;
  #wrong = 0;
  #begun = performance.now();
  #began: Date | undefined;
  #cpu = process.cpuUsage();
  #elapsedMs: number | undefined;
  #cpuMicros: number | undefined;

  constructor(firewalls: readonly LoadFirewall[], mode: LoadReport['mode']) {
    this.#firewalls = firewalls;
    this.#mode = mode;
  }

  begin(): number {
    this.phase = 'running';
    this.#began = new Date();
    this.#cpu = process.cpuUsage();
    return (this.#begun = performance.now());
  }
  end(): void {
    this.#elapsedMs = performance.now() - this.#begun;
    this.#cpuMicros = this.#spent();
    this.phase = 'comparing';
    this.#confirmed.clear();
  }

  /** True when the reply was applied and the map is right. */
  count(firewall: LoadFirewall, outcome: Outcome): boolean {
    if ('bytes' in outcome) this.#bytes += outcome.bytes;
    switch (outcome.kind) {
      case 'lost':
        if (!firewall.cut) return this.#fail(firewall, outcome.how);
        this.#confirmed.delete(firewall);
        return false;
      case 'status': return this.#fail(firewall, `status_${outcome.status}`);
      case 'fault':
        if (outcome.fault === 'digest') this.#wrong += 1;
        return this.#fail(firewall, outcome.fault);
      default:
        this.#replies[outcome.kind] += 1;
        if (!outcome.more) this.#current(firewall, outcome.kind);
        return true;
    }
  }

  cut(): void { this.#cut += 1; }

  /** Said of a map that a fresh snapshot contradicts, though its digest agreed. */
  wrong(firewall: LoadFirewall): void {
    this.#wrong += 1;
    this.#fail(firewall, 'entries');
  }

  note(kind: string): void { this.#errors.set(kind, (this.#errors.get(kind) ?? 0) + 1); }

  #fail(firewall: LoadFirewall, kind: string): false {
    this.note(kind);
    this.#confirmed.delete(firewall);
    return false;
  }

  #current(firewall: LoadFirewall, kind: 'idle' | 'delta' | 'snapshot'): void {
    this.#confirmed.add(firewall);
    if (firewall.awaySince === undefined || firewall.cut) return; // what was still under way when it was cut off does not bring it back
    this.#syncs.add(performance.now() - firewall.awaySince);
    firewall.awaySince = undefined;
    if (!this.#connected.has(firewall)) this.#connected.add(firewall);
    else if (kind === 'snapshot') this.#resyncs += 1;
    else this.#resumes += 1;
  }

  report(): LoadReport {
    const seconds = (this.#elapsedMs ?? (this.phase === 'connecting' ? 0 : performance.now() - this.#begun)) / 1000, count = this.#firewalls.length;
    const { latencies: upload, ...uploads } = this.uploads, { latencies: probed, afterCommit, ...probe } = this.probe, { latencies: read, ...dictionary } = this.dictionary;
    return {
      mode: this.#mode, phase: this.phase, firewalls: count, seconds: Math.round(seconds * 100) / 100, began: this.#began?.toISOString() ?? null, connected: this.#connected.size,
      polls: this.polls, polls_per_second: seconds === 0 ? 0 : Math.round(this.polls / seconds), bytes: this.#bytes, bytes_per_firewall: Math.round(this.#bytes / count),
      replies: { ...this.#replies }, errors: Object.fromEntries(this.#errors), wrong_maps: this.#wrong, confirmed: this.#confirmed.size, compared: this.compared,
      entries: this.#firewalls.reduce((most, { map }) => Math.max(most, map.size), 0),
      connects: this.#sum(({ client }) => client.connects), tls_resumed: this.#sum(({ client }) => client.resumed), cut: this.#cut, resumes: this.#resumes, resyncs: this.#resyncs,
      latency_ms: spread(this.latencies), sync_ms: spread(this.#syncs), uploads: { ...uploads, latency_ms: spread(upload) }, probe: { ...probe, latency_ms: spread(probed), after_commit_ms: spread(afterCommit) },
      dictionary: { ...dictionary, latency_ms: spread(read) },
      resident_bytes: process.memoryUsage.rss(), cpu_percent: seconds === 0 ? 0 : Math.round((this.#cpuMicros ?? this.#spent()) / seconds / 1e3) / 10,
    };
  }

  /** User and system time since the beginning, microseconds. */
  #spent(): number {
    const { user, system } = process.cpuUsage(this.#cpu);
    return user + system;
  }

  #sum(of: (firewall: LoadFirewall) => number): number { return this.#firewalls.reduce((sum, firewall) => sum + of(firewall), 0); }
}

function spread(latencies: Latencies): Spread {
  const figure = (share: number): number => Math.round(latencies.at(share) * 1000) / 1000;
  return { p50: figure(0.5), p90: figure(0.9), p99: figure(0.99), p999: figure(0.999), max: Math.round(latencies.max * 1000) / 1000 };
}
