/** How a running agent is asked how it does: a socket in its state folder, its owner's alone, that answers with one JSON object. It is the lock of that folder, too. */
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import { EdgeError } from '../model/index.ts';

export type Status = Readonly<Record<string, unknown>>;
export interface StatusServer { stop(): void }

const ANSWER_MS = 3000;
const PATH_MAX = 107; // sun_path of Linux, with its end

/** Throws when an agent runs with that folder already. */
export async function serveStatus(path: string, status: () => Status): Promise<StatusServer> {
  if (Buffer.byteLength(path) > PATH_MAX) throw new EdgeError('usage', 'the path of the state folder is too long', { fields: { path, most: PATH_MAX }, next: 'choose a shorter one with --state' });
  if (await askStatus(path) !== undefined) throw new EdgeError('store_locked', 'another agent uses this state folder', { fields: { path: dirname(path) }, next: 'stop it, or choose another folder with --state and another table with --table' });
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(path, { force: true }); // of an agent that was killed
    const server = createServer((socket) => {
      socket.on('error', () => { socket.destroy(); }); // who asked has left
      socket.end(`${JSON.stringify(status())}\n`);
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject).listen(path, resolve);
    await promise;
    chmodSync(path, 0o600);
    return {
      stop() {
        server.close();
        rmSync(path, { force: true });
      },
    };
  } catch (cause) {
    throw new EdgeError('unreadable', 'cannot use the state folder', { cause, fields: { path: dirname(path), reason: cause instanceof Error ? cause.message : String(cause) } });
  }
}

/** Undefined when nobody answers there. */
export async function askStatus(path: string): Promise<Status | undefined> {
  const { promise, resolve } = Promise.withResolvers<Status | undefined>();
  const socket = connect(path).setEncoding('utf8').setTimeout(ANSWER_MS);
  let text = '';
  socket.on('data', (piece) => { text += piece; });
  socket.on('error', () => { resolve(undefined); });
  socket.on('timeout', () => { resolve(undefined); });
  socket.on('close', () => { resolve(objectOf(text)); });
  const answer = await promise;
  socket.destroy();
  return answer;
}

function objectOf(text: string): Status | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Status) : undefined; // an object
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
