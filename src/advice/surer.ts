/** What would make the verdict on one device surer: what it lacks, ordered by what the model and the books would gain from it (R47). */
import type { Weighing } from '../identify/index.ts';
import type { Identity, Parameter } from '../model/index.ts';

type Source = Parameter['source'];

export interface Step {
  readonly id: string;
  readonly says: string;
  readonly next: string;
  /** Log odds it could add, by the trained model; null where the model cannot say. */
  readonly gain: number | null;
}

export interface SurerInput {
  readonly identity: Identity;
  readonly weighing: Weighing;
  /** Sources that the device was heard by. */
  readonly heard: ReadonlySet<Source>;
  /** How many parameters of each source some book reads. */
  readonly readable: ReadonlyMap<Source, number>;
}

const SENSOR = 'put a sensor on its segment (nameplate sensor), or a firewall interface that sees its broadcasts';
/** What to do so that a source is heard. */
const HEARING: Partial<Readonly<Record<Source, readonly [missing: string, next: string]>>> = {
  dhcp: ['no DHCP message of it was heard', 'send the logs of the DHCP server of its segment (nameplate dhcp-server add), or let a firewall or a sensor see its broadcasts'],
  dhcpv6: ['no DHCPv6 message of it was heard', SENSOR],
  mdns: ['nothing it announces by mDNS was heard; routers do not forward that', SENSOR],
  ssdp: ['nothing it announces by SSDP was heard; routers do not forward that', SENSOR],
  wsd: ['nothing it announces by WS-Discovery was heard; routers do not forward that', SENSOR],
  arp: ['no ARP of it was heard', SENSOR],
  lldp: ['no LLDP of it was heard; it ends at the next switch', 'have an SNMP poller read the neighbours of the switches where a sensor sees the answers, or send them as records'],
  cdp: ['no CDP of it was heard; it ends at the next switch', 'have an SNMP poller read the neighbours of the switches where a sensor sees the answers, or send them as records'],
  snmp: ['nobody asked it by SNMP where it could be heard', 'have an SNMP poller ask for its system description where a sensor sees the answers, or send them as records'],
  dns: ['no name it asks for was seen', 'let the firewall send its DNS records, or a sensor see the way to its name server'],
  http: ['no header of HTTP was seen', 'let the firewall send its HTTP records; what is inside TLS shows only where it is decrypted'],
  tls: ['no TLS hello of it was seen', 'let the firewall send its TLS records, or a sensor see its traffic'],
  cert: ['no certificate of its servers was seen', 'let a sensor see who connects to it; since TLS 1.3 certificates are encrypted'],
  traffic: ['no flow of it was seen', 'log the traffic of its zone at session end'],
  hip: ['no agent on it reported its system', 'let the firewall send its HIP match logs'],
};

/** Sources that tell what a device does, and not what it is. */
const FLOWS: ReadonlySet<Source> = new Set<Source>(['mac', 'arp', 'traffic', 'ntp', 'known']);
/** Steps shown, of those that other sources would bring. */
const MOST_SOURCES = 4;
/** From here on nobody asks for more. */
const HIGH = 90;

/** The steps of most effect first; none where a person said what it is, or all is known surely. */
export function surerFor({ identity, weighing, heard, readable }: SurerInput): readonly Step[] {
  const { profile, model } = identity.tiers;
  if (profile.confidence === 100 || (profile.confidence >= HIGH && model.confidence >= HIGH)) return [];
  const steps: Step[] = [], say = (id: string, says: string, next: string): void => { steps.push({ id, says, next, gain: null }); };
  const { known, parameters, leastKnown, leastParameters, enough, twins, namesAnother, alike, gains } = weighing;
  if (![...heard].some((source) => source !== 'mac' && source !== 'known')) say('not-heard', 'nothing of it was heard yet', 'let it be heard by one of the sources below');
  else if ([...heard].every((source) => FLOWS.has(source))) say('only-flows', 'only its flows were seen: they say whom it talks to, not what it is', 'let it be heard by one of the sources below');
  if (!enough) say('too-little', `the trained model knows ${known} of the things it said, from ${parameters} parameters; a verdict of the model needs ${leastKnown} from ${leastParameters}`, 'wait until it has said more, or let it be heard by one of the sources below');
  if (profile.value !== null && alike) say('alike', 'what it showed could be a sister product\'s of the same maker as well', 'let it be heard where it gives its name, such as DHCP, mDNS or SSDP');
  if (twins.length > 0) say('twins', `${list(twins)} look the same in all that was heard`, 'say yourself which of them it is');
  if (profile.value !== null && model.value === null && namesAnother) say('another-model', `it gives itself a name that no known model of ${profile.value} has`, 'say yourself which model it is; the trained model does not know it');
  const gained = gains.slice(0, MOST_SOURCES).map(({ source, gain }): Step => ({ id: `hear-${source}`, ...hearing(source), gain }));
  const inGains = new Set(gains.map(({ source }) => source));
  const read = [...readable].filter(([source]) => !heard.has(source) && !inGains.has(source) && HEARING[source] !== undefined).sort(([, a], [, b]) => b - a);
  const told = read.slice(0, MOST_SOURCES - gained.length).map(([source]): Step => ({ id: `hear-${source}`, ...hearing(source), gain: null }));
  return [...steps, ...gained, ...told];
}

function hearing(source: Source): Pick<Step, 'says' | 'next'> {
  const [says, next] = HEARING[source] ?? [`nothing of it was heard by ${source}`, SENSOR];
  return { says, next };
}

function list(names: readonly string[]): string { return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`; }
