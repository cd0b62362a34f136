/** `nameplate agent`, `agent status`, `agent print-rules`: enforcement on this machine. */
import { basename } from 'node:path';
import { loadPolicy, objectsOf, OBJECTS_MANY, OBJECTS_MAX, type Policy } from '../../config/index.ts';
import { EdgeError } from '../../model/index.ts';
import { readIdentity } from '../../pki/index.ts';
import { CATEGORIES } from '../../taxonomy/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import type { AgentApplied, AgentReport } from '../deps.ts';
import { OwnCertificate } from '../own-certificate.ts';
import { textTable } from '../text-table.ts';

export const agent: CommandBody = async (call) => {
  const { io } = call, file = call.text('policy');
  if (file === undefined) io.note('no --policy: sets are kept, and nothing is dropped');
  const certificate = call.text('cert') ?? '', json = call.flag('json');
  const { agent: run } = await call.deps(), own = ownCertificate(call);
  void own?.watch();
  const report = await run({
    edgeUrl: call.text('edge') ?? '', stateDir: stateOf(call), table: tableOf(call), policyFile: file, maxEntries: call.number('max-entries') ?? 65_536, once: call.flag('once'), remove: call.flag('remove'), signal: io.signal,
    identity: () => ({ serial: basename(certificate, '.crt'), ...readIdentity({ certificate, key: call.text('key') ?? '', ca: call.text('ca') ?? '' }, new Date()) }),
    onApplied: (applied) => { io.line(json ? JSON.stringify({ event: 'applied', ...applied, ms: round(applied.ms) }) : sentence(applied)); },
    onPolicy: (policy) => { warn(call, policy); },
    onNews: (text) => { io.note(text); },
  }).finally(() => { own?.stop(); });
  if (json) io.line(JSON.stringify({ event: 'ended', ...report }));
  else io.note(call.flag('remove') ? 'the table is gone' : `what is in force stays in force; nft delete table ${String(report['table'])} takes it down`);
  return 0;
};

export const agentStatus: CommandBody = async (call) => {
  const { agentStatus: ask } = await call.deps();
  const report = await ask({ stateDir: stateOf(call), table: tableOf(call) });
  if (call.flag('json')) call.io.line(JSON.stringify(report));
  else for (const line of textTable(['FIGURE', 'VALUE'], rows(report), call.io.width)) call.io.line(line);
  return report['in_force'] === true ? 0 : 1;
};

export const agentPrintRules: CommandBody = async (call) => {
  const policy = await loadPolicy(call.text('policy') ?? ''), stateDir = call.text('state');
  warn(call, policy);
  const { agentRules } = await call.deps();
  call.io.line((await agentRules({ policy, table: tableOf(call), stateDir })).trimEnd());
  return 0;
};

/** Renewed beside the enforcement, which reads the files at each session. Without readable files the last map must be in force all the same: the session says what is wrong with them. */
function ownCertificate(call: Invocation): OwnCertificate | undefined {
  if (call.flag('remove')) return undefined;
  try {
    return new OwnCertificate(call);
  } catch (error) {
    if (error instanceof EdgeError) return undefined;
    throw error;
  }
}

function stateOf(call: Invocation): string { return call.text('state') ?? ''; }
function tableOf(call: Invocation): string { return call.text('table') ?? ''; }
function round(ms: number): number { return Math.round(ms * 10) / 10; }

/** A category of nobody's is most likely a slip, and a rule that never matches. Of device objects there is a limit (R81): above it the policy is refused, near it that is said. */
function warn({ io }: Invocation, policy: Policy): void {
  const objects = objectsOf(policy.rules).size;
  if (objects >= OBJECTS_MANY) io.note(`the policy names ${objects} different device objects; more than ${OBJECTS_MAX} are refused`);
  const known = new Set(CATEGORIES.map((category) => category.name));
  for (const { name, from, to } of policy.rules) {
    for (const side of [from, to]) {
      if (typeof side === 'string' || side.category === undefined || known.has(side.category)) continue;
      io.note(`${name}: no category is called ${JSON.stringify(side.category)}; nameplate categories lists them`);
    }
  }
}

function sentence({ how, why, added, removed, ms, mappings, sets }: AgentApplied): string {
  const what = how === 'replaced' ? 'all rules and sets written' : `${added} in, ${removed} out`;
  return `${why}: ${what}, ${String(mappings)} mappings in ${String(sets)} sets (${round(ms)} ms)`;
}

function rows(report: AgentReport): [string, string][] {
  return Object.entries(report).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'object' && value !== null) return Object.entries(value).map(([member, count]) => [`  ${member}`, String(count)]);
    return [[name.replaceAll('_', ' '), value === null ? '-' : String(value)]];
  });
}
