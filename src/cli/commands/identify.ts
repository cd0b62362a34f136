/** `nameplate identify`: captures or logs in, devices out: a table for people, one object a line with --json (design section 5). */
import type { CommandBody } from '../command.ts';
import type { DeviceReport } from '../../model/index.ts';
import { offlineRun } from '../offline.ts';
import { textTable } from '../text-table.ts';
import { tell } from './explain.ts';

const HEADER = ['MAC', 'IP', 'HOSTNAME', 'VENDOR', 'PROFILE', 'MODEL', 'CONFIDENCE', 'EVIDENCE'] as const;

export const identify: CommandBody = async (call) => {
  const { identifyFiles } = await call.deps();
  const run = offlineRun(call);
  const result = await identifyFiles({ ...run.options, explain: call.flag('explain') });
  if (call.flag('explain') && result.devices.length > 0) {
    result.explanations?.forEach((one, i) => {
      if (call.flag('json')) return call.io.line(JSON.stringify(one));
      if (i > 0) call.io.line('');
      tell(call.io, one);
    });
  } else if (call.flag('json')) {
    for (const device of result.devices) call.io.line(JSON.stringify(device));
  } else if (result.devices.length > 0) {
    const [header = '', ...rows] = textTable(HEADER, result.devices.map(cells), call.io.width);
    call.io.line(call.io.style(header, 'bold'));
    for (const row of rows) call.io.line(row);
  } else if (result.failures.length === 0 && !call.io.signal.aborted) {
    call.io.note(`no device in ${result.records} records`);
  }
  return run.finish(result);
};

function cells(device: DeviceReport): string[] {
  const strongest = device.evidence[0];
  return [
    device.deviceid, device.ip_address ?? '-', device.hostname ?? '-', device.vendor ?? '-', device.profile ?? 'unknown', device.model ?? '-',
    `${device.confidence_score} ${device.confidence_level}`, strongest === undefined ? '-' : `${strongest.source} ${strongest.value}`,
  ];
}
