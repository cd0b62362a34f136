/** What machines read from the edge API: poll frames, session, upload and error replies, one TypeBox schema each. */
import { Type, type Static } from '@sinclair/typebox';

const nullable = Type.Union([Type.String(), Type.Null()]);
const closed = { additionalProperties: false } as const;
/** 64 bits as sixteen lower-case hex digits. */
const hex64 = Type.String({ pattern: '^[0-9a-f]{16}$' });
const revision = Type.Integer({ minimum: 0 });

/** A removal or the key part of an entry; the node fills all three, never empty. */
export const KeySchema = Type.Object({ site: Type.String(), segment: Type.String(), ip_address: Type.String() }, closed);

/** R73: the twelve published fields, then confidence, source and identified_at; null is unknown, never an empty string. No volatile fact belongs here. */
export const EntrySchema = Type.Object({
  site: Type.String(), segment: Type.String(), // where it belongs; 'default' on a node without sites
  ip_address: Type.String(), // IPv4 only (R72)
  mac_address: nullable, // lower-case, colons; null for a device that is known by its address or its cellular identity alone (since version 2)
  hostname: nullable,
  device_type: nullable, // IoT, IT or OT
  category: nullable, profile: nullable, vendor: nullable, model: nullable,
  os_family: nullable, os_version: nullable,
  risk_score: Type.Union([Type.Number(), Type.Null()]), risk_level: nullable,
  confidence: Type.Number({ minimum: 0, maximum: 100 }),
  source: Type.String(), // how the address was bound: dhcp-ack, arp, ...
  identified_at: Type.String(), // RFC 3339 UTC: when this verdict was first reached
}, closed);

/** Why a whole map is sent instead of the changes; `continued` is a further page of one that was begun. */
export const SNAPSHOT_REASONS = ['no-position', 'epoch', 'view', 'horizon', 'ahead', 'error', 'deltas-off', 'smaller', 'continued'] as const;
export type SnapshotReason = (typeof SNAPSHOT_REASONS)[number];

/** Common to every frame. `digest` is of the whole map the client holds once `more` is false; `cursor` goes back with the next request and is the acknowledgement. */
const common = { wire: Type.Integer({ minimum: 1 }), epoch: hex64, digest: hex64, cursor: Type.String() };

/** The whole map, in pages. `start` is the index of the first entry here: 0 begins a new map, which the client swaps in when `more` is false. */
export const SnapshotSchema = Type.Object({
  kind: Type.Literal('snapshot'), ...common, to: revision, start: Type.Integer({ minimum: 0 }), total: Type.Integer({ minimum: 0 }), more: Type.Boolean(),
  reason: Type.Union(SNAPSHOT_REASONS.map((reason) => Type.Literal(reason))), entries: Type.Array(EntrySchema),
}, closed);

/** Changes after `from` up to `to`: whole entries and removed keys, sorted by key. Applying twice is harmless; the held revision moves to `to` when `more` is false. */
export const DeltaSchema = Type.Object({
  kind: Type.Literal('delta'), ...common, from: revision, to: revision, more: Type.Boolean(),
  upsert: Type.Array(EntrySchema), remove: Type.Array(KeySchema),
}, closed);

/** Nothing changed for this client; it is current at revision `at`. */
export const IdleSchema = Type.Object({ kind: Type.Literal('idle'), ...common, at: revision }, closed);

export const FrameSchema = Type.Union([SnapshotSchema, DeltaSchema, IdleSchema]);

/** POST /edge/v1/session. Limits of 0 mean none; `sites` null means all of the tenant. */
export const SessionSchema = Type.Object({
  wire: Type.Integer({ minimum: 1 }), serial: Type.String(), tenant: Type.String(), sites: Type.Union([Type.Array(Type.String()), Type.Null()]),
  site: Type.String(), segment: Type.String(), // where this firewall's own logs belong
  // R194, R210: none, exempt, active, not_activated or expired. Without `pull` a client forgets its mappings `cache_minutes` after expires_at.
  licence: Type.Object({ state: Type.String(), expires_at: nullable, ingest: Type.Boolean(), pull: Type.Boolean(), cache_minutes: Type.Integer() }, closed),
  gates: Type.Array(Type.String()), // why there are no mappings whatever the licence: panorama, multi_vsys, release; empty lets it have them
  certificate: Type.Object({ expires_at: Type.String(), renew_from: Type.String(), renew_now: Type.Boolean() }, closed), // of this connection
  ca: Type.String(), // the authorities to trust from now on, PEM
  limits: Type.Object({
    poll_wait_seconds: Type.Integer(), upload_bytes: Type.Integer(), upload_concurrency: Type.Integer(), page_bytes: Type.Integer(), mappings: Type.Integer(), device_objects: Type.Integer(),
  }, closed),
  features: Type.Record(Type.String(), Type.Boolean()),
  /** The position this node last saw acknowledged, for people; a client that kept its own uses that. */
  cursor: nullable,
  time: Type.String(),
}, closed);

/** POST /edge/v1/logs, sent only after the batch is committed. `repeated` is true when this batch id had been committed before; the counts are then the first ones. */
export const UploadSchema = Type.Object({
  batch: Type.String(), records: Type.Integer({ minimum: 0 }), rejects: Type.Integer({ minimum: 0 }),
  reasons: Type.Record(Type.String(), Type.Integer({ minimum: 0 })), // the rejects by reason; empty when the batch is repeated
  revision, repeated: Type.Boolean(),
}, closed);

/** POST /edge/v1/enrol and /edge/v1/enrol/renew: a certificate for the key of the request, and whom to trust. */
export const EnrolSchema = Type.Object({
  serial: Type.String(), tenant: Type.String(),
  certificate: Type.String(), // PEM
  ca: Type.String(), // the authorities to trust, PEM, the present one first
  authority: Type.String(), // SHA-256 of the one that signed
  expires_at: Type.String(), renew_from: Type.String(),
}, closed);

/** GET /edge/v1/dictionary/version: what there is to fetch, for a client that only wants to know. `check_seconds`: when to ask again, another number for each that asks. */
export const DictionaryVersionSchema = Type.Object({
  version: Type.Integer({ minimum: 1 }), generated: Type.String(), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }), key: hex64, check_seconds: Type.Integer({ minimum: 1 }),
}, closed);

/** Any refusal: `code` from the table in model/errors, `message` for people, `next` what to do. */
export const ErrorSchema = Type.Object({
  error: Type.Object({ code: Type.String(), message: Type.String(), next: Type.String(), retry_after_seconds: Type.Optional(Type.Integer()) }, closed),
}, closed);

export type WireEntry = Static<typeof EntrySchema>;
export type WireKey = Static<typeof KeySchema>;
export type SnapshotFrame = Static<typeof SnapshotSchema>;
export type DeltaFrame = Static<typeof DeltaSchema>;
export type IdleFrame = Static<typeof IdleSchema>;
export type PollFrame = Static<typeof FrameSchema>;
export type SessionReply = Static<typeof SessionSchema>;
export type UploadReply = Static<typeof UploadSchema>;
export type EnrolReply = Static<typeof EnrolSchema>;
export type DictionaryVersionReply = Static<typeof DictionaryVersionSchema>;
export type ErrorReply = Static<typeof ErrorSchema>;
