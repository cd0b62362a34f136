/** Every route of the four listeners: a row says who may call it, how large a body may be and at what rate; the handler is beside it in this folder. */
import type { EdgeAppDeps, EdgeHandler } from '../edge-app.ts';
import type { EnrolAppDeps, EnrolHandler } from '../enrol-app.ts';
import type { Reader } from '../deps.ts';
import { ENROL_BODY_MAX } from '../enrol-limits.ts';
import type { EdgeLimits } from '../limits.ts';
import type { PortalAppDeps, PortalHandler } from '../portal-app.ts';
import { authorities, revocations } from './authorities.ts';
import { dictionary, dictionaryKey, dictionaryKeys, dictionarySchema, dictionarySignature, dictionaryVersion } from './dictionary.ts';
import { enrol } from './enrol.ts';
import { enrolAdvice } from './enrol-advice.ts';
import { healthz, readyz } from './health.ts';
import { feedJson, JSON_TYPE, list, listIndex, SOURCES, TEXT, type ListSource } from './lists.ts';
import { logs } from './logs.ts';
import { mappings } from './mappings.ts';
import { metrics } from './metrics.ts';
import { renew } from './renew.ts';
import { session } from './session.ts';
import { stream } from './stream.ts';

interface Row {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What it is for, in the words of the documentation. */
  readonly about: string;
}

export interface EdgeRoute extends Row {
  readonly listener: 'edge';
  /** The connection's certificate, registered and not revoked. */
  readonly role: 'firewall';
  readonly bodyMaxBytes: (limits: EdgeLimits) => number;
  /** Taken from the firewall's one bucket, whatever the route. */
  readonly rate: 'firewall';
  readonly make: (deps: EdgeAppDeps) => EdgeHandler;
}

export interface EnrolRoute extends Row {
  readonly listener: 'enrol';
  /** `password`: its serial with a one-time password or a pre-shared key. */
  readonly role: 'anyone' | 'password';
  readonly bodyMaxBytes: number;
  readonly rate: 'address';
  readonly make: (deps: EnrolAppDeps) => EnrolHandler;
}

export interface ListsRoute extends Row {
  readonly listener: 'lists';
  /** The name of an outlet and its password. */
  readonly role: 'reader';
  /** Kinds of outlets that may. */
  readonly kinds: readonly Reader['kind'][];
  readonly bodyMaxBytes: 0;
  readonly rate: 'address';
  readonly type: string;
  readonly of: ListSource;
}

export interface PortalRoute extends Row {
  readonly listener: 'portal';
  /** `token` is open as long as no token is configured. */
  readonly role: 'anyone' | 'token';
  readonly bodyMaxBytes: 0;
  /** Answers come from memory and cost less than refusing would. */
  readonly rate: 'none';
  readonly make: (deps: PortalAppDeps) => PortalHandler;
}

export const ROUTES: readonly (EdgeRoute | EnrolRoute | ListsRoute | PortalRoute)[] = [
  { listener: 'edge', method: 'POST', path: '/edge/v1/session', role: 'firewall', bodyMaxBytes: () => 4096, rate: 'firewall', make: session, about: 'who am I, and what are my limits' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/mappings', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: mappings, about: 'snapshot, delta or idle (R74)' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/mappings/stream', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: stream, about: 'the same frames, pushed as they come' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/lists', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: listIndex, about: 'which address lists there are' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/lists/:attribute/:value', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: list, about: 'addresses by profile, category, vendor, model, os or risk, one a line' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/feed.json', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: feedJson, about: 'the mappings as one JSON document' },
  { listener: 'edge', method: 'POST', path: '/edge/v1/logs', role: 'firewall', bodyMaxBytes: (limits) => limits.uploadBytes, rate: 'firewall', make: logs, about: 'log upload (R1), answered after the commit' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/dictionary', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: dictionary, about: 'the device dictionary (R107), or its changes with ?since=VERSION' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/dictionary.sig', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: dictionarySignature, about: 'its signature, Ed25519, 64 bytes' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/dictionary/version', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: dictionaryVersion, about: 'which version there is, and when to ask again (R110)' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/dictionary/key', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: dictionaryKey, about: 'the public key that it is signed with, PEM' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/dictionary/keys', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: dictionaryKeys, about: 'how each key followed the one before, signed by that' },
  { listener: 'edge', method: 'GET', path: '/edge/v1/dictionary/schema', role: 'firewall', bodyMaxBytes: () => 0, rate: 'firewall', make: dictionarySchema, about: 'its schema, XSD' },
  { listener: 'edge', method: 'POST', path: '/edge/v1/enrol/renew', role: 'firewall', bodyMaxBytes: () => ENROL_BODY_MAX, rate: 'firewall', make: renew, about: 'another certificate before the present one ends' },
  { listener: 'enrol', method: 'POST', path: '/edge/v1/enrol', role: 'password', bodyMaxBytes: ENROL_BODY_MAX, rate: 'address', make: enrol, about: 'a one-time password and a request for a certificate' },
  { listener: 'enrol', method: 'GET', path: '/edge/v1/enrol/advice', role: 'anyone', bodyMaxBytes: 0, rate: 'address', make: enrolAdvice, about: 'which credential a firewall needs (R215)' },
  { listener: 'enrol', method: 'GET', path: '/edge/v1/ca', role: 'anyone', bodyMaxBytes: 0, rate: 'address', make: authorities, about: 'the authorities to trust, PEM' },
  { listener: 'enrol', method: 'GET', path: '/edge/v1/crl', role: 'anyone', bodyMaxBytes: 0, rate: 'address', make: revocations, about: 'which certificates are revoked' },
  { listener: 'lists', method: 'GET', path: '/edge/v1/lists', role: 'reader', kinds: ['edl', 'json'], bodyMaxBytes: 0, rate: 'address', type: JSON_TYPE, of: SOURCES.index, about: 'which address lists there are' },
  { listener: 'lists', method: 'GET', path: '/edge/v1/lists/:attribute/:value', role: 'reader', kinds: ['edl'], bodyMaxBytes: 0, rate: 'address', type: TEXT, of: SOURCES.list, about: 'addresses by profile, category, vendor, model, os or risk, one a line' },
  { listener: 'lists', method: 'GET', path: '/edge/v1/feed.json', role: 'reader', kinds: ['json'], bodyMaxBytes: 0, rate: 'address', type: JSON_TYPE, of: SOURCES.feed, about: 'the mappings as one JSON document' },
  { listener: 'portal', method: 'GET', path: '/healthz', role: 'anyone', bodyMaxBytes: 0, rate: 'none', make: healthz, about: 'the process answers' },
  { listener: 'portal', method: 'GET', path: '/readyz', role: 'anyone', bodyMaxBytes: 0, rate: 'none', make: readyz, about: 'ticks commit and firewalls are answered' },
  { listener: 'portal', method: 'GET', path: '/metrics', role: 'token', bodyMaxBytes: 0, rate: 'none', make: metrics, about: 'Prometheus text' },
];
