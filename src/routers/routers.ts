/** Which MACs of a segment pass on what others send, learned from rows as they come; and of each row, whose MAC is on it without being the one that speaks. */
import { FLAG_GRATUITOUS, FLAG_IPV6, F_ARP_SENDER_IP, F_ARP_SENDER_MAC, F_DHCP_ROUTER, F_HTTP_USER_AGENT, KIND_ARP, KIND_DHCP, KIND_HTTP } from '../../assembly/layout.ts';
import { isGroupMac, isPrivateIp, isVirtualMac, type DeviceKey, type Ipv4, type RowReader } from '../model/index.ts';
import { bitCount, systemBit, SYSTEMS_OF_MANY } from './agents.ts';
import { Few } from './few.ts';
import { isStart, wasPassedOn } from './hops.ts';
import { MANY, NAT, ROUTER } from './roles.ts';

const TCP = 6, UDP = 17, ARP_REPLY = 2;

/** Signs are forgotten after this long: a device that changes its address now and then is no router. */
const WINDOW_MS = 3_600_000;
/** Public addresses seen behind a MAC, or asked for through it: one may be its own. */
const PUBLIC_SOURCES = 2, PUBLIC_TARGETS = 3;
/** Private addresses behind a MAC that nothing proves to be its own: aliases and a second network are few. */
const PRIVATE_SOURCES = 5, PASSED_SOURCES = 2;
/** Addresses that a MAC says by ARP are its own. */
const OWN_ADDRESSES = 8;
/** MACs under suspicion; the one suspected first makes room. */
const SUSPECTS = 8192;

/** Addresses of shared gateways; further ones are as other addresses. */
const SHARED = 1024;

/** What the segment knows of its devices. */
export interface Ground {
  /** Roles of a MAC so far. */
  rolesOf(mac: DeviceKey): number;
  /** Is it proved that the address is, or was lately, this MAC's own? */
  owns(mac: DeviceKey, ip: Ipv4): boolean;
  /** Who holds the address by proof. */
  holderOf(ip: Ipv4): DeviceKey | undefined;
  /** A MAC turns out to have a role. `own` is the address it asks from, where that is known. */
  learn(mac: DeviceKey, role: number, time: number, own: Ipv4 | undefined): void;
}

class Suspect {
  since: number;
  readonly publicSources = new Few(PUBLIC_SOURCES);
  readonly publicTargets = new Few(PUBLIC_TARGETS);
  readonly privateSources = new Few(PRIVATE_SOURCES);
  readonly passedSources = new Few(PASSED_SOURCES);
  readonly claimed = new Few(OWN_ADDRESSES + 1);
  /** Times to live of packets from its own address: one stack has one, and none that begins below a start. */
  readonly hops = new Few(4);
  passedHops = 0;
  systems = 0;
  /** The address it last asked from. */
  own: Ipv4 | undefined;
  constructor(time: number) { this.since = time; }
  restart(time: number): void {
    this.since = time;
    for (const few of [this.publicSources, this.publicTargets, this.privateSources, this.passedSources, this.claimed, this.hops]) few.clear();
    this.passedHops = this.systems = 0;
  }
}

export class Routers {
  readonly #ground: Ground;
  readonly #suspects = new Map<DeviceKey, Suspect>();
  readonly #shared = new Set<Ipv4>();
  /** Suspects dropped for want of room. */
  forgotten = 0;
  /** Sides of rows that were credited to nobody, because a router passed them on. */
  passed = 0;
  /** Of the row heard last: the MAC that did not say what is said under it; 0 when none. */
  source = 0 as DeviceKey;
  target = 0 as DeviceKey;
  /** Of the row heard last: the MAC whose word on addresses binds none; 0 when none. */
  claimant = 0 as DeviceKey;

  constructor(ground: Ground) { this.#ground = ground; }

  get size(): number { return this.#suspects.size; }
  /** An address that gateways take turns to have. */
  isShared(ip: Ipv4): boolean { return this.#shared.has(ip); }

  /** Before a row is read for the first time. `time` is in epoch milliseconds. */
  hear(rows: RowReader, row: number, time: number): void {
    this.source = this.target = this.claimant = 0 as DeviceKey;
    const source = rows.srcMac(row), target = rows.dstMac(row);
    if (source === 0 && target === 0) return;
    const kind = rows.kind(row);
    if (kind === KIND_ARP) {
      if (isStation(source)) this.#arp(rows, row, source, time);
      else if (isVirtualMac(source)) this.#share(rows.ip(row, F_ARP_SENDER_IP));
      return;
    }
    if (kind === KIND_DHCP) this.#dhcp(rows, row, time);
    if ((rows.flags(row) & FLAG_IPV6) !== 0) {
      if (isStation(source) && (wasPassedOn(rows.ttl(row)) || this.#passesSix(source, rows.ttl(row)))) this.source = source;
    } else {
      const from = rows.srcIp(row), to = rows.dstIp(row);
      if (isStation(source) && isUnicast(from)) this.#from(rows, row, source, from, time);
      if (isStation(target) && isUnicast(to)) this.#to(target, from, to, time);
    }
    if (kind === KIND_HTTP && this.source === 0 && isStation(source)) this.#agent(rows, row, source, time);
    if (this.source !== 0) this.passed += 1;
    if (this.target !== 0) this.passed += 1;
  }

  #from(rows: RowReader, row: number, mac: DeviceKey, ip: Ipv4, time: number): void {
    const ttl = rows.ttl(row), passedOn = wasPassedOn(ttl);
    if (this.#ground.owns(mac, ip)) {
      if (ttl === 0 || (!passedOn && !this.#suspects.has(mac))) return;
      const proto = rows.proto(row);
      if ((proto === TCP || proto === UDP) && isUnicast(rows.dstIp(row)) && !isGroupMac(rows.dstMac(row))) this.#ownHops(mac, ttl, passedOn, time);
      if (passedOn && (this.#ground.rolesOf(mac) & NAT) !== 0) this.source = mac;
      return;
    }
    const roles = this.#ground.rolesOf(mac);
    // The adapters credit nobody with what a public address says.
    if (!isPrivateIp(ip)) {
      if ((roles & ROUTER) === 0 && this.#suspect(mac, time).publicSources.add(ip) >= PUBLIC_SOURCES) this.#is(mac, ROUTER, time);
      return;
    }
    if (passedOn || (roles & MANY) !== 0 || ((roles & ROUTER) !== 0 && !isStart(ttl))) this.source = mac;
    if ((roles & ROUTER) !== 0) return;
    const suspect = this.#suspect(mac, time);
    if (suspect.privateSources.add(ip) >= PRIVATE_SOURCES || (passedOn && suspect.passedSources.add(ip) >= PASSED_SOURCES)) this.#is(mac, ROUTER, time);
    if ((this.#ground.rolesOf(mac) & ROUTER) !== 0 && !isStart(ttl)) this.source = mac;
  }

  /** One MAC that public addresses are reached through is a gateway. */
  #to(mac: DeviceKey, from: Ipv4, to: Ipv4, time: number): void {
    if (isPrivateIp(to)) {
      if (!this.#ground.owns(mac, to) && (this.#ground.rolesOf(mac) & ROUTER) !== 0) this.target = mac;
      return;
    }
    if ((this.#ground.rolesOf(mac) & ROUTER) !== 0 || !isPrivateIp(from) || this.#ground.owns(mac, to)) return;
    if (this.#suspect(mac, time).publicTargets.add(to) >= PUBLIC_TARGETS) this.#is(mac, ROUTER, time);
  }

  /** From one address, packets that have come some way beside others that have not, or have come two ways: more than one device. */
  #ownHops(mac: DeviceKey, ttl: number, passedOn: boolean, time: number): void {
    const suspect = this.#suspect(mac, time), different = suspect.hops.add(ttl);
    if (passedOn) suspect.passedHops += 1;
    if (different > 1 && suspect.passedHops > 1 && (this.#ground.rolesOf(mac) & NAT) === 0) this.#is(mac, NAT, time);
  }

  #agent(rows: RowReader, row: number, mac: DeviceKey, time: number): void {
    const agent = rows.text(row, F_HTTP_USER_AGENT), bit = agent === undefined ? 0 : systemBit(agent);
    if (bit === 0 || (this.#ground.rolesOf(mac) & NAT) !== 0) return;
    const suspect = this.#suspect(mac, time);
    suspect.systems |= bit;
    if (bitCount(suspect.systems) >= SYSTEMS_OF_MANY) this.#is(mac, NAT, time);
  }

  /** Who claims one address after another answers for others, or stands in many networks: it keeps the one that it asks from. */
  #arp(rows: RowReader, row: number, source: DeviceKey, time: number): void {
    const mac = rows.mac(row, F_ARP_SENDER_MAC) ?? source, ip = rows.ip(row, F_ARP_SENDER_IP);
    if (mac !== source || ip === undefined || ip === 0) return;
    const answer = rows.a(row) === ARP_REPLY || (rows.flags(row) & FLAG_GRATUITOUS) !== 0;
    if ((this.#ground.rolesOf(mac) & MANY) !== 0) {
      if (answer) this.claimant = mac;
      return;
    }
    if (this.#ground.holderOf(ip) === mac) {
      const known = this.#suspects.get(mac);
      if (known !== undefined && !answer) known.own = ip;
      return;
    }
    const suspect = this.#suspect(mac, time);
    if (!answer) suspect.own = ip;
    if (suspect.claimed.add(ip) <= OWN_ADDRESSES) return;
    this.#is(mac, MANY, time, suspect.own);
    if (answer) this.claimant = mac;
  }

  #share(ip: Ipv4 | undefined): void { if (ip !== undefined && ip !== 0 && this.#shared.size < SHARED) this.#shared.add(ip); }

  /** Whom a DHCP server names as the router of its clients (RFC 2132 section 3.5), once it is known who has that address. */
  #dhcp(rows: RowReader, row: number, time: number): void {
    const ip = rows.ip(row, F_DHCP_ROUTER), mac = ip === undefined ? undefined : this.#ground.holderOf(ip);
    if (mac !== undefined && (this.#ground.rolesOf(mac) & ROUTER) === 0) this.#is(mac, ROUTER, time);
  }

  /** Of IPv6 a row has no address: from a router only what has come no way is its own. */
  #passesSix(mac: DeviceKey, ttl: number): boolean {
    return !isStart(ttl) && (this.#ground.rolesOf(mac) & ROUTER) !== 0;
  }

  #is(mac: DeviceKey, role: number, time: number, own?: Ipv4): void { this.#ground.learn(mac, role, time, own); }

  #suspect(mac: DeviceKey, time: number): Suspect {
    let suspect = this.#suspects.get(mac);
    if (suspect === undefined) {
      this.#makeRoom();
      this.#suspects.set(mac, (suspect = new Suspect(time)));
    } else if (Math.abs(time - suspect.since) > WINDOW_MS) suspect.restart(time);
    return suspect;
  }

  #makeRoom(): void {
    if (this.#suspects.size < SUSPECTS) return;
    for (const first of this.#suspects.keys()) {
      this.#suspects.delete(first);
      this.forgotten += 1;
      return;
    }
  }
}

function isStation(mac: DeviceKey): boolean { return mac !== 0 && !isGroupMac(mac) && !isVirtualMac(mac); }
/** Not "this network", loopback, multicast or broadcast. */
function isUnicast(ip: Ipv4): boolean { return ip >>> 24 !== 0 && ip >>> 24 !== 127 && ip >>> 28 < 14; }
