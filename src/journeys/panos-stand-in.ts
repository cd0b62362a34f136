/** A PAN-OS firewall's User-ID XML API as its maker describes it, strict: what is not exactly so is an error, as are tags that are there already or were never there. */
import { readXml, type XmlNode } from '../delivery/index.ts';
import type { ServerIdentity } from '../pki/index.ts';

export interface StandIn {
  readonly url: string;
  readonly tags: Map<string, Set<string>>;
  /** What it was asked, in order: op, or user-id with how many entries. */
  readonly asked: string[];
  /** Reasons it refused for. */
  readonly refused: string[];
  /** Answers to come instead of the right one; `lost` takes the change and answers half. */
  readonly trouble: ('lost' | 'busy' | 'html')[];
  key: string;
  stop(): Promise<void>;
}

const IP = /^(?:\d{1,3}\.){3}\d{1,3}$/;

export function panosStandIn(identity: ServerIdentity, key: string): StandIn {
  const it = { tags: new Map<string, Set<string>>(), asked: [] as string[], refused: [] as string[], trouble: [] as StandIn['trouble'], key };
  const refuse = (why: string, code = 400, status = 200): Response => { it.refused.push(why); return new Response(`<response status="error" code="${code}"><msg><line>${why}</line></msg></response>`, { status }); };
  const update = (node: XmlNode): Response => {
    const [version, type, payload] = node.children;
    if (node.name !== 'uid-message' || node.children.length !== 3 || version?.name !== 'version' || version.text !== '2.0' || type?.name !== 'type' || type.text !== 'update' || payload?.name !== 'payload') return refuse('bad uid-message');
    const messages: string[] = [];
    let entries = 0;
    for (const part of payload.children) {
      if (part.name !== 'register' && part.name !== 'unregister') return refuse(`unexpected ${part.name}`);
      for (const entry of part.children) {
        const ip = entry.attributes.get('ip') ?? '', members = entry.children[0]?.children ?? [];
        if (entry.name !== 'entry' || !IP.test(ip) || entry.children.length !== 1 || entry.children[0]?.name !== 'tag' || members.length === 0) return refuse('bad entry');
        entries += 1;
        for (const { name, text } of members) {
          if (name !== 'member' || text === '' || text.length > 127) return refuse('bad member');
          const held = it.tags.get(ip) ?? new Set<string>(), isNew = part.name === 'register';
          if (held.has(text) === isNew) messages.push(`<entry ip="${ip}" message="${isNew ? `tag ${'x'} already exists, ignore` : `tag ${'x'} does not exist, ignore unreg`}"/>`);
          if (isNew) held.add(text);
          else held.delete(text);
          if (held.size > 0) it.tags.set(ip, held);
          else it.tags.delete(ip);
        }
      }
    }
    it.asked.push(`user-id ${entries}`);
    if (entries > 2000 || entries === 0) return refuse('too many entries, or none');
    const body = `<uid-response><version>2.0</version><payload><register>${messages.join('')}</register></payload></uid-response>`;
    return new Response(messages.length === 0 ? `<response status="success"><result>${body}</result></response>` : `<response status="error"><msg><line>${body}</line></msg></response>`);
  };
  const show = (node: XmlNode): Response => {
    const command = node.children[0]?.children[0], limit = Number(command?.children.find(({ name }) => name === 'limit')?.text), start = Number(command?.children.find(({ name }) => name === 'start-point')?.text);
    if (node.name !== 'show' || node.children[0]?.name !== 'object' || command?.name !== 'registered-ip' || !(limit > 0 && limit <= 500) || !(start >= 1)) return refuse('bad command');
    it.asked.push('op');
    const page = [...it.tags].slice(start - 1, start - 1 + limit);
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
      if (trouble === 'html') return new Response('<html><body>log in<br></body></html>');
      const form = new URLSearchParams(await request.text()), node = readXml(form.get('cmd') ?? '');
      if (node === undefined) return refuse('bad XML');
      const answer = form.get('type') === 'op' ? show(node) : form.get('type') === 'user-id' && form.get('action') === 'set' ? update(node) : refuse('bad type');
      if (trouble === 'lost') return new Response('<resp');
      return answer;
    },
  });
  return {
    url: `https://127.0.0.1:${server.port}/api/`, tags: it.tags, asked: it.asked, refused: it.refused, trouble: it.trouble,
    get key() { return it.key; }, set key(value) { it.key = value; },
    stop: async () => { await server.stop(true); },
  };
}
