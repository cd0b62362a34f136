/** Gives certificates to firewalls that ask for them: introduces the authority to the registry. Whoever is refused learns nothing but that. */
import { EdgeError } from '../model/index.ts';
import { checkRequest, readToken, RENEW_DAYS, revocationsPem, secretFits, signFirewall, signRevocations, type Authority, type Issuer } from '../pki/index.ts';
import type { EnrolAsk, Enroller } from '../server/index.ts';
import { isGood, TOKEN_FAILURES, type FirewallRow, type Store, type TokenRow } from '../store/index.ts';
import type { Log } from '../telemetry/index.ts';
import type { EnrolReply } from '../wire/index.ts';

export interface EnrollerDeps {
  readonly store: Store;
  /** The present one: it may change while the node runs. */
  readonly authority: () => Authority;
  readonly log: Log;
  readonly now: () => Date;
}

const DAY_MS = 86_400_000;
/** A list that nothing changed is signed again after so long. */
const LIST_MS = 3_600_000;

export function enroller({ store, authority, log, now }: EnrollerDeps): Enroller {
  const lists = new Map<string, { readonly generation: number; readonly madeAt: number; readonly der: Uint8Array }>(); // at most two authorities
  const refuse = (): EdgeError => new EdgeError('enrolment_refused', 'the one-time password is not good for this serial');

  /** Every way it may be wrong costs the same and ends the same. */
  const tokenFor = (ask: EnrolAsk): TokenRow => {
    const read = readToken(ask.secret), token = read === undefined ? undefined : store.tokens.find(read.id);
    const fits = secretFits(read?.secret ?? '', token);
    const atMs = now().getTime();
    if (token !== undefined && fits && isGood(token, atMs) && token.serial === ask.serial && (ask.kind === undefined || ask.kind === token.kind)) return token;
    if (token !== undefined && isGood(token, atMs)) failed(token, ask.address);
    throw refuse();
  };
  const failed = (token: TokenRow, address: string): void => {
    const failures = store.tokens.fail(token.id);
    log.warn('an enrolment was refused', { token: token.id, serial: token.serial, address, failures, locked: failures >= TOKEN_FAILURES });
  };
  const reply = (serial: string, tenant: string, certificate: string, notAfter: Date): EnrolReply => ({
    serial, tenant, certificate, ca: authority().bundle, authority: authority().fingerprint, expires_at: notAfter.toISOString(), renew_from: new Date(notAfter.getTime() - RENEW_DAYS * DAY_MS).toISOString(),
  });
  const signerOf = (fingerprint: string | undefined): Issuer | undefined => {
    const present = authority();
    return fingerprint === undefined ? present : [present, present.older].find((one) => one?.fingerprint === fingerprint);
  };

  return {
    async enrol(ask) {
      const token = tokenFor(ask);
      const request = await checkRequest(ask.csr).catch((error: unknown) => {
        failed(token, ask.address); // a good password does not buy any number of tries
        throw error;
      });
      const at = now(), by = authority(), made = await signFirewall(by, token.serial, request, at);
      const row: FirewallRow = {
        serial: token.serial, tenant: token.tenant, site: token.site, segment: token.segment, viewSites: token.viewSites, fingerprint: made.fingerprint, certificateSerial: made.serialNumber,
        status: 'active', issuedAt: at.getTime(), expiresAt: made.notAfter.getTime(), revokedAt: null, ...(token.model === null ? {} : { model: token.model }),
      };
      if (!store.firewalls.enrol(token.id, row, token.kind, by.fingerprint)) throw refuse(); // somebody else used it in the same moment
      log.info('a firewall was enrolled', { serial: token.serial, token: token.id, address: ask.address, key: request.keyKind });
      return reply(token.serial, token.tenant, made.certificate, made.notAfter);
    },
    async renew(fingerprint, csr, force) {
      const row = store.firewalls.byFingerprint(fingerprint), at = now(), by = authority();
      if (row?.status !== 'active') throw new EdgeError('forbidden', 'the certificate is revoked');
      const from = row.expiresAt - RENEW_DAYS * DAY_MS, first = store.meta.get('authority');
      const older = (row.certificate.authority ?? first) !== by.fingerprint;
      if (at.getTime() < from && !older && !(force && row.renewEarly === true)) {
        throw new EdgeError('conflict', 'it is too early to renew this certificate', { fields: { from: new Date(from).toISOString() }, next: 'renew it in the last 15 days, or have the owner allow it now: nameplate enrol allow-renewal, then ask with force=1' });
      }
      const made = await signFirewall(by, row.serial, await checkRequest(csr), at);
      store.firewalls.renew(row.serial, fingerprint, { fingerprint: made.fingerprint, certificateSerial: made.serialNumber, authority: by.fingerprint, issuedAt: at.getTime(), expiresAt: made.notAfter.getTime() });
      log.info('a certificate was renewed', { serial: row.serial, expires: made.notAfter.toISOString() });
      return reply(row.serial, row.tenant, made.certificate, made.notAfter);
    },
    bundle: () => authority().bundle,
    async revocations(fingerprint) {
      const signer = signerOf(fingerprint);
      if (signer === undefined) return undefined;
      const generation = store.firewalls.generation(), atMs = now().getTime(), known = lists.get(signer.fingerprint);
      if (known !== undefined && known.generation === generation && atMs >= known.madeAt && atMs - known.madeAt < LIST_MS) return known.der;
      const der = await revocationsOf(store, signer, now());
      if (lists.size >= 4) lists.clear(); // of authorities that are gone
      lists.set(signer.fingerprint, { generation, madeAt: atMs, der });
      return der;
    },
  };
}

/** Of one authority's certificates, those that are revoked and would still be good. */
export async function revocationsOf(store: Store, signer: Issuer, now: Date): Promise<Uint8Array> {
  const first = store.meta.get('authority');
  const rows = store.firewalls.certificates.revoked(now.getTime()).filter((row) => (row.authority ?? first) === signer.fingerprint);
  return await signRevocations(signer, rows.map(({ certificateSerial, revokedAt, superseded }) => ({ certificateSerial, revokedAt: revokedAt ?? now.getTime(), superseded })), now);
}

/** Of every authority that is trusted, one after another. */
export async function revocationLists(store: Store, authority: Authority, now: Date): Promise<string> {
  const signers = [authority, ...(authority.older === undefined ? [] : [authority.older])];
  return (await Promise.all(signers.map(async (signer) => revocationsPem(await revocationsOf(store, signer, now))))).join('');
}
