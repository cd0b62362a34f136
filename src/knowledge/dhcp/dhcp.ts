/** DHCP: what a client's request list, vendor class and enterprise numbers say about its system, maker and kind. A list that many systems share says nothing. */
import type { Claim, ParameterName } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { byRules } from '../rule.ts';
import { RequestLists, unpackLists, type FoundList } from './lists.ts';
import { isShared, stackOf } from './stacks.ts';
import { CLASS_RULES } from './vendor-classes.ts';

/** Certainty of a list that others named: the same list, the same codes in another order, a list that goes on. Estimates, below what build/knowledge/measure-dhcp.ts finds: it asks of systems alone, not of kinds and makers. */
const LIST_CERTAINTY: Readonly<Record<FoundList['how'], number>> = { exact: 0.75, order: 0.6, longer: 0.6 };
const ofClass = byRules('dhcp', CLASS_RULES);
/** More codes than any client asks for, and more text than any class has. */
const LONGEST = 255;

/** Enterprise numbers (IANA) that name the system; those of makers are read elsewhere. */
const MICROSOFT = '311';
/** Option 6 of Windows since Vista: vendor options, name servers, search list, and its own name. */
const WINDOWS_V6: ReadonlySet<string> = new Set(['24,23,17,39', '17,23,24,39']);

export function dhcpBook(compiled: () => Uint8Array): Book {
  let lists: RequestLists | undefined;
  return {
    name: 'dhcp', source: 'github.com/fatemabw/kyd, and our own rules', licence: 'BSD-3-Clause',
    parameters: ['dhcp.parameter_request_list', 'dhcp.vendor_class', 'dhcpv6.vendor_class', 'dhcpv6.vendor_id', 'dhcpv6.option_request'],
    read: (parameter, value) => readDhcp(parameter, value, () => lists ??= new RequestLists(unpackLists(compiled()))),
  };
}

function readDhcp(parameter: ParameterName, value: string, lists: () => RequestLists): readonly Claim[] {
  if (value.length > LONGEST * 4) return [];
  if (parameter === 'dhcp.parameter_request_list') return ofList(value, lists);
  if (parameter === 'dhcp.vendor_class' || parameter === 'dhcpv6.vendor_class') return ofClass(value.slice(0, LONGEST).trim());
  if (parameter === 'dhcpv6.vendor_id' && value === MICROSOFT) return [{ rule: 'dhcp/v6-microsoft', os_family: 'Windows', category: 'Personal Computer', certainty: 0.93 }];
  if (parameter === 'dhcpv6.option_request' && WINDOWS_V6.has(value)) return [{ rule: 'dhcp/v6-windows', os_family: 'Windows', certainty: 0.85 }];
  return [];
}

function ofList(value: string, lists: () => RequestLists): readonly Claim[] {
  if (!/^\d{1,3}(?:,\d{1,3}){0,254}$/.test(value)) return [];
  const codes = value.split(',').map(Number), stack = stackOf(codes);
  if (stack !== undefined) { const { rule, ...says } = stack; return [{ rule: `dhcp/list-${rule}`, ...says }]; }
  if (isShared(codes)) return [];
  const found = lists().find(codes);
  return found === undefined ? [] : [{ rule: `dhcp/kyd-${found.how}`, ...found.name, certainty: LIST_CERTAINTY[found.how] }];
}
