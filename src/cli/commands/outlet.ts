/** `nameplate outlet add | list | revoke`: who reads lists or the feed without a certificate. Works beside a running node, which follows at once. */
import { EdgeError } from '../../model/index.ts';
import { newToken } from '../../pki/index.ts';
import type { OutletKind, OutletRow } from '../../store/index.ts';
import type { CommandBody } from '../command.ts';
import { dataOf, plainName } from '../data-folder.ts';
import { ACTOR, withRegistry } from '../enrolment.ts';
import { textTable } from '../text-table.ts';

export const outletAdd: CommandBody = async (call) => {
  const name = nameOf(call.args[0]), kind: OutletKind = call.text('kind') === 'json' ? 'json' : 'edl', sites = call.texts('site').map(plainName), made = newToken();
  const row = withRegistry(dataOf(call), (store, now) => {
    const outlet: OutletRow = {
      name, kind, tenant: plainName(call.text('tenant') ?? 'default'), sites: sites.length > 0 ? sites : null, token: made.id, salt: made.salt, hash: made.hash,
      url: null, secretFile: null, caFile: null, local: false, addedAt: now, revokedAt: null,
    };
    store.outlets.add(outlet, ACTOR);
    return outlet;
  });
  if (call.flag('json')) call.io.line(JSON.stringify({ ...facts(row), password: made.text }));
  else {
    call.io.line(made.text);
    call.io.note(`the password of ${name}; it is not shown again`);
    call.io.note(`read https://THIS-NODE:8445/edge/v1/${kind === 'edl' ? 'lists/ATTRIBUTE/VALUE' : 'feed.json'} with basic authentication, once setting lists.listen is true`);
  }
  return 0;
};

export const outletList: CommandBody = async (call) => {
  const rows = withRegistry(dataOf(call), (store) => store.outlets.list());
  if (call.flag('json')) for (const row of rows) call.io.line(JSON.stringify(facts(row)));
  else if (rows.length === 0) call.io.note('no outlets: nameplate outlet add NAME');
  else for (const line of textTable(['NAME', 'KIND', 'TENANT', 'SITES', 'STATE', 'SINCE'], rows.map((row) => [row.name, row.kind, row.tenant, row.sites?.join(' ') ?? 'all', stateOf(row), new Date(row.revokedAt ?? row.addedAt).toISOString()]), call.io.width)) call.io.line(line);
  return 0;
};

export const outletRevoke: CommandBody = async (call) => {
  const row = withRegistry(dataOf(call), (store, now) => store.outlets.revoke(nameOf(call.args[0]), now, ACTOR));
  call.io.line(call.flag('json') ? JSON.stringify(facts(row)) : `outlet ${row.name} is ${stateOf(row)}`);
  return 0;
};

/** No colon: basic authentication ends the name there (RFC 7617 section 2). */
function nameOf(text: string | undefined): string {
  if (text === undefined || !/^[A-Za-z0-9._-]{1,64}$/.test(text)) throw new EdgeError('usage', 'the name of an outlet is 1 to 64 letters, digits and . _ -');
  return text;
}
function stateOf(row: OutletRow): string { return row.revokedAt === null ? 'good' : 'revoked'; }
function facts(row: OutletRow): Record<string, unknown> {
  return { name: row.name, kind: row.kind, tenant: row.tenant, sites: row.sites, state: stateOf(row), added_at: new Date(row.addedAt).toISOString(), revoked_at: row.revokedAt === null ? null : new Date(row.revokedAt).toISOString() };
}
