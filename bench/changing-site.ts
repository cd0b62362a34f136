/** A site for benches: cameras that are published, and each second some of them under another name, as a firewall's log says it. */
import { enrolFirewall } from '../src/cli/index.ts';
import { EdgeClient } from '../src/client/index.ts';

/** A class that the program names by itself, so that the devices are published. */
const VENDOR_CLASS = 'AXIS,Network Camera,M1065-L,8.40.2';
const SERIAL = 'CHANGING-SITE';
const AT_ONCE = 1000;
/** Batch ids are counted once. */
const RUN = crypto.randomUUID().slice(0, 8);

export interface ChangingSite {
  /** Batches committed after the devices were introduced. */
  readonly changes: number;
  readonly stop: () => Promise<void>;
}

/** Resolves when `devices` of them are committed; from then on `changing` of them, picked in turn, change each second. */
export async function changingSite(node: { readonly url: string; readonly dataDir: string }, devices: number, changing: number): Promise<ChangingSite> {
  const client = new EdgeClient(`https://localhost:${new URL(node.url).port}`, await enrolFirewall(node.dataDir, { serial: SERIAL }));
  let batch = 0, changes = 0, running = true;
  const send = async (lines: readonly string[]): Promise<void> => {
    const reply = await client.call({ method: 'POST', path: `/edge/v1/logs?format=eal&batch=site-${RUN}-${batch++}`, body: Buffer.from(lines.join('')), timeoutMs: 60_000 });
    if (reply.status !== 200) throw new Error(`the node answered a batch with ${reply.status}`);
  };
  for (let from = 0; from < devices; from += AT_ONCE) await send(Array.from({ length: Math.min(AT_ONCE, devices - from) }, (_, n) => camera(from + n, `camera-${from + n}`).lines));
  const work = (async () => {
    for (let next = 0; running; next += changing) {
      const due = performance.now() + 1000;
      await send(Array.from({ length: changing }, (_, n) => camera((next + n) % devices, `camera-${(next + n) % devices}-${batch}`).lines));
      changes += changing;
      await Bun.sleep(Math.max(0, due - performance.now()));
    }
  })();
  return {
    get changes() { return changes; },
    stop: async () => {
      running = false;
      await work;
      client.drop();
    },
  };
}

/** As it asks for an address and gets it. */
export function camera(n: number, hostname: string): { readonly ip: string; readonly lines: string } {
  const src_mac = `02:43:41:${[n >> 16, n >> 8, n].map((byte) => (byte & 255).toString(16).padStart(2, '0')).join(':')}`, ip = `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
  const base = { record: 'dhcp', time: new Date().toISOString(), src_mac, chaddr: src_mac, xid: n };
  const lines = `${JSON.stringify({ ...base, message_type: 3, vendor_class: VENDOR_CLASS, hostname, requested_ip: ip })}\n${JSON.stringify({ ...base, message_type: 5, yiaddr: ip })}\n`;
  return { ip, lines };
}
