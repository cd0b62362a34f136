/** `nameplate profiles`: every profile a device can have, by category, maker or vertical (R48, R49, R69). */
import { EdgeError } from '../../model/index.ts';
import { CATEGORIES, makerOf, profiles as all, type Profile } from '../../taxonomy/index.ts';
import type { CommandBody } from '../command.ts';
import { textTable } from '../text-table.ts';

const HEADER = ['PROFILE', 'CATEGORY', 'VERTICAL', 'VENDOR', 'TYPE', 'PURDUE'] as const;

export const profiles: CommandBody = async (call) => {
  const { io } = call, vendor = call.text('vendor');
  const category = known('category', call.text('category'), CATEGORIES.map(({ name }) => name)), vertical = known('vertical', call.text('vertical'), CATEGORIES.map((one) => one.vertical));
  const maker = vendor === undefined ? undefined : makerOf(vendor);
  const found = all().filter((profile) => (category === undefined || profile.category === category) && (vertical === undefined || profile.vertical === vertical) && (maker === undefined || profile.vendor === maker));
  if (call.flag('json')) for (const profile of found) io.line(JSON.stringify(facts(profile)));
  else if (found.length === 0) io.note('no profile is like that');
  else for (const line of textTable(HEADER, found.map(cells), io.width)) io.line(line);
  return 0;
};

/** A name as the taxonomy spells it, in whatever case it was given. */
function known(what: string, given: string | undefined, names: readonly string[]): string | undefined {
  if (given === undefined) return undefined;
  const name = names.find((one) => one.toLowerCase() === given.trim().toLowerCase());
  if (name === undefined) throw new EdgeError('usage', `there is no such ${what}`, { fields: { [what]: given.slice(0, 64) }, next: 'nameplate categories lists them' });
  return name;
}

function cells({ name, category, vertical, vendor, type, purdue }: Profile): string[] { return [name, category ?? '-', vertical ?? '-', vendor ?? '-', type ?? '-', purdue === null ? '-' : String(purdue)]; }

function facts({ name, category, vertical, vendor, type, purdue }: Profile): Record<string, unknown> { return { profile: name, category, vertical, vendor, type, purdue }; }
