/** Greetings of services: the software behind a port, in its own words. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

/** A challenge of POP3 (RFC 1939 section 7), dates and times: different in every greeting. */
const PASSING = /<[^>@\s]*@[^>]*>|\b\d{1,2}:\d\d(?::\d\d)?\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? \d{1,2} \w{3} \d{4}\b/g;

/** `SSH-2.0-OpenSSH_9.6` without the version of the protocol (RFC 4253 section 4.2), which sensors leave out. */
export function sshSoftware(text: string): string { return text.replace(/^SSH-[\d.]{1,8}-/, ''); }

export const banner: Adapter = {
  name: 'banner',
  kind: L.KIND_BANNER,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), service = batch.text(row, L.F_BANNER_SERVICE), text = batch.text(row, L.F_BANNER_TEXT);
    if (mac === undefined || service === undefined || text === undefined) return;
    if (service === 'ssh') observer.fact(mac, time, (batch.flags(row) & L.FLAG_RESPONSE) !== 0 ? 'banner.ssh' : 'banner.ssh_client', sshSoftware(text));
    else observer.fact(mac, time, 'banner.text', `${service}: ${text.replace(PASSING, '').trim()}`);
  },
};
