/** Host names: what a device is called, by DHCP, mDNS, NetBIOS, LLMNR, SMB or its own agent. The last part a person may have chosen: certainties say so. */
import type { ParameterName } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { byRules, firstOf, ownBook, type Reader, type Rule } from '../rule.ts';
import { COMPUTERS } from './computers.ts';
import { HOME } from './home.ts';
import { INDUSTRY } from './industry.ts';
import { NETWORK } from './network.ts';
import { OFFICE } from './office.ts';

/** Where names stand; those of one unit only, too: their form says the type. */
export const NAMED_IN: readonly ParameterName[] = [
  'dhcp.hostname', 'dhcp.client_fqdn', 'dhcpv6.client_fqdn', 'mdns.host', 'llmnr.host', 'nbns.name', 'smb.name', 'hip.machine', 'rdp.client_name', 'rdp.client_name', 'lldp.name', 'cdp.device', 'snmp.name',
];

/** Generated forms before words that people use: `SEP001122334455` is a telephone, whatever else would fit. */
const ALL: readonly Rule[] = [...NETWORK, ...COMPUTERS, ...OFFICE, ...HOME, ...INDUSTRY];
const isWord = ([name]: Rule): boolean => name.endsWith('-word');
const read = byRules('hosts', [...ALL.filter((rule) => !isWord(rule)), ...ALL.filter(isWord)]);

/** The whole name, which may have dots in it, and then its first label. */
export const readHostName: Reader = firstOf(read, (value) => {
  const dot = value.indexOf('.');
  return dot <= 0 ? [] : read(value.slice(0, dot));
});

export const hosts: Book = ownBook('hosts', new Map(NAMED_IN.map((parameter) => [parameter, readHostName])));
