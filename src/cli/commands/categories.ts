/** `nameplate categories`: every category of devices (R48, R69). */
import { CATEGORIES } from '../../taxonomy/index.ts';
import type { CommandBody } from '../command.ts';
import { textTable } from '../text-table.ts';

export const categories: CommandBody = async ({ io, flag }) => {
  if (flag('json')) for (const { name, vertical, type, purdue } of CATEGORIES) io.line(JSON.stringify({ category: name, vertical, type, purdue }));
  else for (const line of textTable(['CATEGORY', 'VERTICAL', 'TYPE', 'PURDUE'], CATEGORIES.map(({ name, vertical, type, purdue }) => [name, vertical, type, purdue === null ? '-' : String(purdue)]), io.width)) io.line(line);
  return 0;
};
