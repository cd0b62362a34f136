/** What devices of hospitals say: DICOM's identities, and names of medical products in any text. No public capture has much of it: certainties are estimates. */
import type { ParameterName } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { byRules, ownBook, type Reader } from '../rule.ts';
import { readDicomRole, readImplementation, readSyntax, TITLES, VERSIONS } from './dicom.ts';
import { PRODUCTS } from './products.ts';

/** Where a product's name may stand. */
const TEXTS: readonly ParameterName[] = [
  'dhcp.hostname', 'dhcp.vendor_class', 'dhcp.user_class', 'http.user_agent', 'http.server', 'http.realm', 'snmp.system', 'snmp.model', 'banner.text', 'cert.subject', 'cert.organisation', 'mdns.model', 'mdns.instance', 'ssdp.server', 'lldp.system',
  'nbns.name', 'smb.name', 'smb.comment', 'known.software',
];
const products = byRules('care', PRODUCTS);
/** `_` and `-` in names of hosts keep words apart as blanks do in texts. */
const spaced: Reader = (value) => products(value.replaceAll('_', ' '));

const READERS = new Map<ParameterName, Reader>(TEXTS.map((parameter) => [parameter, spaced]));
READERS.set('dicom.implementation', readImplementation);
READERS.set('dicom.version', byRules('care', VERSIONS));
READERS.set('dicom.syntax', readSyntax);
READERS.set('dicom.title', byRules('care', TITLES));
READERS.set('dicom.role', readDicomRole);

export const care: Book = ownBook('care', READERS);
