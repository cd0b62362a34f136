/** `nameplate dhcp-server` and `nameplate log-sender`: who may send by syslog. Works beside a running node, which sees a change within a second. */
import { mkdirSync } from 'node:fs';
import { DEFAULT_SCOPE, SENDER_DIALECTS, SENDER_PROTOCOLS, type Scope, type SenderKind } from '../../model/index.ts';
import { issueSender, writeIdentity } from '../../pki/index.ts';
import type { SenderChange, SenderRow, Store } from '../../store/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { dataOf, plainName } from '../data-folder.ts';
import { withAuthority, withRegistry } from '../enrolment.ts';
import { textTable } from '../text-table.ts';
import { keepOutOfPki } from './firewall.ts';

/** Whose hand it is (R37). */
const BY = 'local';

export const senderAdd = (kind: SenderKind): CommandBody => async (call) => {
  const row = withRegistry(dataOf(call), (store) => {
    const firewall = firewallOf(call) ?? null, scope = scopeOf(store, firewall);
    return store.senders.add({
      kind, name: nameOf(call), description: call.text('description') ?? '', enabled: !call.flag('disabled'), address: call.text('address') ?? '',
      protocol: SENDER_PROTOCOLS.find((one) => one === call.text('protocol')) ?? 'UDP', firewall, ...scope, ...places(call), origin: BY,
      dialect: SENDER_DIALECTS.find((one) => one === call.text('dialect')) ?? null,
    }, Date.now());
  });
  tell(call, row, row.enabled ? 'is heard from now on' : 'is kept, but not heard');
  return 0;
};

export const senderList = (kind: SenderKind): CommandBody => async (call) => {
  const { io } = call;
  const rows = withRegistry(dataOf(call), (store) => store.senders.list(kind));
  if (call.flag('json')) for (const row of rows) io.line(JSON.stringify(senderFacts(row)));
  else if (rows.length === 0) io.note(`nobody yet: nameplate ${kind} add NAME --address IP`);
  else {
    const cells = rows.map((row) => [row.name, row.enabled ? 'yes' : 'no', row.address, row.protocol, row.firewall ?? '', row.tenant, row.site, row.segment, row.origin, row.description]);
    for (const line of textTable(['NAME', 'ENABLED', 'ADDRESS', 'PROTOCOL', 'FIREWALL', 'TENANT', 'SITE', 'SEGMENT', 'ORIGIN', 'DESCRIPTION'], cells, io.width)) io.line(line);
  }
  return 0;
};

export const senderShow = (kind: SenderKind): CommandBody => async (call) => {
  const row = withRegistry(dataOf(call), (store) => store.senders.get(kind, nameOf(call)));
  if (call.flag('json')) call.io.line(JSON.stringify(senderFacts(row)));
  else for (const line of textTable(['FIELD', 'VALUE'], Object.entries(senderFacts(row)).map(([name, value]) => [name, value === null ? '' : String(value)]), call.io.width)) call.io.line(line);
  return 0;
};

export const senderEdit = (kind: SenderKind): CommandBody => async (call) => {
  const row = withRegistry(dataOf(call), (store) => {
    const firewall = firewallOf(call), name = call.text('name'), address = call.text('address'), description = call.text('description');
    const protocol = SENDER_PROTOCOLS.find((one) => one === call.text('protocol')), dialect = SENDER_DIALECTS.find((one) => one === call.text('dialect'));
    const change: SenderChange = {
      ...(name !== undefined && { name }), ...(address !== undefined && { address }), ...(description !== undefined && { description }), ...(protocol !== undefined && { protocol }),
      ...(dialect !== undefined && { dialect }), ...(firewall !== undefined && { firewall, ...scopeOf(store, firewall) }), ...places(call),
    };
    return store.senders.change(kind, nameOf(call), change, Date.now(), BY);
  });
  tell(call, row, 'is changed');
  return 0;
};

export const senderRemove = (kind: SenderKind): CommandBody => async (call) => {
  tell(call, withRegistry(dataOf(call), (store) => store.senders.remove(kind, nameOf(call), BY)), 'is gone, and refused from now on');
  return 0;
};

export const senderEnable = (kind: SenderKind, enabled: boolean): CommandBody => async (call) => {
  tell(call, withRegistry(dataOf(call), (store) => store.senders.change(kind, nameOf(call), { enabled }, Date.now(), BY)), enabled ? 'is heard from now on' : 'is refused from now on');
  return 0;
};

export const senderCertificate = (kind: SenderKind): CommandBody => async (call) => {
  const dir = dataOf(call), name = nameOf(call), out = call.text('out') ?? '.';
  const set = (fingerprint: string | null): SenderRow => withRegistry(dir, (store) => store.senders.change(kind, name, { fingerprint }, Date.now(), BY));
  if (call.flag('withdraw')) {
    tell(call, set(null), 'has no certificate any more');
    return 0;
  }
  withRegistry(dir, (store) => store.senders.change(kind, name, {}, Date.now(), BY)); // before anything is made: it exists and is ours to change
  mkdirSync(out, { recursive: true });
  keepOutOfPki(dir, out);
  const { made, ca } = await withAuthority(dir, true, async (store, authority) => {
    const issued = await issueSender(authority, name, new Date(), call.number('days'));
    store.firewalls.certificates.setSender(issued.fingerprint, authority.fingerprint);
    return { made: issued, ca: authority.bundle };
  });
  const written = writeIdentity(out, name.replaceAll(' ', '-'), { certificate: made.certificate, key: made.key, ca });
  const row = set(made.fingerprint);
  tell(call, row, `must show its certificate from now on, good until ${made.notAfter.toISOString().slice(0, 10)}`, { files: written });
  if (!call.flag('json')) for (const path of written) call.io.line(`  ${path}`);
  return 0;
};

export function senderFacts(row: SenderRow): Record<string, string | boolean | null> {
  return {
    name: row.name, description: row.description, enabled: row.enabled, address: row.address, protocol: row.protocol, firewall: row.firewall, tenant: row.tenant, site: row.site, segment: row.segment,
    origin: row.origin, ...(row.kind === 'dhcp-server' && { dialect: row.dialect }), certificate: row.fingerprint, added_at: new Date(row.addedAt).toISOString(), changed_at: new Date(row.changedAt).toISOString(),
  };
}

function tell(call: Invocation, row: SenderRow, what: string, more: Readonly<Record<string, readonly string[]>> = {}): void {
  call.io.line(call.flag('json') ? JSON.stringify({ ...senderFacts(row), ...more }) : `${row.name} (${row.protocol} from ${row.address}) ${what}`);
}

function nameOf(call: Invocation): string { return call.args[0] ?? ''; }

/** Undefined when nothing was said; null for none. */
function firewallOf(call: Invocation): string | null | undefined {
  const text = call.text('firewall');
  return text === 'none' ? null : text;
}

function scopeOf(store: Store, firewall: string | null): Scope {
  const owner = firewall === null ? undefined : store.firewalls.find(firewall);
  return owner === undefined ? DEFAULT_SCOPE : { tenant: owner.tenant, site: owner.site, segment: owner.segment };
}

function places(call: Invocation): Partial<Scope> {
  const said: { tenant?: string; site?: string; segment?: string } = {};
  for (const part of ['tenant', 'site', 'segment'] as const) {
    const text = call.text(part);
    if (text !== undefined) said[part] = plainName(text);
  }
  return said;
}
