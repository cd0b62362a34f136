/** Rows of the commands that show what firewalls sent, what they applied, and what they lack. */
import type { CommandRow, OptionRow } from '../command.ts';

const JSON_LINES: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object a line' };
const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };

export const FIREWALL_LOG_COMMANDS: readonly CommandRow[] = [
  {
    name: 'firewall logs', summary: 'show which logs came from each firewall, how many, how fast, and when last', args: '[serial]',
    options: [DATA, JSON_LINES],
    examples: ['firewall logs --data ./data', 'firewall logs 007200002536 --data ./data --json'],
    load: () => import('./firewall-logs.ts').then((module) => module.firewallLogs),
  },
  {
    name: 'firewall applied', summary: 'show the mappings a firewall has applied, by its own logs, beside what is published', args: '<serial>',
    options: [DATA, JSON_LINES],
    examples: ['firewall applied 007200002536 --data ./data'],
    load: () => import('./firewall-applied.ts').then((module) => module.firewallApplied),
  },
  {
    name: 'firewall describe', summary: 'state what a firewall is, for the advice; what is not given stays as it was', args: '<serial>',
    options: [
      DATA,
      { kind: 'list', flags: '--mode <mode>', help: 'mode of interfaces that devices are behind: vwire, tap, l2 or l3; may be repeated' },
      { kind: 'flag', flags: '--dhcp-server', help: 'it is the DHCP server on an interface' },
      { kind: 'flag', flags: '--dhcp-relay', help: 'it is the DHCP relay on an interface' },
      { kind: 'flag', flags: '--dhcp-none', help: 'it is neither' },
      { kind: 'choice', of: ['on', 'off'], flags: '--broadcast-session <state>', help: 'DHCP Broadcast Session: on or off' },
      { kind: 'text', flags: '--panos <version>', help: 'its release, such as 11.0.1-h2' },
      { kind: 'list', flags: '--licence <name>', help: 'threat-prevention, dns-security, wildfire or url-filtering, or none; may be repeated' },
      { kind: 'choice', of: ['on', 'off'], flags: '--decryption <state>', help: 'whether it decrypts TLS: on or off' },
      { kind: 'choice', of: ['yes', 'no'], flags: '--medical <answer>', help: 'whether there is medical equipment behind it: yes or no' },
      { kind: 'choice', of: ['yes', 'no'], flags: '--multi-vsys <answer>', help: 'whether it has several virtual systems: yes or no; such a firewall gets no mappings' },
      { kind: 'choice', of: ['yes', 'no'], flags: '--panorama <answer>', help: 'whether it is Panorama: yes or no; it needs no licence and gets no mappings' },
      { kind: 'choice', of: ['yes', 'no'], flags: '--prisma <answer>', help: 'whether it is Prisma Access: yes or no; it takes mappings and the dictionary by itself, whatever its release' },
      { kind: 'text', flags: '--managed-by <serial>', help: 'serial number of the Panorama that manages it, or none' },
      { kind: 'integer', min: 0, max: 10000000, flags: '--max-mappings <n>', help: 'most mappings that it takes; beyond it the surest and longest known stay; by default what its model takes' },
      { kind: 'flag', flags: '--json', help: 'print one JSON object' },
    ],
    examples: ['firewall describe 007200002536 --mode l3 --dhcp-relay --panos 11.0.1-h2 --data ./data', 'firewall describe 007200002536 --licence threat-prevention --licence wildfire --decryption off --data ./data'],
    load: () => import('./firewall-describe.ts').then((module) => module.firewallDescribe),
  },
  {
    name: 'firewall advice', summary: 'say what is missing at a firewall, what that costs, and what to do', args: '[serial]',
    options: [DATA, JSON_LINES],
    examples: ['firewall advice --data ./data', 'firewall advice 007200002536 --data ./data --json'],
    load: () => import('./firewall-advice.ts').then((module) => module.firewallAdvice),
  },
  {
    name: 'firewall check', summary: 'say what does not fit together: licences and firewalls that are half gone, Panoramas of others, accounts', args: '',
    options: [DATA, JSON_LINES],
    examples: ['firewall check --data ./data'],
    load: () => import('./firewall-check.ts').then((module) => module.firewallCheck),
  },
];
