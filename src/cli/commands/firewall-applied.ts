/** `nameplate firewall applied SERIAL`: the closed loop (R77): which mappings the firewall shows in its logs, and whether they are what is published. */
import { ipText } from '../../model/index.ts';
import { appliedStates, type AppliedHere } from '../applied-states.ts';
import type { CommandBody } from '../command.ts';
import { withRegistry } from '../enrolment.ts';
import { firewallAsked } from '../known-firewall.ts';
import { textTable } from '../text-table.ts';

const HEADER = ['IP', 'STATE', 'PROFILE', 'CATEGORY', 'MAC', 'PUBLISHED', 'SHOWN', 'SINCE', 'BY'] as const;

export const firewallApplied: CommandBody = async (call) => {
  const { io, args: [serial = ''] } = call;
  const rows = withRegistry(call.text('data') ?? '', (store) => {
    // Whoever sends logs may name any serial: of a registered firewall only its own tenant knows anything.
    const owner = store.firewalls.find(firewallAsked(store, serial))?.tenant;
    return appliedStates(store, serial).filter(({ tenant }) => owner === undefined || tenant === owner);
  });
  if (call.flag('json')) for (const row of rows) io.line(JSON.stringify(facts(row)));
  else if (rows.length === 0) io.note('no log of this firewall has shown a mapping yet');
  else {
    for (const line of textTable(HEADER, rows.map(cells), io.width)) io.line(line);
    io.note(`${rows.filter(({ state }) => state === 'confirmed').length} of ${rows.length} confirmed`);
  }
  return 0;
};

const time = (ms: number): string => new Date(ms).toISOString();

function cells({ row, state, published }: AppliedHere): string[] {
  const { ip, held, at, since, shownBy } = row;
  return [ipText(ip), state, held.profile ?? '-', held.category ?? '-', held.mac ?? '-', published?.profile ?? '-', time(at), time(since), shownBy];
}

function facts({ row, state, published }: AppliedHere): Record<string, unknown> {
  const { firewall, ip, held, form, shownBy, since, at, identifiedBy, identifiedAt } = row;
  return { firewall, ip_address: ipText(ip), state, held: named(held), published: published && named(published), form, shown_by: shownBy, since: time(since), last_shown: time(at), identified_by: identifiedBy, identified_at: identifiedAt };
}

/** Under the names a device has everywhere. */
function named({ category, profile, model, vendor, osFamily, osVersion, hostname, mac }: AppliedHere['row']['held']): Record<string, string | null> {
  return { category, profile, model, vendor, os_family: osFamily, os_version: osVersion, hostname, mac_address: mac };
}
