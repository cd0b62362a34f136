/** `nameplate firewall check`: what does not fit together in what is noted of firewalls, licences and accounts (R197, R211, R217). Exits with 1 where something does not. */
import { readDescription } from '../../advice/index.ts';
import { misfits, readTerm, type Noted } from '../../rights/index.ts';
import type { Store } from '../../store/index.ts';
import type { CommandBody } from '../command.ts';
import { dataOf } from '../data-folder.ts';
import { withRegistry } from '../enrolment.ts';
import { clean } from '../failure.ts';

export const firewallCheck: CommandBody = async (call) => {
  const found = misfits(withRegistry(dataOf(call), noted));
  if (call.flag('json')) for (const one of found) call.io.line(JSON.stringify(one));
  else if (found.length === 0) call.io.note('all fits together');
  else for (const { serial, tenant, says, next, cites } of found) {
    call.io.line(clean(`${serial ?? `tenant ${tenant ?? ''}`}: ${says} (${cites})`));
    call.io.line(clean(`  ${next}`));
  }
  return found.length === 0 ? 0 : 1;
};

function noted(store: Store, now: number): Noted {
  return {
    firewalls: store.firewalls.list().map(({ serial, tenant, status }) => {
      const { panorama, managedBy } = readDescription(store.descriptions.get(serial));
      return { serial, tenant, active: status === 'active', panorama: panorama === true, managedBy };
    }),
    licences: store.licences.list().map(({ id, serial, term, ...rest }) => ({ id, serial, licence: { ...rest, term: readTerm(term) ?? { count: 0, unit: 'days' } } })),
    givenBack: new Set(store.licences.givenBack()),
    keeping: store.retention.list().filter(({ retention }) => retention.keep === 'raw').map(({ tenant }) => tenant),
    accounts: new Set(store.accounts.list().map(({ tenant }) => tenant)),
    now,
  };
}
