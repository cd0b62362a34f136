/** `nameplate firewall add | list | revoke`: who may connect. Works beside a running node, which sees a change within a second. */
import { existsSync, mkdirSync, readdirSync, realpathSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { EdgeError } from '../../model/index.ts';
import { parseSerial, placeIdentity } from '../../pki/index.ts';
import { nodeRuns, type FirewallRow } from '../../store/index.ts';
import { appliedStates, type AppliedHere } from '../applied-states.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { dataOf, plainName } from '../data-folder.ts';
import { enrolFirewall, revokeFirewall, withRegistry, type Enrolment } from '../enrolment.ts';
import { lagCells, lagFacts, LAG_HEADER, type LagSeen } from '../firewall-lag.ts';
import { textTable } from '../text-table.ts';

export const firewallAdd: CommandBody = async (call) => {
  const { io } = call;
  const serial = parseSerial(call.args[0] ?? ''), out = call.text('out') ?? '.', replace = call.flag('replace');
  const paths = [`${serial}.crt`, `${serial}.key`].map((name) => join(out, name));
  const there = replace ? undefined : paths.find((path) => existsSync(path));
  if (there !== undefined) throw new EdgeError('conflict', 'the file exists; a key is never overwritten without --replace', { fields: { path: there }, next: 'choose another folder with --out, or say --replace' });
  const days = call.number('days'), model = modelOf(call), sees = call.texts('sees');
  const enrolment: Enrolment = {
    serial, tenant: nameOf(call, 'tenant'), site: nameOf(call, 'site'), segment: nameOf(call, 'segment'), sees: sees.map(plainName), replace, ...(days === undefined ? {} : { days }), ...(model === undefined ? {} : { model }),
  };
  const { row, files } = await intoFolder(out, async () => {
    keepOutOfPki(dataOf(call), out);
    let files: readonly string[] = [];
    const { row } = await enrolFirewall(dataOf(call), enrolment, (made) => {
      const placed = placeIdentity(out, serial, made);
      files = placed.paths;
      return placed;
    });
    return { row, files };
  });
  if (call.flag('json')) io.line(JSON.stringify({ ...facts(row), files }));
  else {
    io.line(`firewall ${serial} may connect until ${day(row.expiresAt)}`);
    for (const path of files) io.line(`  ${path}`);
  }
  return 0;
};

/** A folder that was made for files which then could not be given goes again, unless somebody else uses it by now. */
export async function intoFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const first = mkdirSync(folder, { recursive: true });
  try {
    return await work();
  } catch (error) {
    for (let at = resolve(folder); first !== undefined && readdirSync(at).length === 0; at = dirname(at)) {
      rmdirSync(at);
      if (at === resolve(first)) break;
    }
    throw error;
  }
}

export const firewallList: CommandBody = async (call) => {
  const { io } = call, running = nodeRuns(dataOf(call));
  const { rows, applied, polls, now } = withRegistry(dataOf(call), (store, at) => ({ rows: store.firewalls.list(), applied: appliedStates(store), polls: new Map(store.polls.list().map((row) => [row.serial, row])), now: at }));
  const loop = (row: FirewallRow): Loop => loopOf(applied.filter((one) => one.tenant === row.tenant && one.row.firewall === row.serial));
  const lag = ({ serial }: FirewallRow): LagSeen => ({ row: polls.get(serial), now, running });
  if (call.flag('json')) for (const row of rows) io.line(JSON.stringify({ ...facts(row), ...loop(row), lag: lagFacts(lag(row)) }));
  else if (rows.length === 0) io.note('no firewalls yet: nameplate firewall add SERIAL');
  else {
    const cells = rows.map((row) => [row.serial, stateOf(row), day(row.expiresAt), row.tenant, row.site, row.segment, shown(loop(row)), ...lagCells(lag(row)), row.viewSites?.join(',') ?? 'all']);
    for (const line of textTable(['SERIAL', 'STATE', 'GOOD UNTIL', 'TENANT', 'SITE', 'SEGMENT', 'CONFIRMED', ...LAG_HEADER, 'SEES'], cells, io.width)) io.line(line);
  }
  return 0;
};

/** How much of what a firewall shows in its logs is what is published (R77). */
interface Loop { readonly mappings_shown: number; readonly mappings_confirmed: number; readonly last_confirmed: string | null }
/** An agent's report of a host without a mapping of ours (HIP-MATCH) shows none. */
function loopOf(all: readonly AppliedHere[]): Loop {
  const applied = all.filter(({ row, state }) => row.form === 'mapping' || state !== 'unknown');
  const confirmed = applied.filter(({ state }) => state === 'confirmed');
  return { mappings_shown: applied.length, mappings_confirmed: confirmed.length, last_confirmed: confirmed.length === 0 ? null : new Date(confirmed.reduce((last, { row }) => Math.max(last, row.at), 0)).toISOString() };
}
function shown(loop: Loop): string { return loop.mappings_shown === 0 ? '-' : `${loop.mappings_confirmed} of ${loop.mappings_shown}`; }

export const firewallRevoke: CommandBody = async (call) => {
  const row = revokeFirewall(dataOf(call), call.args[0] ?? '');
  call.io.line(call.flag('json') ? JSON.stringify(facts(row)) : `firewall ${row.serial} is refused from now on`);
  return 0;
};

/** The node's own keys live there: nothing a firewall is given may be written over them, by whatever path the folder is called. */
export function keepOutOfPki(data: string, out: string): void {
  const own = join(data, 'pki');
  if (!existsSync(own)) return;
  const real = realpathSync(own), target = realpathSync(out);
  if (target === real || target.startsWith(real + sep)) throw new EdgeError('usage', 'the folder holds the keys of the node itself; choose another one', { fields: { path: out } });
}

function nameOf(call: Invocation, option: string): string { return plainName(call.text(option) ?? 'default'); }

/** R34 asks for it: some series have no DHCP server logs. */
export function modelOf(call: Invocation): string | undefined {
  const model = call.text('model');
  if (model !== undefined && !/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/.test(model)) throw new EdgeError('usage', 'a model is 1 to 64 letters, digits, spaces and . _ -', { fields: { model: model.slice(0, 80) } });
  return model;
}

function stateOf(row: FirewallRow): string { return row.status === 'revoked' ? 'revoked' : row.expiresAt < Date.now() ? 'expired' : 'active'; }
function day(ms: number): string { return new Date(ms).toISOString().slice(0, 10); }

function facts(row: FirewallRow): Record<string, unknown> {
  return {
    serial: row.serial, model: row.model ?? null, state: stateOf(row), tenant: row.tenant, site: row.site, segment: row.segment, sees: row.viewSites, fingerprint: row.fingerprint, certificate_serial: row.certificateSerial,
    issued_at: new Date(row.issuedAt).toISOString(), expires_at: new Date(row.expiresAt).toISOString(), revoked_at: row.revokedAt === null ? null : new Date(row.revokedAt).toISOString(),
  };
}
