/** The commands of README.md, word for word and in their order, on a machine of their own: each has to succeed. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STAND_INS } from '../../fixtures/stand-ins.ts';
import { canBeMachine, Machine, type Running } from './readme-machine.ts';

setDefaultTimeout(60_000);
/** What the reader has recorded. */
const RECORDED = 'hue-bridge';
const ROOT = join(import.meta.dir, '../..'), README = readFileSync(join(ROOT, 'README.md'), 'utf8');

interface Block { readonly language: string; readonly lines: readonly string[] }
const blocks: Block[] = [...README.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({ language, lines: text.trimEnd().split('\n') }));
const COMMAND = /^(nameplate|npm|curl|openssl|\()/;
const commands = blocks.filter(({ language, lines }) => language === '' && lines.some((line) => COMMAND.test(line))).flatMap(({ lines }) => lines.filter((line) => line !== ''));

/** Not run here, with why. Nothing else is left out, and nothing is substituted. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'npm run demo': 'installs and builds in the repository; demo.test.ts and the build server run the demo',
  'npm test': 'is what runs this',
};
/** What runs until Ctrl-C, and what it has said by then. A node says at once that it is ready; others may say nothing in a pipe before their end, and get a few seconds. */
const LASTING: readonly { readonly begins: string; readonly says: RegExp; readonly atOnce: boolean }[] = [
  { begins: 'nameplate serve ', says: /node is ready/, atOnce: true },
  { begins: 'nameplate sensor ', says: /records/, atOnce: false },
  { begins: 'nameplate agent --edge', says: /mappings in/, atOnce: false },
];
/** What a reader has or does who gets so far, and no command of the README says. */
const BEFORE: Readonly<Record<string, (machine: Machine) => Promise<void>>> = {
  'nameplate logs ': network,
  'nameplate sensor ': (machine) => certificate(machine, 'probe'),
  'nameplate agent --edge': (machine) => certificate(machine, 'gate'),
  'nameplate device import ': async (machine) => { await must(machine, 'nameplate device template > devices.csv'); },
};

const able = canBeMachine();
let machine: Machine, node: Running | undefined;
beforeAll(async () => {
  if (!able) return;
  machine = await new Machine().ready();
  const recording = join(ROOT, 'fixtures/demo', RECORDED, 'in.pcap');
  for (const name of ['office.pcap', 'office.pcapng']) copyFileSync(recording, join(machine.folder, name));
  for (const [name, text] of [['fw1.key', 'an API key'], ['siem.key', 'a secret'], ['fw1-ca.pem', '']] as const) writeFileSync(join(machine.folder, name), text);
  for (const { language, lines } of blocks) {
    const file = /^# (\S+\.toml):/.exec(lines[0] ?? '')?.[1];
    if (language === 'toml' && file !== undefined) writeFileSync(join(machine.folder, file), `${lines.join('\n')}\n`);
  }
});
afterAll(async () => { if (able) await machine.remove(); });

async function must(on: Machine, command: string): Promise<string> {
  const { code, out, err } = await on.run(command, '');
  if (code !== 0) throw new Error(`${command}\n${code} ${err}`);
  return out;
}
async function certificate(on: Machine, serial: string): Promise<void> { await must(on, `nameplate firewall add ${serial} --data ./data --out .`); }
/** The network talks: a device that the README names. */
async function network(on: Machine): Promise<void> {
  const records = await must(on, 'nameplate parse --json office.pcap');
  const { mac = '', ip = '' } = STAND_INS.find(({ name }) => name === RECORDED) ?? {};
  expect([records.includes(mac), records.includes(ip)]).toEqual([true, true]);
  writeFileSync(join(on.folder, 'office.eal'), records.replaceAll(mac, '02:00:00:00:00:07').replaceAll(ip, '10.0.20.7'));
  await must(on, 'nameplate replay office.eal --edge https://localhost:8443 --cert certs/0123456789.crt --key certs/0123456789.key --ca certs/ca.crt');
}

test('nothing is shown as a command that is none, and every exception is still there', () => {
  expect(commands.filter((line) => !COMMAND.test(line))).toEqual([]);
  expect(commands.length).toBeGreaterThan(30);
  for (const known of [...Object.keys(ELSEWHERE), ...LASTING.map(({ begins }) => begins), ...Object.keys(BEFORE)]) expect([known, commands.some((line) => line.startsWith(known))]).toEqual([known, true]);
});

/** Passwords that were printed last, and the fingerprint: what a reader types. */
let typed = '', HEX = '';
for (const command of commands) {
  if (Object.keys(ELSEWHERE).some((known) => command.startsWith(known))) continue;
  test.skipIf(!able)(command, async () => {
    for (const [begins, prepare] of Object.entries(BEFORE)) if (command.startsWith(begins)) await prepare(machine);
    const lasting = LASTING.find(({ begins }) => command.startsWith(begins));
    if (lasting !== undefined) {
      const serves = command.startsWith('nameplate serve ');
      if (serves && node !== undefined) expect(await node.stop()).toBe(0);
      const running = await machine.start(command, lasting.atOnce ? lasting.says : undefined);
      if (serves) node = running;
      else {
        expect(await running.stop()).toBe(0);
        expect(running.said()).toMatch(lasting.says);
      }
      return;
    }
    const { code, out, err } = await machine.run(command, typed, { HEX });
    expect([code, code === 0 ? '' : err]).toEqual([0, '']);
    const password = /^[0-9A-HJKMNP-TV-Z]{8}(?:-[0-9A-HJKMNP-TV-Z]{1,7}){4}$/m.exec(out)?.[0], hex = /SHA-256 ([0-9a-f]{64})/.exec(err)?.[1];
    if (password !== undefined) typed = `${password}\n`;
    if (hex !== undefined) HEX = hex;
    // What the words beside the command promise.
    if (command.includes('# prints the password, and the SHA-256')) expect([password, hex]).not.toContain(undefined);
    if (command.includes('# must be that SHA-256')) expect(out.slice(0, 64)).toBe(HEX);
    if (command.includes('prints the password once')) expect(password).toBeDefined();
    if (command.includes('accept: application/json')) expect(JSON.parse(out)).toHaveProperty('kind');
  });
}
