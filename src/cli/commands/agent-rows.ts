/** The rows of `nameplate agent`: enforcement on a Linux machine. */
import type { CommandRow, OptionRow } from '../command.ts';

const STATE: OptionRow = { kind: 'text', flags: '--state <dir>', help: 'folder of the last map, for a restart or reboot without the node', fallback: '/var/lib/nameplate-agent' };
const TABLE: OptionRow = { kind: 'text', flags: '--table <name>', help: 'the nftables table (inet) that is the agent\'s own; begins with nameplate', fallback: 'nameplate' };
const POLICY = { kind: 'text', flags: '--policy <file>', help: 'rules between devices and networks, TOML or JSON' } as const;

export const AGENT_COMMANDS: readonly CommandRow[] = [
  {
    name: 'agent', summary: 'enforce on this Linux machine: poll like a firewall, keep nftables sets and rules', args: '',
    options: [
      { kind: 'text', flags: '--edge <url>', help: 'the edge API of the node, such as https://localhost:8443', required: true },
      { kind: 'text', flags: '--cert <file>', help: 'certificate of this machine, PEM, made by firewall add or enrol request', required: true },
      { kind: 'text', flags: '--key <file>', help: 'its key, PEM', required: true },
      { kind: 'text', flags: '--ca <file>', help: "the node's CA certificate, PEM", required: true },
      { ...POLICY, help: `${POLICY.help}; without it there are sets and no rules` },
      STATE, TABLE,
      { kind: 'integer', min: 1, max: 10000000, flags: '--max-entries <n>', help: 'mappings enforced at once; beyond it the oldest go, and are counted', fallback: '65536' },
      { kind: 'flag', flags: '--once', help: 'end as soon as the whole map is in force' },
      { kind: 'flag', flags: '--remove', help: 'take the table down at the end; otherwise it stays in force' },
      { kind: 'flag', flags: '--json', help: 'print one JSON object a transaction' },
    ],
    examples: ['agent --edge https://edge.example:8443 --cert GATE.crt --key GATE.key --ca ca.crt --policy policy.toml', 'agent --once --edge https://localhost:8443 --cert GATE.crt --key GATE.key --ca ca.crt'],
    load: () => import('./agent.ts').then((module) => module.agent),
  },
  {
    name: 'agent status', summary: 'show how the agent of a state folder does, or what it left in force', args: '',
    options: [STATE, TABLE, { kind: 'flag', flags: '--json', help: 'print one JSON object' }],
    examples: ['agent status', 'agent status --state /var/lib/nameplate-lab --table nameplate_lab --json'],
    load: () => import('./agent.ts').then((module) => module.agentStatus),
  },
  {
    name: 'agent print-rules', summary: 'print what a policy becomes, as nft takes it, and change nothing', args: '',
    options: [{ ...POLICY, required: true }, TABLE, { kind: 'text', flags: '--state <dir>', help: 'with the map that an agent keeps there; without it the sets are empty' }],
    examples: ['agent print-rules --policy policy.toml', 'agent print-rules --policy policy.toml | nft -c -f -'],
    load: () => import('./agent.ts').then((module) => module.agentPrintRules),
  },
];
