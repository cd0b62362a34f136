/** How a running agent is asked how it does: a socket in its state folder, its owner's alone, that answers with one JSON object. It is the lock of that folder, too. */
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
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
    const server = Bun.listen({ unix: path, socket: { open(socket) { socket.end(`${JSON.stringify(status())}\n`); }, data() { return; }, error() { return; } } });
    chmodSync(path, 0o600);
    return {
      stop() {
        server.stop(true);
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
  let text = '';
  const timer = setTimeout(() => { resolve(undefined); }, ANSWER_MS);
  try {
    await Bun.connect({
      unix: path,
      socket: {
        data(_, piece) { text += piece.toString(); },
        close() { resolve(objectOf(text)); }, error() { resolve(undefined); }, connectError() { resolve(undefined); },
      },
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    resolve(undefined); // nobody listens
  }
  const answer = await promise;
  clearTimeout(timer);
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
