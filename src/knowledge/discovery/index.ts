/** What devices announce to their neighbours: DNS-SD, SSDP, WS-Discovery, LLDP and CDP. */
import type { ParameterName } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { byRules, firstOf, ofPart, ownBook, type Reader } from '../rule.ts';
import { readApple } from './apple.ts';
import { MODELS, PRINTERS, SYSTEMS, TEXTS } from './models.ts';
import { CAPABILITIES, CDP_SOFTWARE, CLASSES, LLDP_MODELS, LLDP_SYSTEMS, LLDP_VENDORS, PLATFORMS } from './neighbours.ts';
import { readService } from './services.ts';
import { SERVERS, TARGETS, UNIQUE_NAMES } from './upnp.ts';
import { HARDWARE, SCOPES, TYPES } from './wsd.ts';

const rules = (rows: Parameters<typeof byRules>[1]): Reader => byRules('discovery', rows);
/** `Brother HL-L2350DW series._ipp._tcp.local` */
const INSTANCE = /^(.+?)\.(_[^.]+\._(?:tcp|udp))(?:\.local)?\.?$/i;
const instanceName: Reader = ofPart((value) => INSTANCE.exec(value)?.[1], rules(PRINTERS));
const instanceService: Reader = ofPart((value) => INSTANCE.exec(value)?.[2], readService);
/** `uuid:...::urn:schemas-upnp-org:device:ZonePlayer:1` */
const usnTarget: Reader = ofPart((value) => value.split('::')[1], rules(TARGETS));

const READERS = new Map<ParameterName, Reader>([
  ['mdns.service', readService],
  ['mdns.instance', firstOf(instanceName, instanceService)],
  ['mdns.model', firstOf(readApple, rules(MODELS))],
  ['mdns.text', firstOf(rules(TEXTS))],
  ['mdns.system', rules(SYSTEMS)],
  ['ssdp.device', rules(TARGETS)],
  ['ssdp.announces', rules(TARGETS)],
  ['ssdp.usn', firstOf(rules(UNIQUE_NAMES), usnTarget)],
  ['ssdp.server', rules(SERVERS)],
  ['wsd.type', rules(TYPES)],
  ['wsd.scope', rules(SCOPES)],
  ['wsd.hardware', rules(HARDWARE)],
  ['lldp.system', rules(LLDP_SYSTEMS)],
  ['lldp.capabilities', rules(CAPABILITIES)],
  ['lldp.class', rules(CLASSES)],
  ['lldp.vendor', rules(LLDP_VENDORS)],
  ['lldp.model', rules(LLDP_MODELS)],
  ['cdp.platform', rules(PLATFORMS)],
  ['cdp.software', rules(CDP_SOFTWARE)],
  ['cdp.capabilities', rules(CAPABILITIES)],
]);

export const discovery: Book = ownBook('discovery', READERS);
