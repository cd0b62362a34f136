/** `nameplate dictionary fetch`: the dictionary from a node into a folder, as a firewall or an update server would, believed only with its signature (R110, R112). */
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EdgeClient, greet, type Reply } from '../../client/index.ts';
import { readHead } from '../../dictionary/index.ts';
import { EdgeError } from '../../model/index.ts';
import { readIdentity } from '../../pki/index.ts';
import { decode, dictionaryVersionCheck } from '../../wire/index.ts';
import type { CommandBody } from '../command.ts';
import { put, read, verified } from './dictionary.ts';

const TIMEOUT_MS = 120_000;

export const dictionaryFetch: CommandBody = async (call) => {
  const certificate = call.text('cert') ?? '', out = call.text('out') ?? '', file = join(out, 'dictionary.xml'), ownKey = join(out, 'dictionary.pub'), trusted = call.text('trust') ?? ownKey;
  const identity = { serial: basename(certificate, '.crt'), ...readIdentity({ certificate, key: call.text('key') ?? '', ca: call.text('ca') ?? '' }, new Date()) }, client = new EdgeClient(call.text('edge') ?? '', identity);
  const get = async (path: string): Promise<Reply> => {
    const reply = await client.call({ method: 'GET', path: `/edge/v1/dictionary${path}`, timeoutMs: TIMEOUT_MS });
    if (reply.status !== 200) throw new EdgeError('not_found', 'the node gives no dictionary', { fields: { status: reply.status }, next: 'ask again in a minute: a node makes one at its start' });
    return reply;
  };
  try {
    await greet(client); // says in words why it is not let in
    const isFirst = !existsSync(trusted), key = isFirst ? Buffer.from((await get('/key')).bytes) : read(trusted), there = decode((await get('/version')).bytes, 'msgpack');
    if (!dictionaryVersionCheck.is(there)) throw new EdgeError('bad_request', 'the node answered in another shape', { next: 'use the same version of nameplate on both sides' });
    const isHeld = existsSync(file) && readHead(read(file).toString())?.sha256 === there.sha256 && existsSync(`${file}.sig`);
    const { bytes, headers } = isHeld ? { bytes: read(file), headers: undefined } : await get(''), document = Buffer.from(bytes);
    const signature = headers === undefined ? read(`${file}.sig`) : Buffer.from(String(headers['dictionary-signature'] ?? ''), 'base64'), head = verified(file, document, signature, key);
    mkdirSync(out, { recursive: true });
    if (headers !== undefined) for (const [path, content] of [[`${file}.sig`, signature], [file, document]] as const) put(path, content);
    if (!existsSync(ownKey)) put(ownKey, key);
    if (call.flag('json')) call.io.line(JSON.stringify({ version: head.version, sha256: there.sha256, key: there.key, entries: head.entries, fetched: headers !== undefined, check_seconds: there.check_seconds }));
    else call.io.line(`${file} is ${headers === undefined ? 'still' : 'now'} version ${head.version}, ${head.entries} entries, signed with ${there.key}`);
    if (isFirst) call.io.note('this key is trusted from now on, because it came over the connection of this node; compare it with nameplate dictionary key there');
    return 0;
  } finally {
    client.drop();
  }
};
