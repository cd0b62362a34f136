/** `nameplate firewall describe SERIAL`: what an operator states of a firewall, for the advice. Each call changes what it names. */
import { LICENCES, MODES, readDescription, type Description, type DhcpRole } from '../../advice/index.ts';
import { EdgeError, parsePanos } from '../../model/index.ts';
import { parseSerial } from '../../pki/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { withRegistry } from '../enrolment.ts';
import { firewallAsked, tellIfUnknown } from '../known-firewall.ts';

export const firewallDescribe: CommandBody = async (call) => {
  const serial = parseSerial(call.args[0] ?? ''), stated = statedIn(call);
  const description = withRegistry(call.text('data') ?? '', (store, now): Description => {
    const next = { ...readDescription(store.descriptions.get(serial)), ...stated };
    if (next.panorama === true && next.prisma === true) throw new EdgeError('usage', 'it is Panorama or Prisma Access, not both');
    if (Object.keys(stated).length === 0) firewallAsked(store, serial);
    else {
      tellIfUnknown(call, store, serial);
      if (stated.managedBy != null) tellIfUnknown(call, store, stated.managedBy);
      store.descriptions.set(serial, JSON.stringify(next), now);
    }
    return next;
  });
  const { modes, dhcp, broadcastSession, panos, licences, decryption, medical, multiVsys, panorama, prisma, managedBy, maxMappings } = description;
  const facts = { serial, modes, dhcp, broadcast_session: broadcastSession, panos, licences, decryption, medical, multi_vsys: multiVsys, panorama, prisma, managed_by: managedBy, max_mappings: maxMappings };
  if (call.flag('json')) call.io.line(JSON.stringify(facts));
  else for (const [name, value] of Object.entries(facts)) call.io.line(`${name.replaceAll('_', ' ')}: ${said(value)}`);
  return 0;
};

function said(value: string | number | boolean | readonly string[] | null): string {
  if (value === null) return 'not stated';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : value.length === 0 ? 'none' : value.join(', ');
}

function statedIn(call: Invocation): Partial<Description> {
  const modes = call.texts('mode'), licences = call.texts('licence'), panos = call.text('panos'), most = call.number('max-mappings'), manager = call.text('managed-by');
  const roles: readonly DhcpRole[] = [...(call.flag('dhcp-server') ? ['server' as const] : []), ...(call.flag('dhcp-relay') ? ['relay' as const] : [])];
  const none = call.flag('dhcp-none');
  if (none && roles.length > 0) throw new EdgeError('usage', 'a firewall that is a DHCP server or relay is not neither');
  if (panos !== undefined && parsePanos(panos) === undefined) throw new EdgeError('usage', 'a release is three numbers and perhaps a hotfix, such as 11.0.1-h2', { fields: { panos } });
  return {
    ...(modes.length > 0 && { modes: among(modes, MODES, 'mode') }), ...((none || roles.length > 0) && { dhcp: roles }), ...(panos !== undefined && { panos }),
    ...(licences.length > 0 && { licences: licences.length === 1 && licences[0] === 'none' ? [] : among(licences, LICENCES, 'licence') }),
    ...answer(call, 'broadcast-session', 'broadcastSession'), ...answer(call, 'decryption', 'decryption'), ...answer(call, 'medical', 'medical'), ...answer(call, 'multi-vsys', 'multiVsys'), ...answer(call, 'panorama', 'panorama'), ...answer(call, 'prisma', 'prisma'), ...(manager !== undefined && { managedBy: manager === 'none' ? null : parseSerial(manager) }), ...(most !== undefined && { maxMappings: most }),
  };
}

function among<V extends string>(given: readonly string[], known: readonly V[], what: string): readonly V[] {
  const unknown = given.find((one) => !known.some((name) => name === one));
  if (unknown !== undefined) throw new EdgeError('usage', 'there is no such name', { fields: { [what]: unknown, known: known.join(' ') } });
  return known.filter((name) => given.includes(name));
}

function answer<K extends keyof Description>(call: Invocation, option: string, key: K): Partial<Record<K, boolean>> {
  const text = call.text(option);
  if (text === undefined) return {};
  const stated: Partial<Record<K, boolean>> = {};
  stated[key] = text === 'on' || text === 'yes';
  return stated;
}
