/** A plain port whose connections `openssl s_client` carries on with a client certificate: for clients that have none to show. */
import type { Socket, Subprocess } from 'bun';

type Carrier = Subprocess<'pipe', 'pipe', 'ignore'>;

export interface Tunnel { readonly url: string; stop(): void }

/** `folder` holds ca.crt, fw.crt and fw.key. */
export function tunnel(to: string, folder: string): Tunnel {
  const carriers = new Set<Carrier>();
  const server = Bun.listen<{ carrier: Carrier | undefined }>({
    hostname: '127.0.0.1', port: 0,
    socket: {
      open(socket) {
        const carrier = Bun.spawn(['openssl', 's_client', '-quiet', '-connect', to.slice('https://'.length), '-CAfile', 'ca.crt', '-verify_return_error', '-alpn', 'h2', '-cert', 'fw.crt', '-key', 'fw.key'], { cwd: folder, stdin: 'pipe', stdout: 'pipe', stderr: 'ignore' });
        carriers.add(carrier);
        socket.data = { carrier };
        void bring(carrier, socket);
      },
      data(socket, bytes) {
        const stdin = socket.data.carrier?.stdin;
        void stdin?.write(Buffer.from(bytes));
        void stdin?.flush();
      },
      close(socket) { socket.data.carrier?.kill(); },
    },
    data: { carrier: undefined },
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    stop() {
      for (const carrier of carriers) carrier.kill();
      server.stop(true);
    },
  };
}

/** What a socket does not take at once waits for it. */
async function bring(carrier: Carrier, socket: Socket<{ carrier: Carrier | undefined }>): Promise<void> {
  for await (const piece of carrier.stdout) {
    for (let rest = Buffer.from(piece); rest.byteLength > 0;) {
      const taken = socket.write(rest);
      if (taken < 0) return;
      rest = rest.subarray(taken);
      if (rest.byteLength > 0) await Bun.sleep(1);
    }
  }
  socket.end();
}
