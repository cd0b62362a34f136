/** HTTP heads: a request is about the client that sent it, an answer about a server on this network. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { registeredDomain } from '../domain.ts';
import { speaker } from '../speaker.ts';

export const http: Adapter = {
  name: 'http',
  kind: L.KIND_HTTP,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    const type = batch.text(row, L.F_HTTP_CONTENT_TYPE);
    if (type !== undefined) observer.fact(mac, time, 'http.content_type', type);
    if ((batch.flags(row) & L.FLAG_RESPONSE) !== 0) {
      const server = batch.text(row, L.F_HTTP_SERVER), realm = batch.text(row, L.F_HTTP_WWW_AUTHENTICATE);
      if (server !== undefined) observer.fact(mac, time, 'http.server', server);
      if (realm !== undefined) observer.fact(mac, time, 'http.realm', realm.replace(/\b(?:nonce|opaque)="[^"]*"/gi, ''));
      return;
    }
    const agent = batch.text(row, L.F_HTTP_USER_AGENT), host = batch.text(row, L.F_HTTP_HOST), uri = batch.text(row, L.F_HTTP_URI);
    const method = batch.text(row, L.F_HTTP_METHOD), app = batch.text(row, L.F_HTTP_X_REQUESTED_WITH);
    if (method !== undefined) observer.fact(mac, time, 'http.method', method);
    if (agent !== undefined) {
      observer.fact(mac, time, 'http.user_agent', agent);
      const product = /^[A-Za-z][^/;(]{1,40}/.exec(agent)?.[0];
      if (product !== undefined) observer.fact(mac, time, 'http.agent_product', product.trim());
    }
    if (host !== undefined) {
      const name = host.toLowerCase().replace(/:\d+$/, ''), domain = registeredDomain(name);
      observer.fact(mac, time, 'http.host', name);
      if (domain !== undefined) observer.fact(mac, time, 'http.domain', domain);
    }
    if (uri !== undefined) observer.fact(mac, time, 'http.path', uri);
    if (app !== undefined) observer.fact(mac, time, 'http.app', app);
  },
};
