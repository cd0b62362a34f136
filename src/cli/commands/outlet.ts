/** `nameplate outlet add | list | revoke`: who reads lists or the feed without a certificate, and where the node brings mappings. Works beside a running node, which follows at once. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { destinationUrl, EdgeError, isOutletAttribute, OUTLET_ATTRIBUTES } from '../../model/index.ts';
import { newToken } from '../../pki/index.ts';
import { OUTLET_KINDS, type OutletRow } from '../../store/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { dataOf } from '../data-folder.ts';
import { ACTOR, withRegistry } from '../enrolment.ts';
import { placeAsked, sitesAsked } from '../place.ts';
import { textTable } from '../text-table.ts';

export const outletAdd: CommandBody = async (call) => {
  const name = nameOf(call.args[0]), kind = OUTLET_KINDS.find((one) => one === call.text('kind')) ?? 'edl';
  const brought = kind === 'webhook' || kind === 'panos', made = brought ? undefined : newToken();
  const tagging = taggingOf(call, kind), place = brought ? destinationOf(call) : noDestination(call);
  const row = withRegistry(dataOf(call), (store, now) => {
    const { tenant } = placeAsked(call, store, true), sites = sitesAsked(call, store, tenant, 'site');
    const outlet: OutletRow = {
      name, kind, tenant, sites: sites.length > 0 ? sites : null, token: made?.id ?? null, salt: made?.salt ?? null, hash: made?.hash ?? null,
      ...place, ...tagging, addedAt: now, revokedAt: null,
    };
    store.outlets.add(outlet, ACTOR);
    return outlet;
  });
  if (call.flag('json')) call.io.line(JSON.stringify({ ...facts(row), ...(made !== undefined && { password: made.text }) }));
  else if (made === undefined) call.io.line(`a node on this folder brings ${name} its mappings from now on; nameplate_deliveries_total counts what comes of it`);
  else {
    call.io.line(made.text);
    call.io.note(`the password of ${name}; it is not shown again`);
    call.io.note(`read https://THIS-NODE:8445/edge/v1/${kind === 'edl' ? 'lists/ATTRIBUTE/VALUE' : 'feed.json'} with basic authentication, once setting lists.listen is true`);
  }
  return 0;
};

type Tagging = Pick<OutletRow, 'vsys' | 'tagSeconds' | 'tagBy'>;
function taggingOf(call: Invocation, kind: OutletRow['kind']): Tagging {
  const vsys = call.text('vsys'), by = call.texts('tag'), wrong = by.find((one) => !isOutletAttribute(one));
  if (kind !== 'panos' && (by.length > 0 || call.text('vsys') !== undefined || call.number('tag-timeout') !== undefined)) throw new EdgeError('usage', 'only a panos outlet has --vsys, --tag and --tag-timeout');
  if (vsys !== undefined && !/^vsys[1-9]\d{0,2}$/.test(vsys)) throw new EdgeError('usage', 'a virtual system is called vsys1, vsys2 and so on', { fields: { vsys } });
  if (wrong !== undefined) throw new EdgeError('usage', 'tags are by other attributes', { fields: { attribute: wrong }, next: `choose from ${OUTLET_ATTRIBUTES.join(', ')}` });
  return { vsys: vsys ?? null, tagSeconds: call.number('tag-timeout') ?? null, tagBy: by.length > 0 ? [...new Set(by)] : null };
}

type Place = Pick<OutletRow, 'url' | 'secretFile' | 'caFile' | 'local'>;
function destinationOf(call: Invocation): Place {
  const url = call.text('url'), secret = call.text('secret-file'), ca = call.text('ca'), local = call.flag('allow-local');
  if (url === undefined || secret === undefined) throw new EdgeError('usage', 'this kind of outlet needs --url and --secret-file');
  const { href } = destinationUrl(url);
  for (const path of [secret, ...(ca === undefined ? [] : [ca])]) if (!existsSync(path)) throw new EdgeError('not_found', 'there is no such file', { fields: { path } });
  return { url: href, secretFile: resolve(secret), caFile: ca === undefined ? null : resolve(ca), local };
}
function noDestination(call: Invocation): Place {
  if (['url', 'secret-file', 'ca'].some((option) => call.text(option) !== undefined) || call.flag('allow-local')) throw new EdgeError('usage', 'only a webhook or panos outlet has --url, --secret-file, --ca and --allow-local');
  return { url: null, secretFile: null, caFile: null, local: false };
}

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
  return { name: row.name, kind: row.kind, tenant: row.tenant, sites: row.sites, url: row.url, vsys: row.vsys, tag_by: row.tagBy, tag_timeout_seconds: row.tagSeconds, state: stateOf(row), added_at: new Date(row.addedAt).toISOString(), revoked_at: row.revokedAt === null ? null : new Date(row.revokedAt).toISOString() };
}
