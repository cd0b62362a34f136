/** A PAN-OS firewall's User-ID XML API as its maker describes it, strict: what is not exactly so is an error, as are tags that are there already or were never there; tags end when they are told to. */
import { readXml, type XmlNode } from '../delivery/index.ts';
import type { ServerIdentity } from '../pki/index.ts';

export interface StandIn {
  readonly url: string;
  /** Of the first virtual system, and of the second. */
  readonly tags: Map<string, Set<string>>;
  readonly tags2: Map<string, Set<string>>;
  /** Epoch milliseconds here. */
  now: () => number;
  /** Whether a tag that is registered again lasts anew; its maker does not say. */
  renews: boolean;
  /** What it was asked, in order: op, or user-id with how many entries. */
  readonly asked: string[];
  /** Reasons it refused for. */
  readonly refused: string[];
  /** Answers to come instead of the right one; `lost` takes the change and answers half, `echo` repeats what it was sent. */
  readonly trouble: ('lost' | 'busy' | 'html' | 'limit' | 'ended' | 'echo')[];
  key: string;
  stop(): Promise<void>;
}

const TAGS_MAX = 32, TIMEOUT_MAX = 2_592_000;
const IP = /^(?:\d{1,3}\.){3}\d{1,3}$/;

export function panosStandIn(identity: ServerIdentity, key: string): StandIn {
  const it = { tags: new Map<string, Set<string>>(), tags2: new Map<string, Set<string>>(), now: Date.now, renews: true, asked: [] as string[], refused: [] as string[], trouble: [] as StandIn['trouble'], key };
  const refuse = (why: string, code = 400, status = 200): Response => { it.refused.push(why); return new Response(`<response status="error" code="${code}"><msg><line>${why}</line></msg></response>`, { status }); };
  const ends = new Map<Set<string>, Map<string, number>>();
  const expire = (): void => {
    for (const tags of [it.tags, it.tags2]) for (const [ip, held] of tags) {
      for (const [tag, at] of ends.get(held) ?? []) if (at <= it.now()) held.delete(tag);
      if (held.size === 0) tags.delete(ip);
    }
  };
  const update = (node: XmlNode, tags: Map<string, Set<string>>): Response => {
    const [version, type, payload] = node.children;
    if (node.name !== 'uid-message' || node.children.length !== 3 || version?.name !== 'version' || version.text !== '2.0' || type?.name !== 'type' || type.text !== 'update' || payload?.name !== 'payload') return refuse('bad uid-message');
    const messages: string[] = [];
    let entries = 0;
    for (const part of payload.children) {
      if (part.name !== 'register' && part.name !== 'unregister') return refuse(`unexpected ${part.name}`);
      for (const entry of part.children) {
        const ip = entry.attributes.get('ip') ?? '', members = entry.children[0]?.children ?? [];
        if (entry.name !== 'entry' || !IP.test(ip) || entry.attributes.size !== 1 || entry.children.length !== 1 || entry.children[0]?.name !== 'tag' || members.length === 0) return refuse('bad entry');
        entries += 1;
        for (const { name, text, attributes } of members) {
          const timeout = attributes.get('timeout'), seconds = Number(timeout ?? 0);
          if (name !== 'member' || text === '' || text.length > 127 || attributes.size > (timeout === undefined ? 0 : 1)) return refuse('bad member');
          if (!(Number.isInteger(seconds) && seconds >= 0 && seconds <= TIMEOUT_MAX) || (timeout !== undefined && part.name === 'unregister')) return refuse('bad timeout');
          const held = tags.get(ip) ?? new Set<string>(), isNew = part.name === 'register';
          if (held.has(text) === isNew) messages.push(`<entry ip="${ip}" message="${isNew ? `tag ${'x'} already exists, ignore` : `tag ${'x'} does not exist, ignore unreg`}"/>`);
          const times = ends.get(held) ?? new Map<string, number>();
          ends.set(held, times);
          if (!isNew) times.delete(text);
          else if (!held.has(text) || it.renews) times.set(text, seconds === 0 ? Infinity : it.now() + seconds * 1000);
          if (isNew) held.add(text);
          else held.delete(text);
          if (held.size > TAGS_MAX) return refuse('too many tags at an address');
          if (held.size > 0) tags.set(ip, held);
          else tags.delete(ip);
        }
      }
    }
    it.asked.push(`user-id ${entries}`);
    if (entries > 2000 || entries === 0) return refuse('too many entries, or none');
    const body = `<uid-response><version>2.0</version><payload><register>${messages.join('')}</register></payload></uid-response>`;
    return new Response(messages.length === 0 ? `<response status="success"><result>${body}</result></response>` : `<response status="error"><msg><line>${body}</line></msg></response>`);
  };
  const show = (node: XmlNode, tags: Map<string, Set<string>>): Response => {
    const command = node.children[0]?.children[0], limit = Number(command?.children.find(({ name }) => name === 'limit')?.text), start = Number(command?.children.find(({ name }) => name === 'start-point')?.text);
    if (node.name !== 'show' || node.children[0]?.name !== 'object' || command?.name !== 'registered-ip' || !(limit > 0 && limit <= 500) || !(start >= 1)) return refuse('bad command');
    it.asked.push('op');
    const page = [...tags].slice(start - 1, start - 1 + limit);
    return new Response(`<response status="success"><result>${page.map(([ip, tags]) => `<entry ip="${ip}" from_agent="0" persistent="1"><tag>${[...tags].map((tag) => `<member>${tag.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</member>`).join('')}</tag></entry>`).join('')}<count>${page.length}</count></result></response>`);
  };
  const server = Bun.serve({
    port: 0, hostname: '127.0.0.1', tls: { key: identity.key, cert: identity.certificate }, development: false,
    async fetch(request) {
      if (request.method !== 'POST' || new URL(request.url).pathname !== '/api/') return refuse('not the API', 404, 404);
      if (request.headers.get('content-type') !== 'application/x-www-form-urlencoded') return refuse('not a form');
      if (request.headers.get('x-pan-key') !== it.key) return refuse('Invalid credentials.', 403, 403);
      const trouble = it.trouble.shift();
      if (trouble === 'busy') return refuse('busy', 503, 503);
      if (trouble === 'limit') return new Response('', { status: 429, headers: { 'retry-after': '1' } });
      if (trouble === 'ended') return refuse('Session timed out', 22);
      if (trouble === 'echo') return refuse(`odd request with key ${request.headers.get('x-pan-key')}`);
      if (trouble === 'html') return new Response('<html><body>log in<br></body></html>');
      const form = new URLSearchParams(await request.text()), node = readXml(form.get('cmd') ?? '');
      if (node === undefined) return refuse('bad XML');
      const vsys = form.get('vsys') ?? 'vsys1', tags = vsys === 'vsys1' ? it.tags : vsys === 'vsys2' ? it.tags2 : undefined;
      if (tags === undefined) return refuse(`${vsys} is not a virtual system`);
      expire();
      const answer = form.get('type') === 'op' ? show(node, tags) : form.get('type') === 'user-id' && form.get('action') === 'set' ? update(node, tags) : refuse('bad type');
      if (trouble === 'lost') return new Response('<resp');
      return answer;
    },
  });
  return {
    url: `https://127.0.0.1:${server.port}/api/`, tags: it.tags, tags2: it.tags2, asked: it.asked, refused: it.refused, trouble: it.trouble,
    get now() { return it.now; }, set now(value) { it.now = value; }, get renews() { return it.renews; }, set renews(value) { it.renews = value; },
    get key() { return it.key; }, set key(value) { it.key = value; },
    stop: async () => { await server.stop(true); },
  };
}
