/** Readers without a certificate: introduces the table of outlets to the lists port. */
import type { Config } from '../config/index.ts';
import { readToken, secretFits } from '../pki/index.ts';
import { startLists, type ListsDeps, type OpenTlsListener, type OutletDoor } from '../server/index.ts';
import type { Store } from '../store/index.ts';

export function outletDoor(store: Store): OutletDoor {
  return {
    reader(name, password) {
      const read = readToken(password), row = read === undefined ? undefined : store.outlets.byToken(read.id);
      const token = row === undefined || row.salt === null || row.hash === null ? undefined : { salt: row.salt, hash: row.hash };
      const fits = secretFits(read?.secret ?? '', token);
      if (row === undefined || !fits || row.name !== name || row.revokedAt !== null || (row.kind !== 'edl' && row.kind !== 'json')) return undefined;
      return { kind: row.kind, view: { tenant: row.tenant, ...(row.sites !== null && { sites: row.sites }) } };
    },
  };
}

/** Undefined where it is off. Like the enrolment port it costs the node nothing else when its port is taken. */
export async function listsPort({ lists }: Config, deps: ListsDeps): Promise<OpenTlsListener | undefined> {
  if (!lists.listen) return undefined;
  try {
    return await startLists({ host: lists.host, port: lists.port }, deps);
  } catch (error) {
    deps.log.error('nobody can read lists with a password: the lists listener cannot have its port', error, { port: lists.port });
    return undefined;
  }
}
