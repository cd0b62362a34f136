/** h2load with a client certificate, which it cannot present by itself: a preload makes it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PRELOAD_SOURCE = join(import.meta.dir, '../../shared/tools/h2load-client-cert.c');

export interface Load { readonly url: string; readonly requests: number; readonly connections: number; readonly streams: number; readonly preload: string; /** PATH.crt and PATH.key. */ readonly identity: string }

/** Built into the folder; undefined where a tool or the source is missing. */
export function clientCertPreload(folder: string): string | undefined {
  if (Bun.which('h2load') === null || Bun.which('cc') === null || !existsSync(PRELOAD_SOURCE)) return undefined;
  const preload = join(folder, 'client-cert.so'), built = Bun.spawnSync(['cc', '-shared', '-fPIC', '-O2', '-o', preload, PRELOAD_SOURCE, '-ldl']);
  if (!built.success) throw new Error(`the preload does not compile: ${built.stderr.toString()}`);
  return preload;
}

/** Requests a second; throws unless every one was answered 2xx. */
export function h2load({ url, requests, connections, streams, preload, identity }: Load): number {
  const ran = Bun.spawnSync(['h2load', '-n', String(requests), '-c', String(connections), '-m', String(streams), url], { env: { ...process.env, LD_PRELOAD: preload, CLIENT_CERT: `${identity}.crt`, CLIENT_KEY: `${identity}.key` } });
  const text = ran.stdout.toString(), perSecond = Number(/finished in [^,]+, ([\d.]+) req\/s/.exec(text)?.[1]), good = Number(/(\d+) 2xx/.exec(text)?.[1]);
  if (good !== requests) throw new Error(`${url}: ${good} of ${requests} requests were answered 2xx\n${text}`);
  return perSecond;
}
