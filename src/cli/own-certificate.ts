/** The certificate of a command that runs for long: read from its files, and renewed there in its last 15 days, as the node says. */
import { X509Certificate } from 'node:crypto';
import { basename } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { checkFirewall, makeRequest, placeAt, readIdentity, RENEW_DAYS } from '../pki/index.ts';
import type { EnrolReply } from '../wire/index.ts';
import type { Invocation } from './command.ts';
import type { FirewallIdentity } from './deps.ts';

/** How often the node is asked whether it is time. */
const LOOK_MS = 3_600_000;
const UNMET: ReadonlySet<string> = new Set(['timeout', 'unauthorized', 'certificate']);

/** What does not work is not kept: it must be of this firewall, by the authority that comes with it. */
export function refuseForeign(reply: EnrolReply, serial: string): void {
  const facts = checkFirewall(new X509Certificate(reply.certificate), { certificate: new X509Certificate(reply.ca) }, new Date());
  if (typeof facts === 'string' || facts.serial !== serial) throw new EdgeError('certificate', 'the node gave a certificate that is not for this firewall', { fields: { reason: typeof facts === 'string' ? facts : facts.serial } });
}

export class OwnCertificate {
  readonly #call: Invocation;
  readonly #paths: { readonly certificate: string; readonly key: string; readonly ca: string };
  #identity: FirewallIdentity;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Of the options --cert, --key and --ca. */
  constructor(call: Invocation) {
    this.#call = call;
    this.#paths = { certificate: call.text('cert') ?? '', key: call.text('key') ?? '', ca: call.text('ca') ?? '' };
    this.#identity = { serial: basename(this.#paths.certificate, '.crt'), ...readIdentity(this.#paths, new Date()) };
  }

  get identity(): FirewallIdentity { return this.#identity; }

  /** Looks now and once an hour, beside what the command does; a certificate in its last days is renewed before anything begins. */
  async watch(): Promise<void> {
    const look = (): Promise<unknown> => this.renew().catch((error: unknown) => { this.#call.io.note(`the certificate could not be renewed; it is tried again in an hour: ${error instanceof Error ? error.message : String(error)}`); });
    const first = look(), leftMs = Date.parse(new X509Certificate(this.#identity.certificate).validTo) - Date.now();
    this.#timer = setInterval(() => { void look(); }, LOOK_MS);
    if (leftMs < RENEW_DAYS * 86_400_000) await first;
  }

  stop(): void { clearInterval(this.#timer); }

  /** True when there is another one, in the same files. That the node is away or lets nobody in, what goes on beside this says. */
  async renew(): Promise<boolean> {
    const { renewIfDue } = await this.#call.deps(), serial = /^CN=(.+)$/m.exec(new X509Certificate(this.#identity.certificate).subject)?.[1] ?? '';
    const next = await renewIfDue(this.#call.text('edge') ?? '', this.#identity, () => makeRequest(serial)).catch((error: unknown) => {
      if (error instanceof EdgeError && UNMET.has(error.code)) return undefined;
      throw error;
    });
    if (next === undefined) return false;
    refuseForeign(next.reply, serial);
    const { certificate, ca } = next.reply;
    placeAt(this.#paths, { certificate, key: next.made.key, ca }).keep();
    this.#identity = { ...this.#identity, certificate, key: next.made.key, ca };
    this.#call.io.note(`the certificate was renewed, until ${next.reply.expires_at.slice(0, 10)}`);
    return true;
  }
}
