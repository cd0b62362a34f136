/** `nameplate dictionary show | write | verify | key`: the device dictionary as firewalls get it, for people and for update servers (R107, R112). Works beside a running node. */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bodyOf, documentOf, entryOf, FACTS, KINDS, NAMESPACE, readHead, SCHEMA, type Entry } from '../../dictionary/index.ts';
import { EdgeError } from '../../model/index.ts';
import { changeSigner, isSigned, openSigner } from '../../pki/index.ts';
import type { DictionaryVersion, Store } from '../../store/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { dataOf } from '../data-folder.ts';
import { withAuthority } from '../enrolment.ts';
import { textTable } from '../text-table.ts';

/** More is no dictionary of ours: caps on entries times the longest line. */
const FILE_MOST = 64 * 1024 * 1024;

export const dictionaryShow: CommandBody = async (call) => withAuthority(dataOf(call), true, async (store, authority) => {
  const { head, entries } = standing(store), { io } = call, kind = call.text('kind'), { id: key } = openSigner(authority);
  if (kind !== undefined) list(call, entries.filter((entry) => entry.kind === kind));
  else if (call.flag('json')) io.line(JSON.stringify({ ...facts(head), schema: NAMESPACE, key, entries: Object.fromEntries(KINDS.map((one) => [one, count(entries, one)])) }));
  else {
    for (const line of textTable(['VERSION', 'GENERATED', 'KEY', 'SHA256'], [[String(head.version), time(head.generated), key, head.sha256]], io.width)) io.line(line);
    io.line('');
    for (const line of textTable(['KIND', 'ENTRIES'], KINDS.map((one) => [one, String(count(entries, one))]), io.width)) io.line(line);
  }
  return 0 as const;
});

export const dictionaryWrite: CommandBody = async (call) => withAuthority(dataOf(call), true, async (store, authority) => {
  const { head, entries } = standing(store), { io } = call, out = call.text('out') ?? '', signer = openSigner(authority);
  const document = Buffer.from(documentOf(head, bodyOf(entries)));
  const files = [['dictionary.xsd', SCHEMA], ['dictionary.pub', signer.publicPem], ['dictionary.xml.sig', signer.sign(document)], ['dictionary.xml', document]] as const;
  mkdirSync(out, { recursive: true });
  const paths = files.map(([name, content]) => { const path = join(out, name); put(path, content); return path; });
  if (call.flag('json')) io.line(JSON.stringify({ ...facts(head), key: signer.id, files: paths }));
  else {
    io.line(`version ${head.version} with ${entries.length} entries, signed with ${signer.id}`);
    for (const path of paths) io.line(`  ${path}`);
  }
  return 0 as const;
});

export const dictionaryVerify: CommandBody = async (call) => {
  const file = call.args[0] ?? '', head = verified(file, read(file), read(call.text('signature') ?? `${file}.sig`), read(call.text('key') ?? join(dirname(file), 'dictionary.pub')));
  if (call.flag('json')) call.io.line(JSON.stringify({ ...facts(head), schema: head.schema, entries: head.entries }));
  else call.io.line(`${file} is signed and whole: version ${head.version} of ${time(head.generated)}, ${head.entries} entries`);
  return 0;
};

/** Throws for what is not signed, not whole, or of a schema that this version does not know. `file` is for the message. */
export function verified(file: string, bytes: Buffer, signature: Uint8Array, key: Buffer) {
  if (!isSigned(bytes, signature, key.toString())) throw new EdgeError('wrong_format', 'the file is not signed with this key', { fields: { file }, next: 'fetch the file and its signature again; after a change of keys, get the new key from whoever you trust' });
  const head = readHead(bytes.toString());
  if (head === undefined) throw new EdgeError('wrong_format', 'the file is signed, but is no device dictionary', { fields: { file } });
  if (head.schema !== NAMESPACE) throw new EdgeError('wrong_format', 'the dictionary has another schema', { fields: { file, schema: head.schema, known: NAMESPACE }, next: 'verify it with the version that wrote it, or a newer one' });
  if (!head.isWhole) throw new EdgeError('wrong_format', 'the hash in the dictionary is not that of its entries', { fields: { file } });
  return head;
}

export const dictionaryKey: CommandBody = async (call) => withAuthority(dataOf(call), true, async (_, authority) => {
  const isChanged = call.flag('change'), signer = isChanged ? changeSigner(authority, new Date()) : openSigner(authority);
  if (call.flag('json')) call.io.line(JSON.stringify({ key: signer.id, public_key: signer.publicPem, changes: signer.history.split('\n').filter((line) => line !== '').map((line): unknown => JSON.parse(line)) }));
  else for (const line of signer.publicPem.trimEnd().split('\n')) call.io.line(line);
  if (isChanged) call.io.note(`the key is ${signer.id} from now on; a running node signs with it from its next rebuild on`);
  return 0 as const;
});

function standing(store: Store): { readonly head: DictionaryVersion; readonly entries: readonly Entry[] } {
  const head = store.dictionary.head();
  if (head === undefined) throw new EdgeError('not_found', 'there is no dictionary yet', { next: 'start the node; it makes one at each start' });
  return { head, entries: store.dictionary.entries().map(entryOf) };
}

function list({ io, flag }: Invocation, entries: readonly Entry[]): void {
  if (flag('json')) for (const { id, kind, name, ...rest } of entries) io.line(JSON.stringify({ id, kind, name, ...rest }));
  else if (entries.length === 0) io.note('no entry is of this kind');
  else {
    const columns = FACTS.filter((fact) => entries.some((entry) => entry[fact] !== undefined));
    for (const line of textTable(['ID', 'NAME', ...columns.map((fact) => fact.toUpperCase())], entries.map((entry) => [String(entry.id), entry.name, ...columns.map((fact) => entry[fact] ?? '-')]), io.width)) io.line(line);
  }
}

/** Whoever serves the folder never sees half a file. */
export function put(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}
export function read(file: string): Buffer {
  if (statSync(file).size > FILE_MOST) throw new EdgeError('too_large', 'the file is too large to be what it should', { fields: { file, limit: FILE_MOST } });
  return readFileSync(file);
}

const count = (entries: readonly Entry[], kind: string): number => entries.filter((entry) => entry.kind === kind).length;
const time = (ms: number): string => new Date(ms).toISOString();
function facts({ version, generated, sha256 }: DictionaryVersion): Record<string, unknown> { return { version, generated: time(generated), sha256 }; }
