/** `nameplate config print`: the effective settings, as a file that can be saved and used. */
import { printConfig } from '../../config/index.ts';
import type { CommandBody } from '../command.ts';
import { configFrom } from '../config-options.ts';

export const configPrint: CommandBody = async (call) => {
  const config = await configFrom(call);
  call.io.line(call.flag('json') ? JSON.stringify(config) : (await printConfig(config)).trimEnd());
  return 0;
};
