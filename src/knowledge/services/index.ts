/** What a device serves, and how it introduces itself when it calls: hints by port, words in SIP and RTSP. */
import type { ParameterName } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { byRules, ownBook, type Reader } from '../rule.ts';
import { readServed, serves } from './ports.ts';
import { RTSP_SERVERS, SIP_AGENTS } from './talk.ts';

const sip = byRules('services', SIP_AGENTS);

export const services: Book = ownBook('services', new Map<ParameterName, Reader>([
  ['traffic.serves', readServed], ['dhcp.serves', serves('dhcp')], ['dhcpv6.serves', serves('dhcpv6')], ['dns.serves', serves('dns')], ['ntp.serves', serves('ntp')],
  ['sip.user_agent', sip], ['sip.server', sip], ['rtsp.server', byRules('services', RTSP_SERVERS)],
]));
