/** nginx as a peer: one worker with a given configuration, on a free port of the loopback. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RunningNginx { readonly url: string; /** The worker, who does the work. */ readonly pid: number; readonly stop: () => Promise<void> }

/** `http` is the http block's content, for a port; `folder` takes its files. */
export async function startNginx(folder: string, http: (port: number) => string): Promise<RunningNginx> {
  const port = freePort(), config = join(folder, 'nginx.conf');
  writeFileSync(config, `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.err;\nevents { worker_connections 1024; }\nhttp {\n${http(port)}\n}\n`);
  // Root's workers would run as nobody, who may not read the folder.
  const child = Bun.spawn(['nginx', '-c', config, ...(process.getuid?.() === 0 ? ['-g', 'user root;'] : [])], { stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await child.exited;
  };
  try {
    return { url: `https://127.0.0.1:${port}`, pid: await workerOf(child.pid), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The one worker, once it has started. */
async function workerOf(master: number): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const children = existsSync(`/proc/${master}/task/${master}/children`) ? readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').trim() : '';
    if (children !== '') return Number(children.split(' ')[0]);
    await Bun.sleep(50);
  }
  throw new Error('nginx did not start');
}

function freePort(): number {
  const listener = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() { /* only its port is wanted */ } } });
  const { port } = listener;
  listener.stop(true);
  return port;
}
