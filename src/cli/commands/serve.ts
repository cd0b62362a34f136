/** `nameplate serve`: runs the node until it is told to stop. */
import type { CommandBody } from '../command.ts';
import { configFrom } from '../config-options.ts';
import { aborted } from '../io.ts';

export const serve: CommandBody = async (call) => {
  const config = await configFrom(call, { 'edge.port': call.number('edge-port'), 'edge.enrolPort': call.number('enrol-port'), 'portal.port': call.number('portal-port') });
  const { startNode } = await call.deps();
  const node = await startNode({ config, dataDir: call.text('data') ?? '' });
  if (call.flag('json')) {
    call.io.line(JSON.stringify({ edge_url: node.edgeUrl, portal_url: node.portalUrl, enrol_port: portOf(node.enrolUrl), lists_port: portOf(node.listsUrl), syslog: node.syslog, ready_ms: Math.round(node.readyMs) }));
    call.io.flush();
  }
  try {
    await Promise.race([node.ended, aborted(call.io.signal)]);
  } finally {
    await node.stop();
  }
  return 0;
};

function portOf(url: string | null): number | null { return url === null ? null : Number(new URL(url).port); }
