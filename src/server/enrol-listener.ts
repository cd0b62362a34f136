/** The enrolment port, for firewalls that have no certificate yet. */
import type { EnrolDeps } from './deps.ts';
import { enrolApp } from './enrol-app.ts';
import { STAY_MS } from './enrol-limits.ts';
import { startOpenTls, type OpenTlsListener } from './open-tls.ts';

export type EnrolListener = OpenTlsListener;

export async function startEnrol(options: { readonly host: string; readonly port: number; readonly stayMs?: number }, deps: EnrolDeps): Promise<EnrolListener> {
  const app = enrolApp(deps);
  return await startOpenTls({ stayMs: STAY_MS, ...options, name: 'enrolment', gauge: 'nameplate_enrolment_connections' }, deps, (asked, from) => app.fetch(asked, from));
}
