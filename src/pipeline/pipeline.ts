/** The straight line from rows to what firewalls poll: fold, then once a second, or soon after a change, score, identify, map, commit, publish, acknowledge. */
import { Catalogue } from './catalogue.ts';
import { Checkpoint } from './checkpoint.ts';
import type { Device, TenantSlot } from './device.ts';
import { DeviceTable } from './device-table.ts';
import { Feed } from './feed.ts';
import { GivenAddresses } from './given-addresses.ts';
import { InstanceBook } from './instance-book.ts';
import { Intake, type Absorbed, type Batch, type Receipt } from './intake.ts';
import { Words, type DeviceState } from '../features/index.ts';
import { Judgement } from './judgement.ts';
import { eligible, ExpiryWheel, expiresAt, idleSince, NO_IP, type Plan, type Wanted } from '../mapping/index.ts';
import { MakingRoom } from './making-room.ts';
import { Newcomers } from './newcomers.ts';
import { Origins } from './origins.ts';
import { Pace } from './pace.ts';
import { PeoplesWord } from './peoples-word.ts';
import { EdgeError, type Alert, type Identity, type RowReader, type Scope } from '../model/index.ts';
import { PIPELINE_DEFAULTS, type PipelineDeps, type PipelineOptions } from './pipeline-parts.ts';
import type { BatchRow, DeviceRow } from '../store/index.ts';
import { WaitingAddresses } from './waiting-addresses.ts';

export type { Absorbed, Batch, Receipt } from './intake.ts';
export type { PipelineDeps, PipelineOptions } from './pipeline-parts.ts';

export interface Described { readonly row: DeviceRow; readonly identity: Identity; readonly state: DeviceState }

/** Early is a tenth of `checkpointMs`: who set that long to spare a flash disk still has it spared. */
const CROWD_SHARE = 10;

/** A clock that goes back by less is not worth a look at every device. */
const CLOCK_SLACK_MS = 1000;

/** How long uploads wait for commits that fail for a passing reason, such as a tool that holds the database. */
const PATIENCE_MS = 10_000;

/** Alerts that wait for a checkpoint; what comes beyond is counted. */
const ALERTS_WAITING = 1000;

/** Devices judged again in one tick after a change of model, or of what people said. */
const REJUDGE = 2000;

/** In table meta: the last change by people that stored verdicts have. */
const PEOPLE_HEARD = 'people';

export class Pipeline {
  readonly feed: Feed;
  readonly #deps: PipelineDeps;
  readonly #options: PipelineOptions;
  readonly #devices: DeviceTable;
  readonly #intake: Intake;
  readonly #origins: Origins;
  readonly #catalogue: Catalogue;
  readonly #checkpoint: Checkpoint;
  readonly #people: PeoplesWord;
  readonly #judgement: Judgement;
  readonly #given: GivenAddresses;
  readonly #instances: InstanceBook;
  readonly #newcomers: Newcomers;
  readonly #room: MakingRoom;
  readonly #waiting: WaitingAddresses;
  /** Wait for the next checkpoint. */
  #alerts: readonly Alert[] = [];
  #wheel: ExpiryWheel<Device>;
  readonly #toJudge = new Map<Device, DeviceState>();
  /** Verdicts not yet stored that are another than before. */
  readonly #changed = new Set<Device>();
  #checkpointAt = -Infinity;
  #clockAt = -Infinity;
  #rejudgeAfter: number | null;
  /** The store says which model its verdicts are of, and it is this one. */
  #stamped: boolean;
  /** The last change by people that the store knows to be followed. */
  #peopleStamped = -1;
  #running: Promise<void> | null = null;
  readonly #pace: Pace;
  #trouble: unknown = null;
  #troubleSince = 0;
  #stopping = false;

  constructor(deps: PipelineDeps, options: Partial<PipelineOptions> = {}) {
    this.#deps = deps;
    this.#options = { ...PIPELINE_DEFAULTS, ...options };
    const { store, now } = deps;
    const { rule, quietMs, maxPending, withoutMac } = this.#options;
    const lastTick = store.recover();
    this.#devices = new DeviceTable({ ...this.#options, store, vendorOf: deps.vendorOf, words: new Words(deps.worth), newEpoch: deps.newEpoch, now });
    this.#origins = new Origins(store.evidenceSources.list(), deps.kindName);
    this.#catalogue = new Catalogue({ stored: store.catalogue.list(), tenantOf: (scope) => store.scopes.scopeOf(scope).tenant, metrics: deps.metrics });
    this.#instances = new InstanceBook({ store, devices: this.#devices, metrics: deps.metrics, vendorOf: deps.vendorOf });
    this.#checkpoint = new Checkpoint(this.#devices, lastTick, this.#options.memoryBehind);
    this.#intake = new Intake({ ...deps, archive: deps.archive, devices: this.#devices, origins: this.#origins, instances: this.#instances, catalogue: this.#catalogue, seen: this.#checkpoint.seen, activeMs: rule.activeMs, quietMs, maxPending, withoutMac, changed: () => { this.#pace.soon(); }, waits: (firewall) => { this.#hurry(firewall); } });
    const lateTicks = deps.metrics.counter('nameplate_ticks_merged_total');
    this.#pace = new Pace({ tickMs: this.#options.tickMs, earliestMs: this.#earlyMs, tick: () => this.tick(), onLate: () => { lateTicks.add(); }, onRest: () => { for (const one of this.#intake.waitingFirewalls()) this.#hurry(one); } });
    this.#people = new PeoplesWord(store.edits, Number(store.meta.get(PEOPLE_HEARD) ?? 0));
    this.#judgement = new Judgement((states, refusedOf) => deps.identify(states, (source) => this.recordOf(source), refusedOf), this.#devices, this.#people);
    this.#given = new GivenAddresses(this.#devices, this.#people, (scope) => store.scopes.scopeOf(scope), now());
    this.#newcomers = new Newcomers({ ...deps, devices: this.#devices, gate: rule.minConfidence, activeMs: rule.activeMs, now: now() });
    this.#room = new MakingRoom({ ...this.#options, ...deps, devices: this.#devices, people: this.#people });
    this.#waiting = new WaitingAddresses(this.#options.maxEntries, (holder) => holder.confidence >= rule.minConfidence || this.#newcomers.has(holder, now()));
    this.#wheel = new ExpiryWheel(now());
    for (const device of this.#devices.inMemory()) {
      this.#schedule(device, device.lastActivity);
      // Published under an easier rule than today's.
      if (device.confidence < rule.minConfidence) device.slot.touched.add(device.ip);
    }
    this.#stamped = store.meta.get('model') === deps.modelVersion;
    this.#rejudgeAfter = this.#stamped ? null : 0;
    this.feed = new Feed({ ...this.#options, tableOf: (tenant) => this.#devices.tenant(tenant).table, now });
    deps.metrics.onCollect(() => this.#report());
  }

  /** What keeps ticks from committing now; null when all is well. */
  get trouble(): unknown { return this.#trouble; }

  /** Devices that changed since the last commit. */
  get unsaved(): number { return this.#devices.unsaved.size; }

  /** Folds the rows in and resolves once the tick that has all of them is committed. A batch id already known is a no-op answered the same. */
  offer(batch: Batch): Promise<Receipt> { return this.#intake.offer(batch); }

  /** Folds in rows that nobody waits for; the next checkpoint has them. */
  absorb(scope: Scope, sender: string, rows: RowReader): Promise<Absorbed> { return this.#intake.absorb(scope, sender, rows); }

  /** What was said when this batch was committed: lets a caller skip reading a repeated upload. */
  receiptOf(scope: Scope, firewall: string, batchId: string): Receipt | undefined { return this.#intake.receiptOf(scope, firewall, batchId); }

  /** Devices by their number as they are now, each with its identity in full: that is made anew from what is known of it. */
  async describe(ids: readonly number[]): Promise<readonly Described[]> {
    const found = ids.flatMap((id) => this.#devices.described(id) ?? []);
    const judged = found.length === 0 ? undefined : this.#judgement.judge(new Map(found.map(({ device, state }) => [device, state])));
    return found.flatMap(({ device, row, state }) => { const one = judged?.get(device); return one ? { row, identity: this.#instances.added(one.identity, device), state } : []; });
  }

  /** What evidence came from, in words; null unknown. */
  recordOf(source: number): string | null { return this.#origins.textOf(source); }

  /** Ticks by itself from now on. */
  start(): void { this.#pace.start(); }

  /** A firewall with half of its uploads waiting can soon send no more: their commit is not put off for the whole of `checkpointMs`. */
  #hurry(firewall: string): void {
    if (this.#pace.haste || this.#intake.waiting(firewall) >= this.#options.crowd) this.#pace.hurry();
  }
  get #earlyMs(): number { return this.#options.checkpointMs / CROWD_SHARE; }

  /** The last tick, with everything committed; held polls end. What cannot be committed now is refused to its uploader. */
  async stop(): Promise<void> {
    this.#pace.stop();
    await this.#running;
    this.#checkpointAt = -Infinity;
    this.#stopping = true;
    await this.tick();
    this.#refuse(new EdgeError('overloaded', 'the node stopped before the upload was committed'));
    this.feed.release();
  }

  /** Tells every uploader that waits that its batch is not in. */
  #refuse(error: EdgeError): void {
    const waiting = this.#intake.pending;
    this.#intake.answered(waiting.length);
    this.#deps.archive?.forget();
    for (const { fail, stage } of waiting) {
      stage?.drop();
      fail(error);
    }
  }

  /** One tick. Never overlaps: a call during one waits for it. Never rejects: what failed is tried again in the next. */
  tick(): Promise<void> {
    this.#running ??= this.#tick().then(() => { this.#trouble = null; }, (error: unknown) => {
      if (this.#trouble === null) this.#troubleSince = performance.now();
      this.#trouble = error;
      this.#deps.metrics.counter('nameplate_loop_failures_total', { loop: 'tick' }).add();
      this.#refuseForTrouble(error);
      this.#deps.onTrouble(error);
    }).finally(() => { this.#running = null; });
    return this.#running;
  }

  /** Nobody is kept waiting for a disk to have room again, or for damage to mend: what was folded in stays, no batch id is used up, and the same batch later counts once. */
  #refuseForTrouble(error: unknown): void {
    if (error instanceof EdgeError && (error.code === 'disk_full' || error.code === 'corrupt_store')) this.#refuse(error);
    else if (performance.now() - this.#troubleSince >= PATIENCE_MS) this.#refuse(new EdgeError('overloaded', 'the upload could not be committed in time', { cause: error }));
  }

  async #tick(): Promise<void> {
    const begun = performance.now();
    const { archive, metrics, steady, store } = this.#deps;
    // Taken before packing: what is folded in meanwhile is answered by the next tick.
    const ready = this.#intake.pending.length, looked = this.#deps.now(), checkpoint = this.#checkpointDue(looked);
    if (checkpoint && archive !== undefined) {
      const absorbed = [...this.#intake.absorbed];
      await archive.prepare(this.#intake.pending.slice(0, ready).map(({ stage }) => stage), absorbed);
      this.#intake.packed(absorbed.length);
    }
    // From here to the acknowledgement nothing else runs: no await. A device is never stored with evidence that nobody judged: told again after a kill, it would be nothing new.
    this.#judge();
    const now = this.#deps.now();
    if (now < this.#clockAt - CLOCK_SLACK_MS) this.#clockSetBack(now);
    this.#clockAt = now;
    this.#expire(now);
    this.#newcomers.step(now);
    this.#room.step();
    const plans = this.#plan(now);
    const alerts = this.#collectAlerts();
    const due = checkpoint && (ready > 0 || alerts.length > 0 || this.#stopping || !this.#checkpoint.empty || archive?.prepared === true || this.#intake.books.waiting);
    if (plans.size > 0 || due) {
      const batches = due ? this.#intake.pending.slice(0, ready) : [];
      const rows = batches.map(({ row, tenant }): BatchRow => ({ ...row, revision: plans.get(tenant)?.revision ?? tenant.table.revision, committedAt: steady?.now() ?? now }));
      const forget = steady?.cutoff(this.#options.batchRetentionMs) ?? now - this.#options.batchRetentionMs;
      const write = due ? { ...this.#checkpoint.full(plans, rows, forget, this.#stopping), books: this.#intake.books.plan(batches, now), sources: this.#origins.unsaved(), instances: this.#instances.plan(), ...this.#catalogue.plan(), alerts } : this.#checkpoint.mappingsOnly(plans);
      const committing = performance.now();
      store.commitTick(write, due ? archive?.write() : undefined);
      metrics.histogram('nameplate_commit_seconds').observe((performance.now() - committing) / 1000);
      // Committed is committed, whatever fails below. Uploaders hear of it in a microtask, after everything here.
      this.#intake.answered(batches.length);
      if (due) archive?.committed();
      batches.forEach(({ row, done }, i) => done({ records: row.records, rejects: row.rejects, revision: rows[i]?.revision ?? 0, repeated: false }));
      if (due) {
        this.#checkpoint.committed(write);
        this.#intake.books.committed(batches);
        this.#instances.committed(write.instances ?? []);
        this.#origins.committed(write.sources ?? []);
        this.#catalogue.committed();
        this.#alerts = [];
        this.#pace.haste = false;
        this.#checkpointAt = looked; // not when it ends: the next would come too early for its time, and wait for another tick
      }
      for (const [tenant, plan] of plans) this.#publish(tenant, plan);
    }
    // Only now: a plan that could not be committed is made again from the same addresses.
    for (const tenant of this.#devices.tenants.values()) this.#waiting.looked(tenant);
    for (const { name } of plans.keys()) this.#tell(() => this.feed.published(name));
    if (due) this.#tell(() => this.#tellVerdicts());
    this.#tell(() => { this.#newcomers.remind(now); });
    this.#stamp();
    metrics.histogram('nameplate_tick_seconds').observe((performance.now() - begun) / 1000);
  }

  #judge(): void {
    this.#rejudgeSome();
    this.#hearPeople();
    for (const [device, state] of this.#devices.takeDirty()) this.#toJudge.set(device, state);
    if (this.#toJudge.size === 0) return;
    const judged = this.#judgement.judge(this.#toJudge), now = this.#deps.now();
    for (const { device, identity, hostname } of judged.values()) if (this.#devices.judge(device, identity, hostname, now)) this.#changed.add(device);
    this.#toJudge.clear();
    this.#deps.metrics.counter('nameplate_devices_scored_total').add(judged.size);
  }

  /** Devices of which somebody said something since the last tick; what was said of others waits until they are seen. */
  #hearPeople(): void {
    this.#given.step(this.#deps.now());
    for (const ref of this.#people.changed(REJUDGE)) {
      this.#given.hear(ref);
      const found = this.#devices.known(ref.scope, ref.device);
      if (found) this.#toJudge.set(found.device, found.state);
    }
  }

  /** After a change of model: every stored device, some each tick. */
  #rejudgeSome(): void {
    if (this.#rejudgeAfter === null) return;
    const ids = this.#deps.store.devices.idsAfter(this.#rejudgeAfter, REJUDGE);
    for (const id of ids) {
      const found = this.#devices.described(id);
      if (found) this.#toJudge.set(found.device, found.state);
    }
    this.#rejudgeAfter = ids.at(-1) ?? null;
  }

  /** What stored verdicts are of, once all of them are committed: which model, and people's word up to where. A kill before that judges them again. */
  #stamp(): void {
    if (!this.#checkpoint.empty) return;
    const { store: { meta }, modelVersion } = this.#deps, { upTo } = this.#people;
    if (upTo !== this.#peopleStamped) meta.set(PEOPLE_HEARD, String(upTo));
    this.#peopleStamped = upTo;
    this.#newcomers.stamp();
    if (this.#stamped || this.#rejudgeAfter !== null) return;
    meta.set('model', modelVersion);
    this.#stamped = true;
  }

  #expire(now: number): void {
    for (const device of this.#wheel.due(now)) {
      device.scheduled = false;
      if (device.ip === NO_IP || device.gone) continue;
      const since = idleSince(device.lastActivity, true, device.slot.pulse, now, this.#options.quietMs);
      if (this.#given.isGiven(device.slot, device.ip, device.mac)) continue;
      if (expiresAt(since, this.#options.rule) > now) this.#schedule(device, since);
      else device.slot.touched.add(device.ip);
    }
  }

  /** What was seen at a time that is yet to come was seen now: else it would stay published for as long as the clock was ahead. */
  #clockSetBack(now: number): void {
    this.#wheel = new ExpiryWheel(now);
    for (const device of this.#devices.inMemory()) {
      device.clockSetBack(now);
      if (!device.scheduled) continue;
      device.scheduled = false;
      this.#schedule(device, device.lastActivity);
    }
    this.#newcomers.clockSetBack(now);
  }

  /** A clock that was set back has not stopped time: a checkpoint then, and the usual pace from there. */
  #checkpointDue(now: number): boolean { return now < this.#checkpointAt || now - this.#checkpointAt >= (this.#pace.haste ? this.#earlyMs : this.#options.checkpointMs); }

  #schedule(device: Device, since: number): void {
    if (device.scheduled) return;
    device.scheduled = true;
    this.#wheel.schedule(device, expiresAt(since, this.#options.rule));
  }

  /** The changes of each tenant that has any. */
  #plan(now: number): Map<TenantSlot, Plan> {
    const plans = new Map<TenantSlot, Plan>();
    for (const tenant of this.#devices.tenants.values()) {
      this.#waiting.offerAgain(tenant);
      const plan = tenant.table.plan(this.#wanted(tenant, now), now);
      if (plan) plans.set(tenant, plan);
    }
    return plans;
  }

  /** What should stand at every touched address. */
  *#wanted(tenant: TenantSlot, now: number): Generator<Wanted> {
    const { rule } = this.#options;
    for (const slot of tenant.scopes.values()) {
      const { place, touched, pulse } = slot;
      for (const ip of touched) {
        const holder = this.#given.holderOf(slot, ip, now), given = holder !== undefined && this.#given.isGiven(slot, ip, holder.mac);
        const published = holder !== undefined && tenant.table.get(place, ip)?.mac === holder.mac;
        const since = holder && (given ? now : idleSince(holder.lastActivity, published, pulse, now, this.#options.quietMs));
        const stays = holder && since !== undefined && eligible(rule.minConfidence, since, now, rule);
        const entry = !stays ? null : holder.confidence >= rule.minConfidence ? this.#devices.entry(holder) : this.#newcomers.entry(holder, now);
        // It came due, a commit failed, and it spoke meanwhile: whatever stays published has its next hour.
        if (entry && holder && since !== undefined && published && !given) this.#schedule(holder, since);
        yield { place, ip, entry };
      }
    }
  }

  #publish(tenant: TenantSlot, plan: Plan): void {
    tenant.table.apply(plan);
    const slots = new Map([...tenant.scopes.values()].map((slot) => [slot.place, slot]));
    for (const { place, ip } of plan.upserts) {
      const holder = slots.get(place)?.addresses.holderOf(ip);
      if (holder) this.#schedule(holder, holder.lastActivity);
    }
    // What went only for want of room waits for it like what was refused.
    for (const { place, ip } of plan.removals) slots.get(place)?.touched.add(ip);
    this.#deps.metrics.counter('nameplate_mapping_changes_total', { kind: 'upsert' }).add(plan.upserts.length);
    this.#deps.metrics.counter('nameplate_mapping_changes_total', { kind: 'remove' }).add(plan.removals.length);
  }

  /** Who is told of a commit cannot undo it: what they throw is reported and no more. */
  #tell(whom: () => void): void {
    try {
      whom();
    } catch (error) {
      this.#deps.metrics.counter('nameplate_loop_failures_total', { loop: 'tell' }).add();
      this.#deps.onTrouble(error);
    }
  }

  /** What somebody should look at since the last checkpoint: stored with the evidence it comes from, or it would be lost with a kill between the two. */
  #collectAlerts(): readonly Alert[] {
    const { behaviour, inspection, metrics } = this.#deps, found = [...(inspection?.drain() ?? []), ...(behaviour?.drain() ?? [])];
    const room = ALERTS_WAITING - this.#alerts.length;
    if (found.length > room) metrics.counter('nameplate_alerts_dropped_total').add(found.length - room);
    if (found.length > 0) this.#alerts = [...this.#alerts, ...found.slice(0, room)];
    return this.#alerts;
  }

  #tellVerdicts(): void {
    if (this.#changed.size === 0) return;
    const devices = [...this.#changed].filter((device) => !device.gone).map((device) => device.id);
    this.#changed.clear();
    this.#deps.onVerdicts?.(devices);
  }

  #report(): void {
    const { metrics } = this.#deps;
    const tenants = [...this.#devices.tenants.values()];
    metrics.gauge('nameplate_given_addresses_contested').set(this.#given.contested);
    this.#origins.report(metrics);
    metrics.gauge('nameplate_pending_batches').set(this.#intake.pending.length);
    metrics.gauge('nameplate_mappings').set(tenants.reduce((sum, { table }) => sum + table.live(), 0));
    metrics.gauge('nameplate_mappings_refused').set(tenants.reduce((sum, { table }) => sum + table.refused, 0));
    for (const { name, table } of tenants) metrics.gauge('nameplate_revision', { tenant: name }).set(table.revision);
  }
}

export function createPipeline(deps: PipelineDeps, options: Partial<PipelineOptions> = {}): Pipeline { return new Pipeline(deps, options); }
