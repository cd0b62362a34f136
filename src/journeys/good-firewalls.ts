/** Good firewalls that poll all the while that others attack: each answer must be right, and none may be refused. */
import { decode, frameCheck } from '../wire/index.ts';
import { addresses, type Story } from './edge-calls.ts';
import type { Credentials } from './edge-node.ts';
import { ask, dial } from './knock.ts';

export interface GoodFirewalls {
  /** What was wrong, in words, and how many answers were right. */
  stop(): Promise<{ readonly wrong: readonly string[]; readonly right: number }>;
}

/** By turns for everything and for what changed; `expected` are the addresses that everything has. */
export async function goodFirewalls(node: Story['node'], expected: readonly string[], count = 4): Promise<GoodFirewalls> {
  const wrong: string[] = [], everything = JSON.stringify([...expected].sort());
  let running = true, right = 0;
  const judge = (serial: string, status: number | undefined, body: Uint8Array, kind: 'idle' | 'snapshot'): string | undefined => {
    if (status !== 200) {
      wrong.push(`${serial}: ${status === undefined ? 'no answer' : `status ${status}`}`);
      return undefined;
    }
    const value = decode(body, 'msgpack');
    if (!frameCheck.is(value) || value.kind !== kind || (kind === 'snapshot' && JSON.stringify(addresses(value)) !== everything)) {
      wrong.push(`${serial}: not the ${kind} that is right`);
      return undefined;
    }
    right += 1;
    return value.cursor;
  };
  const live = async (firewall: Credentials): Promise<void> => {
    const session = dial(node.url, node.authority.pem, firewall);
    while (running && !session.destroyed) {
      const whole = await ask(session, { ':path': '/edge/v1/mappings' }), cursor = judge(firewall.serial, whole?.status, whole?.body ?? Buffer.alloc(0), 'snapshot');
      if (cursor === undefined) return;
      const idle = await ask(session, { ':path': `/edge/v1/mappings?cursor=${cursor}` });
      if (judge(firewall.serial, idle?.status, idle?.body ?? Buffer.alloc(0), 'idle') === undefined) return;
      await Bun.sleep(50);
    }
    session.destroy();
  };
  const lives: Promise<void>[] = [];
  for (let n = 0; n < count; n++) lives.push(live(await node.enrol(`STEADY${n}`)));
  return {
    async stop() {
      running = false;
      await Promise.all(lives);
      return { wrong, right };
    },
  };
}
