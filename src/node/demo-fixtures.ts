/** The recordings that the demo replays, inside the binary: our own stand-ins, one capture each (fixtures/README.md). */
import { readFileSync } from 'node:fs';
import camera from '../../fixtures/demo/d-link-camera/in.pcap' with { type: 'file' };
import sensor from '../../fixtures/demo/d-link-motion-sensor/in.pcap' with { type: 'file' };
import bridge from '../../fixtures/demo/hue-bridge/in.pcap' with { type: 'file' };
import plug from '../../fixtures/demo/wemo-switch/in.pcap' with { type: 'file' };
import scale from '../../fixtures/demo/withings-scale/in.pcap' with { type: 'file' };
import { STAND_INS } from '../../fixtures/stand-ins.ts';
import type { DemoFixture } from '../cli/index.ts';
import { EdgeError } from '../model/index.ts';
import { readRecords } from '../sources/index.ts';

const FILES: Readonly<Record<string, string>> = { 'd-link-camera': camera, 'd-link-motion-sensor': sensor, 'hue-bridge': bridge, 'wemo-switch': plug, 'withings-scale': scale };

export async function demoFixtures(): Promise<readonly DemoFixture[]> {
  return Promise.all(STAND_INS.map(async ({ name, mac, ip, profile }) => {
    const path = FILES[name];
    if (path === undefined) throw new EdgeError('internal', 'a stand-in has no recording', { fields: { name } });
    const bytes = readFileSync(path);
    return { name, format: 'pcap', bytes, recordedMs: await lastRecord(bytes), expected: [{ ip_address: ip, mac_address: mac, profile }] };
  }));
}

async function lastRecord(bytes: Uint8Array): Promise<number> {
  let last = 0;
  for await (const batch of readRecords(one(bytes))) for (let row = 0; row < batch.count; row++) last = Math.max(last, batch.timeMs(row));
  return last;
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> { yield bytes; }
