/** What may be missing at a firewall, a row each: when it is so, what it costs, and what to do (R22 to R24, R43 to R47). */
import { compareContent } from '../model/index.ts';
import type { Description, Licence } from './description.ts';
import { broadcastSessionIn, dhcpSeen, serverRecordsIn } from './dhcp-coverage.ts';

/** What the rules look at: what was seen within a day, and what is stated. */
export interface Situation extends Description {
  /** Records, lower-case kinds (`dhcp`, `lease`, `arp`), and log types in upper case, that came lately. */
  readonly seen: ReadonlySet<string>;
  /** Log types that came and that nobody uses. */
  readonly unused: readonly string[];
  /** Share of records that were copies, 0 to 1. */
  readonly duplicates: number;
  readonly content: string | null;
  readonly lag: Lag | null;
  readonly shown: number | null;
}
export interface Lag { readonly entries: number; readonly seconds: number }

/** `gap`: something is not seen at all; `partial`: seen in part; `hint`: it could be better. */
export type Weight = 'gap' | 'partial' | 'hint';
export interface Rule {
  readonly id: string;
  readonly cites: readonly string[];
  readonly weight: Weight;
  readonly holds: (situation: Situation) => boolean;
  readonly says: string | ((situation: Situation) => string);
  readonly next: string | ((situation: Situation) => string);
}

const any = (s: Situation): boolean => s.seen.size > 0;
const noDhcp = (s: Situation): boolean => any(s) && !s.seen.has('dhcp') && !s.seen.has('lease');
const serves = (s: Situation): boolean => s.dhcp?.includes('server') === true;
const relays = (s: Situation): boolean => s.dhcp?.includes('relay') === true;
/** Modes in which broadcast DHCP is not seen. */
const blind = (s: Situation): readonly string[] => (s.modes ?? []).filter((mode) => dhcpSeen('broadcast', mode) === 'no');
const lacks = (s: Situation, licence: Licence): boolean => s.licences !== null && !s.licences.includes(licence);
/** Polls come once a second: a minute without is no hiccup. */
const LAG_SECONDS = 60;
const CONTENT_FOR_MEDICAL = '8367-6513';

export const RULES: readonly Rule[] = [
  {
    id: 'no-records', cites: ['R42'], weight: 'gap', holds: (s) => !any(s),
    says: 'nothing has come from this firewall for a day', next: 'check that its log forwarding profile sends to this node, and that its certificate is good: nameplate firewall list',
  },
  {
    id: 'fallen-behind', cites: ['R74', 'R79'], weight: 'gap', holds: ({ lag }) => lag !== null && lag.seconds >= LAG_SECONDS,
    says: ({ lag }) => `it does not take its mappings: ${lag?.entries ?? 0} changes wait for it, the oldest for ${lag?.seconds ?? 0} s; until then it enforces what it has`,
    next: 'see that it polls (nameplate firewall list shows when it last did), that it reaches this node, and that its certificate and licence are good (nameplate licence list)',
  },
  {
    id: 'device-id-off', cites: ['R219', 'R77'], weight: 'gap', holds: (s) => s.seen.has('TRAFFIC') && s.shown === 0,
    says: 'it takes its mappings, and its traffic logs show none of them: rules by device match nobody', next: 'enable Device-ID in the zones of the devices: nameplate firewall snippet device-id --from-zone ZONE',
  },
  {
    id: 'not-described', cites: ['R22'], weight: 'hint', holds: (s) => noDhcp(s) && s.modes === null,
    says: 'no DHCP is seen, and why depends on the modes of its interfaces, which nobody stated', next: 'state them: nameplate firewall describe SERIAL --mode l3 --dhcp-relay, for instance',
  },
  {
    id: 'dhcp-broadcast-not-seen', cites: ['R22'], weight: 'gap', holds: (s) => noDhcp(s) && blind(s).length > 0 && !serves(s) && !relays(s),
    says: (s) => `no DHCP is seen: broadcast DHCP makes no records on interfaces in ${blind(s).join(', ')} mode; unicast renewals alone would`,
    next: 'make the firewall the DHCP relay or server of these networks, put it in their path as a virtual wire, or send the DHCP server\'s log here',
  },
  {
    id: 'dhcp-server-too-old', cites: ['R23', 'R24'], weight: 'gap', holds: (s) => noDhcp(s) && serves(s) && s.panos !== null && (serverRecordsIn(s.panos) === false || broadcastSessionIn(s.panos) === false),
    says: (s) => `no DHCP is seen: PAN-OS ${s.panos ?? ''} has no DHCP Broadcast Session, without which a DHCP server on an interface makes no records`, next: 'upgrade to 10.1.10, 10.2.4 or 11.0.1, or later in the same train, and enable DHCP Broadcast Session',
  },
  {
    id: 'dhcp-broadcast-session-off', cites: ['R23'], weight: 'gap', holds: (s) => noDhcp(s) && serves(s) && s.broadcastSession !== true && (s.panos === null || broadcastSessionIn(s.panos) !== false),
    says: 'no DHCP is seen: a DHCP server on an interface makes records only with DHCP Broadcast Session enabled', next: 'enable DHCP Broadcast Session, and allow and forward DHCP in a rule',
  },
  {
    id: 'dhcp-rule', cites: ['R22', 'R23'], weight: 'gap',
    holds: (s) => noDhcp(s) && (relays(s) || (serves(s) && s.broadcastSession === true && (s.panos === null || broadcastSessionIn(s.panos) === true)) || (s.modes !== null && s.modes.length > 0 && blind(s).length === 0 && !serves(s))),
    says: 'no DHCP is seen although this firewall could see it', next: 'check that a rule allows DHCP and has a log forwarding profile with enhanced application logging',
  },
  {
    id: 'no-arp-no-dhcp', cites: ['R47'], weight: 'gap', holds: (s) => noDhcp(s) && !s.seen.has('arp'),
    says: 'neither ARP nor DHCP is seen: its logs name addresses and no MACs, identifying devices takes longer and confidence will be lower', next: 'enable enhanced application logging, or send DHCP server logs or a capture of the segment here',
  },
  {
    id: 'no-arp', cites: ['R47'], weight: 'partial', holds: (s) => any(s) && !noDhcp(s) && !s.seen.has('arp'),
    says: 'no ARP is seen: devices with fixed addresses cannot be tied to them, and their confidence will be lower', next: 'put an interface of the firewall into their segment, or send a capture of the segment here',
  },
  {
    id: 'no-threat', cites: ['R44'], weight: 'partial', holds: (s) => any(s) && (lacks(s, 'threat-prevention') || !s.seen.has('THREAT')),
    says: (s) => (lacks(s, 'threat-prevention') ? 'there is no Threat Prevention licence, which traffic and threat logs need: risk is partial' : 'no threat logs come: risk is partial'),
    next: (s) => (lacks(s, 'threat-prevention') ? 'add a Threat Prevention licence' : 'check the Threat Prevention licence, and forward threat logs from rules with security profiles'),
  },
  {
    id: 'content-too-old', cites: ['R43'], weight: 'gap', holds: (s) => s.medical === true && s.content !== null && (compareContent(s.content, CONTENT_FOR_MEDICAL) ?? 0) < 0,
    says: (s) => `application content ${s.content ?? ''} does not know the protocols of medical equipment`, next: `install application content ${CONTENT_FOR_MEDICAL} or later`,
  },
  {
    id: 'content-unknown', cites: ['R43'], weight: 'hint', holds: (s) => s.medical === true && s.content === null,
    says: 'there is medical equipment, and no log has named the application content in use', next: `see that application content is ${CONTENT_FOR_MEDICAL} or later, and forward system logs`,
  },
  {
    id: 'unused-types', cites: ['R13', 'R14', 'R16', 'R17', 'R18', 'R19'], weight: 'hint', holds: (s) => s.unused.length > 0,
    says: (s) => `log types that nothing here uses are sent: ${s.unused.join(', ')}`, next: 'take them out of the log forwarding profile: they cost bandwidth, and are counted and dropped',
  },
  {
    id: 'duplicates', cites: ['R7', 'R26'], weight: 'hint', holds: (s) => s.duplicates >= 0.2,
    says: (s) => `${Math.round(s.duplicates * 100)} % of its records are copies${s.modes?.includes('tap') === true ? ': in tap mode a flow can pass two interfaces' : ''}`, next: 'send each log by one path, and mirror each link once; copies are counted once and cost bandwidth',
  },
  licence('dns-security', 'DNS Security', 'which domains devices ask for is judged, so that risk from command and control shows'),
  licence('wildfire', 'WildFire', 'files that devices fetch are judged, so that risk from malware nobody knew shows'),
  licence('url-filtering', 'URL Filtering', 'sites that devices visit are judged, so that risk from the web shows'),
  {
    id: 'no-decryption', cites: ['R45', 'R19'], weight: 'hint', holds: (s) => s.decryption === false,
    says: 'TLS is not decrypted: what devices say inside it names none of them', next: 'decrypt where policy allows: identification, risk and threat detection improve',
  },
  {
    id: 'decryption-and-certificates', cites: ['R46'], weight: 'hint', holds: (s) => s.decryption === true,
    says: 'traffic authenticated by a device certificate cannot be decrypted, the firewall\'s own to this node included', next: 'leave it out of decryption policy rules: they would break it',
  },
];

/** Recommended licences, each of which improves a stated thing (R45). */
function licence(name: Licence, title: string, gain: string): Rule {
  return { id: `no-${name}`, cites: ['R45'], weight: 'hint', holds: (s) => lacks(s, name), says: `there is no ${title} licence`, next: `with it ${gain}` };
}
