/** `nameplate config print`: the effective settings, as a file that can be saved and used. */
import { printConfig } from '../../config/index.ts';
import type { CommandBody } from '../command.ts';
import { configFrom } from '../config-options.ts';

export const configPrint: CommandBody = async (call) => {
  const config = configFrom(call);
  call.io.line(call.flag('json') ? JSON.stringify(config) : printConfig(config).trimEnd());
  return 0;
};
