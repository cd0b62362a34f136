/** The registry row of `simulate`. */
import type { CommandRow } from '../command.ts';

export const SIMULATE_COMMAND: CommandRow = {
  name: 'simulate', summary: 'load-test a node with many firewalls that poll, stream, upload and reconnect, and check every map they end with', args: '',
  options: [
    { kind: 'text', flags: '--edge <url>', help: 'the edge API of the node, such as https://localhost:8443', required: true },
    { kind: 'integer', min: 1, max: 100000, flags: '--firewalls <n>', help: 'how many firewalls, each with a certificate and a connection of its own', fallback: '10' },
    { kind: 'integer', min: 1, max: 86400, flags: '--seconds <s>', help: 'how long they go on', fallback: '10' },
    { kind: 'text', flags: '--data <dir>', help: 'data folder of the node: firewalls are added for the test and removed after it' },
    { kind: 'text', flags: '--certs <dir>', help: 'folder with SERIAL.crt, SERIAL.key and ca.crt of firewalls to use instead' },
    { kind: 'integer', min: 10, max: 3600000, flags: '--interval-ms <ms>', help: 'time between the polls of one firewall', fallback: '1000' },
    { kind: 'number', min: 0, max: 100, flags: '--jitter <percent>', help: 'how much earlier or later than that a poll may be', fallback: '5' },
    { kind: 'integer', min: 0, max: 300, flags: '--wait <s>', help: 'let the node hold a poll for so long instead', fallback: '0' },
    { kind: 'flag', flags: '--stream', help: 'keep a stream open instead, on which the node pushes changes' },
    { kind: 'integer', min: 0, max: 3600, flags: '--ramp <s>', help: 'connect one after another over so long; by default 32 at a time' },
    { kind: 'flag', flags: '--cold', help: 'connect all in the same moment' },
    { kind: 'integer', min: 1, max: 3600, flags: '--storm <s>', help: 'cut every connection so often, all at once; each firewall comes back with its cursor' },
    { kind: 'number', min: 0, max: 100, flags: '--slow <percent>', help: 'so many of the firewalls take at most 16 KiB of an answer, rest 0.25 s, and go on', fallback: '0' },
    { kind: 'text', flags: '--upload <file>', help: 'each firewall also uploads this log or capture, again and again, as of now' },
    { kind: 'number', min: 0.1, max: 86400, flags: '--upload-interval <s>', help: 'how often', fallback: '60' },
    { kind: 'number', min: 0.1, max: 3600, flags: '--probe <s>', help: 'so often upload a log line that renames a device of the test (198.18.255.254), and time it until each firewall has it' },
    { kind: 'integer', min: 1, max: 86400, flags: '--dictionary <s>', help: 'each firewall also fetches the device dictionary, checks its signature, and asks so often whether it changed' },
    { kind: 'flag', flags: '--json', help: 'print the result as one JSON object' },
  ],
  examples: [
    'simulate --edge https://localhost:8443 --firewalls 1000 --seconds 60 --data ./data',
    'simulate --edge https://localhost:8443 --firewalls 500 --seconds 60 --stream --probe 2 --storm 20 --data ./data',
    'simulate --edge https://edge.example:8443 --certs ./certs --firewalls 5 --wait 30 --upload traffic.log --upload-interval 10 --json',
  ],
  load: () => import('./simulate.ts').then((module) => module.simulate),
};
