/** Rows of the commands about the device dictionary that firewalls fetch. */
import type { CommandRow, OptionRow } from '../command.ts';

const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };
const JSON_OBJECT: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object' };

export const DICTIONARY_COMMANDS: readonly CommandRow[] = [
  {
    name: 'dictionary show', summary: 'show the version that firewalls get, what is in it, and the key that signs it', args: '',
    options: [
      DATA,
      { kind: 'choice', of: ['category', 'profile', 'vendor', 'model', 'os-family', 'os-version'], flags: '--kind <kind>', help: 'list the entries of a kind' },
      { kind: 'flag', flags: '--json', help: 'print one JSON object, or with --kind one a line' },
    ],
    examples: ['dictionary show --data ./data', 'dictionary show --kind model --data ./data --json'],
    load: () => import('./dictionary.ts').then((module) => module.dictionaryShow),
  },
  {
    name: 'dictionary write', summary: 'write the dictionary with its schema, signature and public key into a folder', args: '',
    options: [DATA, { kind: 'text', flags: '--out <dir>', help: 'where dictionary.xml, .xml.sig, .xsd and .pub are written', required: true }, JSON_OBJECT],
    examples: ['dictionary write --out ./update --data ./data'],
    load: () => import('./dictionary.ts').then((module) => module.dictionaryWrite),
  },
  {
    name: 'dictionary fetch', summary: 'fetch the dictionary from a node into a folder, and believe it only with its signature', args: '',
    options: [
      { kind: 'text', flags: '--edge <url>', help: 'the edge API of the node, such as https://localhost:8443', required: true },
      { kind: 'text', flags: '--cert <file>', help: 'certificate of a firewall, PEM', required: true },
      { kind: 'text', flags: '--key <file>', help: 'its key, PEM', required: true },
      { kind: 'text', flags: '--ca <file>', help: "the node's CA certificate, PEM", required: true },
      { kind: 'text', flags: '--out <dir>', help: 'where dictionary.xml, .xml.sig and .pub are kept; what is there already is not fetched again', required: true },
      { kind: 'text', flags: '--trust <file>', help: 'public key that must have signed it, PEM; without it dictionary.pub of the folder, or at the first time what the node says' },
      JSON_OBJECT,
    ],
    examples: ['dictionary fetch --edge https://edge.example:8443 --cert FW1.crt --key FW1.key --ca ca.crt --out ./update'],
    load: () => import('./dictionary-fetch.ts').then((module) => module.dictionaryFetch),
  },
  {
    name: 'dictionary verify', summary: 'check that a dictionary is signed, whole, and of a schema that this version knows', args: '<file>',
    options: [
      { kind: 'text', flags: '--key <file>', help: 'public key that you trust, PEM; by default dictionary.pub beside the file' },
      { kind: 'text', flags: '--signature <file>', help: 'its signature; by default FILE.sig' },
      JSON_OBJECT,
    ],
    examples: ['dictionary verify dictionary.xml', 'dictionary verify update/dictionary.xml --key trusted.pub'],
    load: () => import('./dictionary.ts').then((module) => module.dictionaryVerify),
  },
  {
    name: 'dictionary key', summary: 'print the public key that the dictionary is signed with, or change the key', args: '',
    options: [DATA, { kind: 'flag', flags: '--change', help: 'make a new key, vouched for by the one before; a running node signs with it from its next rebuild on' }, JSON_OBJECT],
    examples: ['dictionary key --data ./data > dictionary.pub', 'dictionary key --change --data ./data'],
    load: () => import('./dictionary.ts').then((module) => module.dictionaryKey),
  },
];
