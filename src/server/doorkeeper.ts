/** Who is behind each connection, and whether it may stay: the certificate check, the registry, the caps, and the sweep that ends revoked connections. */
import type { X509Certificate } from 'node:crypto';
import type { ServerHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { checkFirewall, type CertificateFacts, type Issuers } from '../pki/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import type { View } from '../wire/index.ts';
import type { FirewallRecord, FirewallRegistry } from './deps.ts';
import { FrameBudget } from './frame-budget.ts';
import { COOL_MS, FRAMES_A_REQUEST, FRAMES_PER_SECOND_LEAST, NUISANCES_PER_10_S, SWEEP_MS, type EdgeLimits } from './limits.ts';
import type { Progress, ProgressBook } from './progress.ts';
import { frameCounter } from './sessions.ts';
import { TokenBucket } from './token-bucket.ts';

/** One firewall with at least one connection; shared by its connections, whichever of its certificates they show. */
export interface Peer {
  /** By the certificate that was shown last. */
  record: FirewallRecord;
  /** What it sees, from its record. */
  view: View;
  /** Where it said it stands, last. */
  cursor: string | undefined;
  readonly progress: Progress;
  readonly bucket: TokenBucket;
  /** What its connections send, all together. */
  readonly frames: FrameBudget;
  /** Frames since they were last counted. */
  fresh: number;
  /** It flooded: until then it is not let in. */
  coolUntilMs: number;
  /** Log uploads under way. */
  uploads: number;
  connections: number;
}

/** One connection. */
export interface Visit {
  readonly session: ServerHttp2Session;
  readonly socket: TLSSocket;
  readonly peer: Peer;
  /** Of the certificate of this connection. */
  readonly fingerprint: string;
  readonly notAfterMs: number;
  /** Signed by the authority before the present one. */
  older: boolean;
  /** Its licence was good when it was last looked at. */
  licensed: boolean;
  /** Requests under way. */
  requests: number;
  /** Resets and control frames in the present ten seconds. */
  nuisances: number;
  readonly received: () => number;
  /** Of these, counted so far. */
  counted: number;
}

export type Refusal =
  | 'no_certificate' | 'not_ours' | 'not_yet_valid' | 'expired' | 'wrong_role' | 'unknown' | 'revoked'
  | 'registry_unreadable' | 'too_many_connections' | 'too_many_connections_of_firewall' | 'cooling_off' | 'nuisance' | 'frame_flood' | 'protocol' | 'idle' | 'stopped' | 'licence_expired';

export interface DoorkeeperDeps {
  readonly authority: Issuers;
  readonly registry: FirewallRegistry;
  readonly limits: EdgeLimits;
  readonly progress: ProgressBook;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

const LOG_EVERY_MS = 1000;
/** RFC 9113 section 7. */
const NO_ERROR = 0, ENHANCE_YOUR_CALM = 11;

export class Doorkeeper {
  readonly #deps: DoorkeeperDeps;
  #issuers: Issuers;
  /** By serial. */
  readonly #peers = new Map<string, Peer>();
  readonly #visits = new Map<ServerHttp2Session, Visit>();
  readonly #timer: ReturnType<typeof setInterval>;
  #generation: number;
  #sweeps = 0;
  readonly #loggedAt = new Map<string, number>();

  constructor(deps: DoorkeeperDeps) {
    this.#deps = deps;
    this.#issuers = deps.authority;
    this.#generation = deps.registry.generation();
    this.#timer = setInterval(() => { this.#sweep(); }, SWEEP_MS);
    deps.metrics.onCollect(() => { deps.metrics.gauge('nameplate_firewalls_connected').set(this.#visits.size); });
  }

  get connections(): number { return this.#visits.size; }

  /** Undefined when the connection was refused and is being ended. Asked once a connection; tickets are off, so every connection is a full handshake. */
  admit(session: ServerHttp2Session, socket: TLSSocket): Visit | undefined {
    const verdict = this.#judge(socket.getPeerX509Certificate());
    if (typeof verdict === 'string') {
      this.refused(verdict, socket.remoteAddress);
      hangUp(session, socket, NO_ERROR);
      return undefined;
    }
    const { record, facts } = verdict;
    const peer = this.#peers.get(record.serial) ?? this.#newPeer(record);
    see(peer, record);
    peer.connections += 1;
    peer.progress.connections = peer.connections;
    peer.fresh += FRAMES_A_REQUEST; // a handshake costs as much as a request
    const visit: Visit = { session, socket, peer, fingerprint: facts.fingerprint, notAfterMs: facts.notAfter.getTime(), older: facts.older, licensed: this.#licensed(record), requests: 0, nuisances: 0, received: frameCounter(session), counted: 0 };
    this.#visits.set(session, visit);
    session.once('close', () => { this.#leave(visit); });
    if (record.unshown) this.#shown(record);
    return visit;
  }

  /** The authority changed: connections that show what nobody trusted signed end. */
  trust(issuers: Issuers): void {
    this.#issuers = issuers;
    for (const visit of [...this.#visits.values()]) {
      const certificate = visit.socket.getPeerX509Certificate(), facts = checkFirewall(certificate, issuers, this.#deps.now());
      if (typeof facts === 'string') this.#end(visit, facts);
      else visit.older = facts.older; // who stays connected for months is told to renew, too
    }
  }

  #licensed(record: FirewallRecord): boolean {
    const { ingest, pull } = record.standing(this.#deps.now().getTime());
    return ingest || pull;
  }

  /** Whatever this certificate replaces ends with the next sweep. A store that fails leaves both good: who is in stays in. */
  #shown(record: FirewallRecord): void {
    try {
      this.#deps.registry.shown(record.fingerprint);
    } catch (error) {
      this.#sample('shown', () => { this.#deps.log.error('the first use of a certificate could not be noted; the one before it stays good', error, { serial: record.serial }); });
    }
  }

  /** Counts what a peer can do to us without asking anything: a reset stream, a ping, a change of settings. */
  nuisance(visit: Visit): void {
    visit.nuisances += 1;
    if (visit.nuisances <= NUISANCES_PER_10_S) return;
    cool(visit.peer);
    this.#end(visit, 'nuisance');
  }

  /** The runtime ends it: what came was no HTTP/2, or too much of what no good peer sends. */
  broken(visit: Visit): void {
    cool(visit.peer);
    this.#end(visit, 'protocol');
  }

  /** A stream of it was reset: the moment to look at its frames, because a flood of these keeps the loop from its timers for seconds. */
  reset(visit: Visit): void {
    count(visit);
    this.#spend(visit.peer);
  }

  idle(visit: Visit): void { this.#end(visit, 'idle'); }

  /** Also for what the runtime refused before there was a session. Counted always, logged once a second and reason. */
  refused(reason: string, address: string | undefined): void {
    this.#deps.metrics.counter('nameplate_handshakes_refused_total', { reason }).add();
    this.#sample(`refused a connection ${reason}`, () => { this.#deps.log.warn('refused a connection', { reason, address }); });
  }

  /** Strangers decide how often this happens: they must not decide how much is logged. */
  #sample(what: string, write: () => void): void {
    const nowMs = performance.now();
    if (nowMs - (this.#loggedAt.get(what) ?? -Infinity) < LOG_EVERY_MS) return;
    this.#loggedAt.set(what, nowMs); // as many as there are reasons
    write();
  }

  endAll(): void { for (const visit of [...this.#visits.values()]) this.#end(visit, 'stopped'); }

  close(): void { clearInterval(this.#timer); }

  #judge(certificate: X509Certificate | undefined): Refusal | { readonly record: FirewallRecord; readonly facts: CertificateFacts } {
    const { registry, limits, now } = this.#deps;
    const facts = checkFirewall(certificate, this.#issuers, now());
    if (typeof facts === 'string') return facts;
    let record: FirewallRecord | undefined;
    try {
      record = registry.byFingerprint(facts.fingerprint);
    } catch (error) {
      this.#sample('registry', () => { this.#deps.log.error('the registry of firewalls cannot be read, so nobody new is let in', error); });
      return 'registry_unreadable';
    }
    if (record === undefined || record.serial !== facts.serial) return 'unknown';
    if (record.revoked) return 'revoked';
    if (this.#visits.size >= limits.connections) return 'too_many_connections';
    const peer = this.#peers.get(record.serial);
    if (peer !== undefined && performance.now() < peer.coolUntilMs) return 'cooling_off';
    if ((peer?.connections ?? 0) >= limits.connectionsPerFirewall) return 'too_many_connections_of_firewall';
    return { record, facts };
  }

  #newPeer(record: FirewallRecord): Peer {
    const { requestsPerSecond } = this.#deps.limits, frames = new FrameBudget(Math.max(FRAMES_PER_SECOND_LEAST, requestsPerSecond * FRAMES_A_REQUEST)), view = viewOf(record);
    const peer: Peer = { record, view, cursor: undefined, progress: this.#deps.progress.of(record.serial, view), bucket: new TokenBucket(requestsPerSecond), frames, fresh: 0, coolUntilMs: 0, uploads: 0, connections: 0 };
    this.#peers.set(record.serial, peer);
    return peer;
  }

  #leave(visit: Visit): void {
    if (!this.#visits.delete(visit.session)) return;
    visit.peer.connections -= 1;
    visit.peer.progress.connections = visit.peer.connections;
    count(visit); // also of one that came, flooded and went
    // The bucket goes with the last connection only when it is full again; a peer cannot refill it by reconnecting.
    if (visit.peer.connections === 0) this.#forgetLater(visit.peer);
  }

  #forgetLater(peer: Peer): void {
    setTimeout(() => {
      if (performance.now() < peer.coolUntilMs) this.#forgetLater(peer);
      else if (peer.connections === 0 && this.#peers.get(peer.record.serial) === peer) this.#peers.delete(peer.record.serial);
    }, 3000).unref();
  }

  /** Who sent more frames than a good firewall ever does loses its connections, whatever the frames were. */
  #countFrames(): void {
    for (const visit of this.#visits.values()) count(visit);
    for (const peer of this.#peers.values()) this.#spend(peer);
  }

  #spend(peer: Peer): void {
    const { fresh } = peer;
    peer.fresh = 0;
    if (peer.frames.spend(fresh)) return;
    cool(peer);
    for (const visit of [...this.#visits.values()]) if (visit.peer === peer) this.#end(visit, 'frame_flood');
  }

  /** A registry that another process changed is seen here, and a certificate that ran out while connected. */
  #sweep(): void {
    this.#sweeps += 1;
    this.#countFrames();
    try {
      const generation = this.#deps.registry.generation();
      if (generation !== this.#generation) {
        // Sorted once: to look through ten thousand connections for each of ten thousand firewalls would hold up all of them.
        const visitsOf = Map.groupBy(this.#visits.values(), ({ peer }) => peer);
        for (const peer of [...this.#peers.values()]) this.#refresh(peer, visitsOf.get(peer) ?? []);
      }
      this.#generation = generation;
    } catch (error) {
      // Who is in stays in: a disk that fails must not flush enforcement (design law 6).
      this.#sample('sweep', () => { this.#deps.log.error('the registry of firewalls cannot be read', error); });
    }
    const tenSeconds = this.#sweeps % (10_000 / SWEEP_MS) === 0;
    if (this.#sweeps % (1000 / SWEEP_MS) !== 0) return;
    const nowMs = this.#deps.now().getTime();
    for (const visit of [...this.#visits.values()]) {
      if (nowMs > visit.notAfterMs) this.#end(visit, 'expired');
      else this.#lookAtLicence(visit);
      if (tenSeconds) visit.nuisances = 0;
    }
  }

  /** R210: the connection ends with the licence. Whoever comes back is told so, and gets neither mappings nor ears. */
  #lookAtLicence(visit: Visit): void {
    const licensed = this.#licensed(visit.peer.record), ended = visit.licensed && !licensed;
    visit.licensed = licensed;
    if (ended) this.#end(visit, 'licence_expired');
  }

  /** What the registry says now: revoked or gone ends the connections that show it, a moved scope is used from the next request on. */
  #refresh(peer: Peer, visits: readonly Visit[]): void {
    const known = new Map<string, FirewallRecord | undefined>();
    const recordOf = (fingerprint: string): FirewallRecord | undefined => {
      if (!known.has(fingerprint)) known.set(fingerprint, this.#deps.registry.byFingerprint(fingerprint));
      return known.get(fingerprint);
    };
    const latest = recordOf(peer.record.fingerprint);
    if (latest !== undefined && !latest.revoked) see(peer, latest);
    else peer.record = { ...peer.record, revoked: true };
    for (const visit of visits) {
      const record = recordOf(visit.fingerprint);
      if (record === undefined || record.revoked) this.#end(visit, record === undefined ? 'unknown' : 'revoked');
      else {
        if (peer.record.revoked) see(peer, record); // the one shown last is gone, this one is not
        this.#lookAtLicence(visit);
      }
    }
    if (peer.record.revoked) this.#peers.delete(peer.record.serial);
  }

  #end(visit: Visit, refusal: Refusal): void {
    if (!this.#visits.has(visit.session)) return;
    this.#leave(visit);
    this.#deps.metrics.counter('nameplate_connections_ended_total', { reason: refusal }).add();
    this.#sample(`ended a connection ${refusal}`, () => { this.#deps.log.warn('ended a connection', { reason: refusal, serial: visit.peer.record.serial }); });
    hangUp(visit.session, visit.socket, refusal === 'nuisance' || refusal === 'frame_flood' ? ENHANCE_YOUR_CALM : NO_ERROR);
  }
}

function see(peer: Peer, record: FirewallRecord): void {
  peer.record = record;
  peer.view = viewOf(record);
  peer.progress.view = peer.view;
}

export function viewOf({ tenant, sites, cap }: FirewallRecord): View { return { tenant, ...(sites !== undefined && { sites }), ...(cap !== undefined && { cap }) }; }

function count(visit: Visit): void {
  const received = visit.received();
  visit.peer.fresh += received - visit.counted;
  visit.counted = received;
}

function cool(peer: Peer): void { peer.coolUntilMs = performance.now() + COOL_MS; }

/** At once, whatever is under way: streams are not waited for, and a peer that does not read cannot keep the socket. */
function hangUp(session: ServerHttp2Session, socket: TLSSocket, code: number): void {
  session.destroy(undefined, code);
  setTimeout(() => { socket.destroy(); }, 100).unref();
}
