/** `nameplate version`. */
import { buildInfo } from '../build-info.ts';
import type { CommandBody } from '../command.ts';

export const version: CommandBody = async (call) => {
  const info = buildInfo();
  call.io.line(call.flag('json') ? JSON.stringify(info) : `nameplate ${info.version} (${info.commit ?? 'from source'}, Bun ${info.bun}, ${info.platform})`);
  return 0;
};
