/** Log line to firewall: a device of the test's own changes its name by DHCP, and each firewall is timed until its map shows the new name. */
import { pause } from '../client/index.ts';
import { upload } from './uploading.ts';
import type { LoadFirewall } from './load-firewall.ts';
import type { FirewallMap } from './shared-maps.ts';
import type { Tally } from './tally.ts';

/** A class that the program names by itself, so that the device is published. */
const VENDOR_CLASS = 'AXIS,Network Camera,M1065-L,8.40.2';
/** RFC 2544 appendix C.2.2: for tests of network devices. */
const ADDRESS = '198.18.255.254';
const GIVEN_UP_MS = 30_000;
const LOOK_EVERY_MS = 5;

export class Probe {
  readonly #run = crypto.randomUUID().slice(0, 8);
  readonly #mac = `02:50:52:${this.#run.slice(0, 6).match(/../g)?.join(':') ?? ''}`;
  readonly #vendorClass: string;
  readonly #tally: Tally;
  #sender: LoadFirewall | undefined;
  #round = 0;
  #wanted = '';
  #sentAt = 0;
  /** The change was committed no later: the node had said so, or a firewall had it. */
  #committedAt: number | undefined;
  /** Who has not shown the present name yet. */
  readonly #waiting = new Set<LoadFirewall>();
  readonly #names = new WeakMap<FirewallMap, string>();

  constructor(tally: Tally, vendorClass = VENDOR_CLASS) {
    this.#tally = tally;
    this.#vendorClass = vendorClass;
  }

  /** Called after each frame that was applied. */
  look(firewall: LoadFirewall): void {
    if (!this.#waiting.has(firewall) || this.#nameAt(firewall) !== this.#wanted) return;
    this.#waiting.delete(firewall);
    if (this.#round === 1) return; // that one waited for the device to be named at all
    const now = performance.now();
    this.#committedAt ??= now;
    this.#tally.probe.seen += 1;
    this.#tally.probe.latencies.add(now - this.#sentAt);
    this.#tally.probe.afterCommit.add(now - this.#committedAt);
  }

  async run(firewalls: readonly LoadFirewall[], intervalMs: number, end: number, signal: AbortSignal): Promise<void> {
    this.#sender = firewalls[0];
    while (performance.now() < end && !signal.aborted && this.#sender !== undefined) {
      const due = performance.now() + intervalMs * (0.5 + Math.random()); // at any moment of the node's tick
      this.#round += 1;
      this.#wanted = `probe-${this.#run}-${this.#round}`;
      for (const firewall of firewalls) this.#waiting.add(firewall);
      if (this.#round > 1) this.#tally.probe.sent += 1;
      this.#sentAt = performance.now();
      this.#committedAt = undefined;
      const asked = { record: 'dhcp', src_mac: this.#mac, xid: this.#round, vendor_class: this.#vendorClass, hostname: this.#wanted };
      const sending = this.#send(this.#sender, [{ ...asked, message_type: 3, requested_ip: ADDRESS }, { record: 'dhcp', src_mac: this.#mac, xid: this.#round, message_type: 5, yiaddr: ADDRESS }], signal);
      const giveUp = this.#sentAt + GIVEN_UP_MS;
      while (this.#waiting.size > 0 && performance.now() < Math.min(giveUp, end + 5000) && !signal.aborted) await pause(LOOK_EVERY_MS, signal);
      await sending;
      if (this.#round > 1 && !signal.aborted) this.#tally.probe.missed += this.#waiting.size;
      this.#waiting.clear();
      await pause(Math.min(due, end) - performance.now(), signal);
    }
  }

  /** As a DHCP server's log says it: the address is free again, and its mapping goes. */
  async release(signal: AbortSignal): Promise<void> {
    if (this.#sender === undefined) return;
    await this.#send(this.#sender, [{ record: 'lease', action: 'release', ip: ADDRESS, hostname: this.#wanted }], signal);
  }

  /** Looked for once a map, however many firewalls hold it. */
  #nameAt({ map }: LoadFirewall): string {
    let name = this.#names.get(map);
    if (name === undefined) this.#names.set(map, (name = map.find(ADDRESS)?.hostname ?? ''));
    return name;
  }

  async #send({ client }: LoadFirewall, messages: readonly Readonly<Record<string, unknown>>[], signal: AbortSignal): Promise<void> {
    const time = new Date().toISOString();
    const body = Buffer.from(messages.map((message) => `${JSON.stringify({ time, chaddr: this.#mac, ...message })}\n`).join(''));
    try {
      await upload(client, { id: `probe-${this.#run}-${this.#round}-${messages.length}`, format: 'eal', body, shiftMs: 0 }, { signal, patienceMs: GIVEN_UP_MS, onRetry: () => undefined });
      this.#committedAt ??= performance.now();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#tally.note('probe_upload'); // the firewalls that wait for it are counted as missed
    }
  }
}
