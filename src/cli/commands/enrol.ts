/** `nameplate enrol otp | psk | list | revoke | allow-renewal | advice`: the owner lets a firewall ask for its certificate, once and soon. Works beside a running node. */
import { readDescription } from '../../advice/index.ts';
import { EdgeError } from '../../model/index.ts';
import { newToken, parseSerial } from '../../pki/index.ts';
import { credentialsFor } from '../../rights/index.ts';
import { isGood, TOKEN_FAILURES, type FirewallRow, type Store, type TokenKind, type TokenRow } from '../../store/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { dataOf, plainName } from '../data-folder.ts';
import { ACTOR, withAuthority, withRegistry } from '../enrolment.ts';
import { textTable } from '../text-table.ts';
import { modelOf } from './firewall.ts';
import { msOf } from './times.ts';

const LONGEST_MS = 7 * 86_400_000;

/** The text is shown here and nowhere again. */
export const enrolToken = (kind: TokenKind): CommandBody => async (call) => {
  const serial = parseSerial(call.args[0] ?? ''), forMs = msOf(call.text('valid') ?? '60m');
  if (forMs === undefined || forMs < 60_000 || forMs > LONGEST_MS) throw new EdgeError('usage', 'a password is valid for 1m to 7d, such as 60m or 4h');
  const { token, row, fingerprint } = await withAuthority(dataOf(call), true, async (store, authority) => {
    const at = Date.now(), made = newToken(), before = store.firewalls.find(serial);
    const invited: TokenRow = {
      id: made.id, kind, serial, ...scopeFor(call, before), model: modelOf(call) ?? before?.model ?? null, salt: made.salt, hash: made.hash,
      issuedAt: at, expiresAt: at + forMs, failures: 0, usedAt: null, revokedAt: null,
    };
    refuseOtherAccount(store, serial, invited.tenant);
    store.tokens.add(invited, ACTOR);
    return { token: made, row: invited, fingerprint: authority.fingerprint };
  });
  if (call.flag('json')) call.io.line(JSON.stringify({ ...facts(row, Date.now()), [kind]: token.text, ca_sha256: fingerprint }));
  else {
    call.io.line(token.text);
    call.io.note(`good once, for ${serial}, until ${new Date(row.expiresAt).toISOString()}; it is not shown again`);
    call.io.note(`the node proves itself by the CA with SHA-256 ${fingerprint}`);
    call.io.note(`on the firewall: nameplate enrol request ${serial} --edge-enrol https://THIS-NODE:8444 --${kind} - --ca-sha256 ${fingerprint} --out .`);
  }
  return 0;
};

/** A firewall that is known keeps what it sees unless something else is said; it never changes its tenant by a password. */
function scopeFor(call: Invocation, before: FirewallRow | undefined): Pick<TokenRow, 'tenant' | 'site' | 'segment' | 'viewSites'> {
  const name = (option: string, known: string | undefined): string => plainName(call.text(option) ?? known ?? 'default');
  const tenant = name('tenant', before?.tenant), sees = call.texts('sees');
  if (before !== undefined && before.tenant !== tenant) throw new EdgeError('conflict', 'a firewall with this serial belongs to another tenant', { fields: { serial: before.serial }, next: 'give it a certificate with firewall add --replace, which moves it on purpose' });
  return { tenant, site: name('site', before?.site), segment: name('segment', before?.segment), viewSites: sees.length > 0 ? sees.map(plainName) : (before?.viewSites ?? null) };
}

/** R217: who gets its credential through Panorama gets it in the account of that Panorama. */
function refuseOtherAccount(store: Store, serial: string, tenant: string): void {
  const { managedBy } = readDescription(store.descriptions.get(serial)), manager = managedBy === null ? undefined : store.firewalls.find(managedBy);
  if (manager !== undefined && manager.tenant !== tenant) throw new EdgeError('conflict', 'the Panorama that manages this firewall belongs to another tenant', { fields: { panorama: manager.serial }, next: 'say --tenant as it is of that Panorama, or correct firewall describe --managed-by' });
}

export const enrolList: CommandBody = async (call) => {
  const rows = withRegistry(dataOf(call), (store) => store.tokens.list()), now = Date.now();
  if (call.flag('json')) for (const row of rows) call.io.line(JSON.stringify(facts(row, now)));
  else if (rows.length === 0) call.io.note('no one-time passwords: nameplate enrol otp SERIAL');
  else for (const line of textTable(['ID', 'KIND', 'SERIAL', 'TENANT', 'STATE', 'UNTIL'], rows.map((row) => [row.id, row.kind, row.serial, row.tenant, stateOf(row, now), new Date(row.expiresAt).toISOString()]), call.io.width)) call.io.line(line);
  return 0;
};

export const enrolRevoke: CommandBody = async (call) => {
  const row = withRegistry(dataOf(call), (store, now) => store.tokens.revoke((call.args[0] ?? '').toUpperCase().slice(0, 8), now, ACTOR)), now = Date.now();
  call.io.line(call.flag('json') ? JSON.stringify(facts(row, now)) : `${row.id} for ${row.serial} is ${stateOf(row, now)}`);
  return 0;
};

export const enrolAllowRenewal: CommandBody = async (call) => {
  const row = withRegistry(dataOf(call), (store, now) => store.firewalls.allowEarlyRenewal(parseSerial(call.args[0] ?? ''), now, ACTOR));
  call.io.line(call.flag('json') ? JSON.stringify({ serial: row.serial, renew_early: true }) : `firewall ${row.serial} may renew its certificate now, once`);
  return 0;
};

export const enrolAdvice: CommandBody = async (call) => {
  const advice = credentialsFor({
    model: call.text('model') ?? null, panos: call.text('panos') ?? '', panorama: call.flag('panorama'), deviceCertificate: call.flag('has-device-certificate'), loggingCertificate: call.flag('has-logging-certificate'),
  });
  if (advice === undefined) throw new EdgeError('usage', 'a release is such as 10.1, 10.0.6 or 11.0.1-h2');
  if (call.flag('json')) call.io.line(JSON.stringify(advice));
  else {
    const shown = (need: string): string => need.replaceAll('_', ' ');
    call.io.line(`${advice.says} (${advice.cites.join(', ')})`);
    call.io.line(`device certificate: ${shown(advice.device_certificate)}`);
    call.io.line(`logging service certificate: ${shown(advice.logging_service_certificate)}`);
    for (const [at, step] of advice.steps.entries()) call.io.line(`  ${at + 1}. ${step}`);
  }
  return 0;
};

function stateOf(row: TokenRow, now: number): string {
  if (isGood(row, now)) return 'good';
  return row.usedAt !== null ? 'used' : row.revokedAt !== null ? 'revoked' : row.failures >= TOKEN_FAILURES ? 'locked' : 'expired';
}
function facts(row: TokenRow, now: number): Record<string, unknown> {
  const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  return { id: row.id, kind: row.kind, serial: row.serial, tenant: row.tenant, site: row.site, segment: row.segment, sees: row.viewSites, state: stateOf(row, now), failures: row.failures, issued_at: time(row.issuedAt), expires_at: time(row.expiresAt), used_at: time(row.usedAt), revoked_at: time(row.revokedAt) };
}
