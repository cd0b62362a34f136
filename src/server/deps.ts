/** What the listeners need from the rest of the node. The composition root introduces the rooms that give it; nothing here imports them. */
import type { Authority, ServerIdentity } from '../pki/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import type { Gate, Standing } from '../rights/index.ts';
import type { EnrolReply, MappingFeed, UploadReply, View } from '../wire/index.ts';

/** A firewall as the registry knows it. Where its own logs belong is `site` and `segment`; what it may see is `sites` (undefined: all of its tenant). */
export interface FirewallRecord {
  readonly serial: string;
  /** SHA-256 of its certificate, 64 lower-case hex digits. */
  readonly fingerprint: string;
  readonly tenant: string;
  readonly site: string;
  readonly segment: string;
  readonly sites?: readonly string[];
  readonly revoked: boolean;
  /** Never shown before: the one it replaces is still good. */
  readonly unshown: boolean;
  /** What its licences open at this time, epoch ms. */
  readonly standing: (nowMs: number) => Standing;
  /** Why it gets no mappings, whatever its licence. */
  readonly gates: readonly Gate[];
  /** Most mappings that it takes (R80); undefined: as many as there are. */
  readonly cap?: number;
  /** Unique device objects that its model takes (R81). */
  readonly deviceObjects: number;
}

/** The list of certificates we gave out. Another process may change it at any time. */
export interface FirewallRegistry {
  byFingerprint(fingerprint: string): FirewallRecord | undefined;
  /** A certificate was shown for the first time: whatever it replaces ends. */
  shown(fingerprint: string): void;
  /** A number that differs after any change, whoever made it. Cheap: asked several times a second. */
  generation(): number;
}

/** One log upload, its body still as sent. */
export interface Upload {
  readonly firewall: FirewallRecord;
  readonly format: string;
  readonly batch: string;
  /** Content-Encoding as sent; empty is identity. */
  readonly encoding: string;
  /** Added to every record's time, milliseconds. */
  readonly shiftMs: number;
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/** What a stranger says to become a firewall of ours. */
export interface EnrolAsk {
  readonly serial: string;
  /** Undefined where the form of the request does not say. */
  readonly kind: 'otp' | 'psk' | undefined;
  readonly secret: string;
  /** PEM. */
  readonly csr: string;
  readonly address: string;
}

export interface Enroller {
  /** Throws `enrolment_refused`, the same whatever was wrong with the password. */
  enrol(ask: EnrolAsk): Promise<EnrolReply>;
  renew(fingerprint: string, csr: string, force: boolean): Promise<EnrolReply>;
  /** The authorities to trust, PEM, the present one first. */
  bundle(): string;
  /** DER; of the present authority, or of one that is trusted. */
  revocations(authority?: string): Promise<Uint8Array | undefined>;
}

export interface EnrolDeps {
  readonly identity: ServerIdentity;
  readonly enroller: Enroller;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Content codings that a dictionary is kept in (RFC 9110 section 8.4.1). */
export type Coding = 'identity' | 'gzip' | 'zstd';

/** One version of the device dictionary. Its bytes are shared: never write to them. */
export interface PublishedDictionary {
  readonly version: number;
  /** RFC 3339. */
  readonly generated: string;
  readonly sha256: string;
  /** Names the version and the key that signs it. */
  readonly tag: string;
  readonly keyId: string;
  /** PEM. */
  readonly publicKey: Uint8Array;
  /** A line of JSON for each change of keys. */
  readonly keyHistory: Uint8Array;
  /** Changes since a version; all of it without one, or where changes would not do. */
  bytes(since: number | undefined, coding: Coding): Uint8Array;
  /** Of those bytes as they are without a coding. */
  signature(since: number | undefined): Uint8Array;
}

/** A text and what names its bytes. They are shared: never write to them. */
export interface PublishedText {
  readonly bytes: Uint8Array;
  readonly tag: string;
  /** Undefined where a coding would not be worth it. Made beside the main thread, once. */
  coded(coding: 'zstd' | 'gzip'): Promise<Uint8Array | undefined>;
}
/** Of a view the places that a reader asks for; where ranges overlap a list is right for one of them alone. */
export interface PlaceAsk { readonly site: string | undefined; readonly segment: string | undefined }

/** Published mappings in forms that firewalls of others read. Only committed state. */
export interface Lists {
  /** Addresses, one a line; empty where nobody has the value. Throws `not_found` for an attribute that is none. */
  list(view: View, attribute: string, value: string, of: PlaceAsk): Promise<PublishedText>;
  /** JSON: the lists that are not empty. */
  index(view: View, of: PlaceAsk): Promise<PublishedText>;
  /** JSON: every mapping of the view. */
  feed(view: View, of: PlaceAsk): Promise<PublishedText>;
}

/** Who reads lists with a password: what it may see, and in which form. */
export interface Reader { readonly kind: 'edl' | 'json'; readonly view: View }
export interface OutletDoor {
  /** Undefined for whatever is wrong, in the same time. */
  reader(name: string, password: string): Reader | undefined;
}

export interface EdgeDeps {
  readonly enroller: Enroller;
  readonly authority: Authority;
  readonly identity: ServerIdentity;
  readonly registry: FirewallRegistry;
  readonly feed: MappingFeed;
  readonly lists: Lists;
  /** Resolves after the batch is committed (design law 2); throws EdgeError for what is refused. */
  readonly upload: (upload: Upload) => Promise<UploadReply>;
  /** `current` is undefined until there is one; `checkSeconds`: how often a client need ask. */
  readonly dictionary: { readonly current: () => PublishedDictionary | undefined; readonly schema: Uint8Array; readonly checkSeconds: number };
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

export interface PortalDeps {
  readonly metrics: Metrics;
  /** What is not ready, in words; empty when everything is. */
  readonly notReady: () => readonly string[];
}
