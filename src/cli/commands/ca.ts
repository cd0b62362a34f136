/** `nameplate ca show | rotate | retire | bundle` and `firewall crl`: the node's certificate authority, and its change without anybody locked out. */
import { EdgeError } from '../../model/index.ts';
import { retireAuthority, rotateAuthority, type Authority } from '../../pki/index.ts';
import { dependants, type Dependant } from '../authority-desk.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { dataOf } from '../data-folder.ts';
import { withAuthority } from '../enrolment.ts';
import { textTable } from '../text-table.ts';

export const caShow: CommandBody = async (call) => {
  const { authority, who } = await withAuthority(dataOf(call), true, async (store, found) => ({ authority: found, who: found.older === undefined ? [] : dependants(store, found, Date.now()) }));
  tell(call, authority, who);
  return 0;
};

export const caRotate: CommandBody = async (call) => {
  const { authority, who } = await withAuthority(dataOf(call), true, async (store) => {
    const made = await rotateAuthority(dataOf(call), new Date(), store.meta);
    return { authority: made, who: dependants(store, made, Date.now()) };
  });
  tell(call, authority, who);
  return 0;
};

export const caRetire: CommandBody = async (call) => {
  const { authority, who } = await withAuthority(dataOf(call), true, async (store, found) => {
    const left = found.older === undefined ? [] : dependants(store, found, Date.now());
    if (left.length > 0 && !call.flag('force')) {
      throw new EdgeError('conflict', 'the older authority is still used', { fields: { by: left.slice(0, 20).map(({ name }) => name).join(' '), count: left.length }, next: 'let them renew (nameplate ca show lists them), or lock them out with --force' });
    }
    return { authority: await retireAuthority(dataOf(call), new Date(), store.meta), who: [] };
  });
  tell(call, authority, who);
  return 0;
};

export const caBundle: CommandBody = async (call) => {
  call.io.line((await withAuthority(dataOf(call), true, async (_store, authority) => authority.bundle)).trimEnd());
  return 0;
};

export const firewallCrl: CommandBody = async (call) => {
  const { revocationLists } = await call.deps();
  call.io.line((await withAuthority(dataOf(call), true, (store, authority) => revocationLists(store, authority, new Date()))).trimEnd());
  return 0;
};

function tell(call: Invocation, { fingerprint, certificate, older }: Authority, who: readonly Dependant[]): void {
  const until = (text: string): string => new Date(text).toISOString();
  if (call.flag('json')) {
    call.io.line(JSON.stringify({
      authority: fingerprint, expires_at: until(certificate.validTo), older: older === undefined ? null : { authority: older.fingerprint, expires_at: until(older.certificate.validTo) },
      still_used_by: who.map(({ kind, name, expiresAt, renewed }) => ({ kind, name, expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(), renewed })),
    }));
    return;
  }
  call.io.line(`authority ${fingerprint}, until ${until(certificate.validTo).slice(0, 10)}`);
  if (older === undefined) return;
  call.io.line(`older, still trusted: ${older.fingerprint}, until ${until(older.certificate.validTo).slice(0, 10)}`);
  if (who.length === 0) call.io.note('nobody uses the older one any more: nameplate ca retire');
  else for (const line of textTable(['STILL USES IT', 'NAME', 'UNTIL', 'RENEWED'], who.map(({ kind, name, expiresAt, renewed }) => [kind, name, expiresAt === null ? '-' : new Date(expiresAt).toISOString().slice(0, 10), renewed ? 'not shown yet' : 'no']), call.io.width)) call.io.line(line);
}
