/** What a sensor (Zeek, Suricata) says of a device directly, by the parameters of the protocol it watched: what a capture would have told has the same name. */
import * as L from '../../../assembly/layout.ts';
import type { DeviceKey, ParameterName, RowReader } from '../../model/index.ts';
import type { Adapter, Observer } from '../adapter.ts';
import { WORDS as BACNET } from '../bacnet/index.ts';
import { sshSoftware } from '../banner/index.ts';
import { deviceTypeName } from '../enip/device-types.ts';
import { NUMBERS as ENIP_NUMBERS, WORDS as ENIP } from '../enip/index.ts';
import { WORDS as MODBUS } from '../modbus/index.ts';
import { say, sayNumbers, type Words } from '../plant.ts';
import { speaker } from '../speaker.ts';
import { readName } from './distinguished-name.ts';

const TCP = 6, UDP = 17;

/** By the sensor's name of the log. */
const SAYS: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['snmp', [[L.F_ID_DESCRIPTION, 'snmp.system']]],
  ['sip', [[L.F_ID_SOFTWARE, 'sip.user_agent']]],
  ['rdp', [[L.F_ID_NAME, 'rdp.client_name'], [L.F_ID_SOFTWARE, 'rdp.client']]],
  ['ntlm', [[L.F_ID_NAME, 'smb.name'], [L.F_KNOWN_DOMAIN, 'smb.domain']]],
  ['smb', [[L.F_ID_NAME, 'smb.name'], [L.F_KNOWN_DOMAIN, 'smb.domain'], [L.F_ID_SOFTWARE, 'smb.native_os']]],
  ['modbus_read_device_identification', MODBUS],
  ['cip_identity', [...ENIP.filter(([field]) => field !== L.F_ID_SERIAL), [L.F_ID_VENDOR, 'enip.vendor']]],
  ['bacnet_discovery', BACNET], ['bacnet_property', BACNET],
  ['known_devices', [[L.F_DHCP_HOSTNAME, 'dhcp.hostname']]],
]);

/** Parts in protocols that have parameters of their own, by how the log's name begins. */
const ROLES: readonly (readonly [log: RegExp, parameter: ParameterName, client: string, server: string])[] = [
  [/^(?:known_)?modbus/, 'modbus.role', 'client', 'server'], [/^(?:enip|cip)/, 'enip.role', 'client', 'server'], [/^s7comm/, 's7comm.role', 'client', 'server'],
  [/^dnp3/, 'dnp3.role', 'master', 'outstation'], [/^opcua/, 'opcua.role', 'client', 'server'], [/^omron_fins/, 'fins.role', 'client', 'server'],
];

/** Kinds of software whose text is one that captures have too. */
const SOFTWARE: ReadonlyMap<string, ParameterName> = new Map<string, ParameterName>([
  ['HTTP::BROWSER', 'http.user_agent'], ['HTTP::SERVER', 'http.server'], ['HTTP::APPSERVER', 'http.server'], ['SSH::SERVER', 'banner.ssh'], ['SSH::CLIENT', 'banner.ssh_client'],
]);

export const known: Adapter = {
  name: 'known',
  kind: L.KIND_KNOWN,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), log = batch.text(row, L.F_LOG_TYPE) ?? '';
    if (mac === undefined) return;
    say(batch, row, mac, observer, SAYS.get(log) ?? []);
    if (log === 'cip_identity') identity(batch, row, mac, observer);
    role(batch, row, mac, observer, log);
    software(batch, row, mac, observer, log);
    certificate(batch, row, mac, observer);
    const proto = batch.proto(row), port = batch.srcPort(row);
    if ((proto === TCP || proto === UDP) && port > 0 && batch.texts(row, L.F_KNOWN_SERVICES).length > 0) observer.fact(mac, time, 'traffic.serves', `${proto === TCP ? 'tcp' : 'udp'}/${port}`);
  },
};

/** As the protocol's own adapter says it: `0x0012ab34` as makers print it. */
function identity(batch: RowReader, row: number, mac: DeviceKey, observer: Observer): void {
  const time = batch.timeMs(row), type = batch.text(row, L.F_ID_DEVICE_TYPE), serial = batch.text(row, L.F_ID_SERIAL)?.replace(/^0x/i, '').toLowerCase().padStart(8, '0');
  if (type !== undefined) observer.fact(mac, time, 'enip.device_type', deviceTypeName(type));
  if (serial !== undefined) observer.fact(mac, time, 'enip.serial', serial);
  sayNumbers(batch, row, mac, observer, ENIP_NUMBERS);
}

function role(batch: RowReader, row: number, mac: DeviceKey, observer: Observer, log: string): void {
  const time = batch.timeMs(row), side = batch.text(row, L.F_KNOWN_ROLE), known = ROLES.find(([name]) => name.test(log));
  // Zeek's list of Modbus devices says it in a word of its own: Known::MODBUS_MASTER.
  const listed = log === 'known_modbus' ? batch.text(row, L.F_ID_DEVICE_TYPE) : undefined, server = side === 'server' || listed?.endsWith('SLAVE') === true;
  if (side === undefined && listed === undefined) return;
  if (known !== undefined) observer.fact(mac, time, known[1], server ? known[3] : known[2]);
  else observer.fact(mac, time, 'known.role', `${log} ${side}`);
}

function software(batch: RowReader, row: number, mac: DeviceKey, observer: Observer, log: string): void {
  const text = batch.text(row, L.F_ID_SOFTWARE), time = batch.timeMs(row);
  if (text === undefined || SAYS.get(log)?.some(([field]) => field === L.F_ID_SOFTWARE) === true) return;
  const kind = batch.text(row, L.F_KNOWN_SOFTWARE_TYPE), ssh = batch.text(row, L.F_KNOWN_ROLE) === 'server' ? 'banner.ssh' : 'banner.ssh_client';
  const parameter = log === 'ssh' ? ssh : SOFTWARE.get(kind ?? '') ?? 'known.software';
  observer.fact(mac, time, parameter, parameter.startsWith('banner.') ? sshSoftware(text) : text);
}

/** A subject in one text, by the parts that a certificate itself would have given. */
function certificate(batch: RowReader, row: number, mac: DeviceKey, observer: Observer): void {
  const time = batch.timeMs(row), subject = readName(batch.text(row, L.F_KNOWN_SUBJECT) ?? ''), issuer = readName(batch.text(row, L.F_KNOWN_ISSUER) ?? '');
  const tell = (parameter: ParameterName, value: string | undefined): void => { if (value !== undefined && value !== '') observer.fact(mac, time, parameter, value); };
  tell('cert.subject', subject.get('CN'));
  tell('cert.organisation', [subject.get('O'), subject.get('OU')].filter((part) => part !== undefined).join(' / '));
  tell('cert.issuer', issuer.get('CN'));
  tell('cert.issuer_organisation', issuer.get('O'));
}
