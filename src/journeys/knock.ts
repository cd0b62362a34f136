/** Clients of the edge API for journeys: one that only asks whether it is let in, and the command-line tools of others. */
import { connect, type ClientHttp2Session, type OutgoingHttpHeaders, type SecureClientSessionOptions } from 'node:http2';

export type Pem = { readonly certificate: string; readonly key: string };

export interface Answer { readonly status: number; readonly headers: Record<string, string | string[] | undefined>; readonly body: Buffer }

export function dial(url: string, ca: string, pem?: Pem, more: SecureClientSessionOptions = {}): ClientHttp2Session {
  const session = connect(url, { ca, rejectUnauthorized: true, ...(pem && { cert: pem.certificate, key: pem.key }), ...more });
  session.setMaxListeners(0).on('error', () => undefined);
  return session;
}

/** Undefined when the connection or the stream ended without a whole answer. */
export async function ask(session: ClientHttp2Session, headers: OutgoingHttpHeaders, body?: Uint8Array): Promise<Answer | undefined> {
  return await new Promise((resolve) => {
    if (session.destroyed || session.closed) {
      resolve(undefined);
      return;
    }
    const stream = session.request(headers, { endStream: body === undefined });
    let fields: Answer['headers'] = {};
    const pieces: Buffer[] = [];
    stream.on('response', (got) => { fields = got as Answer['headers']; }); // header fields are texts
    stream.on('data', (piece: Buffer) => { pieces.push(piece); });
    stream.on('error', () => { resolve(undefined); });
    stream.on('end', () => { if (fields[':status'] !== undefined) resolve({ status: Number(fields[':status']), headers: fields, body: Buffer.concat(pieces) }); });
    stream.on('close', () => { resolve(undefined); });
    session.on('close', () => { resolve(undefined); });
    if (body !== undefined) stream.end(body);
  });
}

/** A session request on a connection of its own: the status, or undefined when it was not let in. */
export async function knock(url: string, ca: string, pem?: Pem, more: SecureClientSessionOptions = {}): Promise<number | undefined> {
  const session = dial(url, ca, pem, more);
  try {
    return (await ask(session, { ':method': 'POST', ':path': '/edge/v1/session', accept: 'application/json' }))?.status;
  } finally {
    session.destroy();
  }
}

/** Runs `one` for each item, some at a time. */
export async function crowd<T, R>(items: readonly T[], atOnce: number, one: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await one(items[at] as T); // at is below the length
  }));
  return results;
}

export interface Ran { readonly code: number; readonly out: string; readonly err: string }

export async function run(command: readonly string[], options: { readonly cwd?: string; readonly input?: string; readonly inputDelayMs?: number } = {}): Promise<Ran> {
  const child = Bun.spawn([...command], { stdin: 'pipe', stdout: 'pipe', stderr: 'pipe', timeout: 20_000, ...(options.cwd !== undefined && { cwd: options.cwd }) });
  void (async () => {
    if (options.inputDelayMs !== undefined) await Bun.sleep(options.inputDelayMs);
    if (options.input !== undefined) child.stdin.write(options.input);
    await child.stdin.flush();
    if (options.inputDelayMs !== undefined) await Bun.sleep(options.inputDelayMs); // the end of its input is the end of some tools
    await child.stdin.end();
  })().catch(() => undefined); // the tool may end before it reads
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, out, err };
}
