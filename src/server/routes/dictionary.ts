/** GET /edge/v1/dictionary and what belongs to it: the document or the changes since a version, its signature, the key, the schema (R107-R113). The same bytes for everybody. */
import { EdgeError } from '../../model/index.ts';
import { formatOf, type DictionaryVersionReply } from '../../wire/index.ts';
import { codingOf } from '../coding.ts';
import type { PublishedDictionary } from '../deps.ts';
import type { EdgeAppDeps, EdgeContext, EdgeHandler } from '../edge-app.ts';
import { etagOf, isHeld } from '../held.ts';
import { isSame, partOf } from '../range.ts';
import { PreparedResponse, valueReply } from '../reply.ts';

const XML = 'application/xml; charset=utf-8', PEM = 'application/x-pem-file', BYTES = 'application/octet-stream', LINES = 'application/x-ndjson';
/** May be kept, and must be asked about: that costs no more than a 304. */
const CACHE = 'private, no-cache';

export function dictionary(deps: EdgeAppDeps): EdgeHandler {
  const { metrics } = deps, count = (answer: 'whole' | 'delta' | 'part' | 'unchanged'): void => { metrics.counter('nameplate_dictionary_answers_total', { answer }).add(); };
  return (c) => {
    const published = present(deps), since = sinceOf(c), { headers } = c.env;
    if (isHeld(headers['if-none-match'], published.tag)) {
      count('unchanged');
      return unchanged(published);
    }
    const coding = codingOf(String(headers['accept-encoding'] ?? '')) ?? 'identity', whole = published.bytes(undefined, coding), bytes = since === undefined ? whole : published.bytes(since, coding), isWhole = bytes === whole;
    const signed = { 'dictionary-signature': Buffer.from(published.signature(since)).toString('base64'), 'dictionary-key': published.keyId, 'dictionary-version': String(published.version), vary: 'accept-encoding' };
    // Parts are of the bytes without a coding, which another version of this program makes the same. If-Range names them, or there is no coding that they could be mixed with.
    const plainTag = etagOf(published.tag, undefined), ifRange = headers['if-range']?.toString(), isPart = isWhole && (ifRange === undefined ? coding === 'identity' : isSame(ifRange, plainTag));
    const part = isPart ? partOf(headers['range'], published.bytes(undefined, 'identity').byteLength) : undefined;
    if (part !== undefined) {
      count('part');
      const all = published.bytes(undefined, 'identity'), total = all.byteLength;
      if (part === 'none') return plain(XML, new Uint8Array(0), { 'content-range': `bytes */${total}`, etag: plainTag }, 416);
      return plain(XML, all.subarray(part.first, part.last + 1), { ...signed, etag: plainTag, 'content-range': `bytes ${part.first}-${part.last}/${total}` }, 206);
    }
    count(isWhole ? 'whole' : 'delta');
    // What is changed since a version is named by the version that it leads to, and is no bytes to go on with: weak (RFC 9110 section 8.8.1).
    return plain(XML, bytes, { ...signed, etag: isWhole ? etagOf(published.tag, coding === 'identity' ? undefined : coding) : weakTag(published), ...(isWhole && { 'accept-ranges': 'bytes' }), ...(coding !== 'identity' && { 'content-encoding': coding }) });
  };
}

/** Spread by a tenth either way, so that firewalls that started together do not come together for ever (R110). */
const JITTER = 0.1;

export function dictionaryVersion(deps: EdgeAppDeps): EdgeHandler {
  const { checkSeconds } = deps.dictionary;
  return (c) => {
    const { version, generated, sha256, keyId } = present(deps);
    const value: DictionaryVersionReply = { version, generated, sha256, key: keyId, check_seconds: Math.max(1, Math.round(checkSeconds * (1 - JITTER + 2 * JITTER * Math.random()))) };
    return valueReply(200, formatOf(c.env.headers.accept), value);
  };
}

/** Of the same bytes that the same question to /edge/v1/dictionary gets, before any coding. */
export function dictionarySignature(deps: EdgeAppDeps): EdgeHandler {
  return (c) => {
    const published = present(deps);
    return isHeld(c.env.headers['if-none-match'], published.tag) ? unchanged(published) : plain(BYTES, published.signature(sinceOf(c)), { etag: weakTag(published), 'dictionary-key': published.keyId });
  };
}

export function dictionaryKey(deps: EdgeAppDeps): EdgeHandler {
  return () => { const published = present(deps); return plain(PEM, published.publicKey, { 'dictionary-key': published.keyId }); };
}
export function dictionaryKeys(deps: EdgeAppDeps): EdgeHandler { return () => plain(LINES, present(deps).keyHistory); }
export function dictionarySchema(deps: EdgeAppDeps): EdgeHandler { return () => plain(XML, deps.dictionary.schema); }

function present({ dictionary: { current } }: EdgeAppDeps): PublishedDictionary {
  const published = current();
  if (published === undefined) throw new EdgeError('overloaded', 'the device dictionary is being made for the first time');
  return published;
}

function sinceOf(c: EdgeContext): number | undefined {
  const text = c.req.query('since');
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new EdgeError('bad_request', 'since is the number of a version');
  return Number(text);
}

function plain(type: string, bytes: Uint8Array, more: Readonly<Record<string, string>> = {}, status = 200): Response {
  return new PreparedResponse({ headers: { ':status': status, 'content-type': type, 'content-length': String(bytes.byteLength), 'cache-control': CACHE, ...more }, bytes });
}

function unchanged(published: PublishedDictionary): Response {
  return new PreparedResponse({ headers: { ':status': 304, etag: weakTag(published), 'cache-control': CACHE, vary: 'accept-encoding' }, bytes: new Uint8Array(0) });
}

/** The version, in whatever form. */
function weakTag({ tag }: PublishedDictionary): string { return `W/"${tag}"`; }
