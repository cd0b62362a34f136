/** Introduces the syslog listeners to the config, the store, the certificates, the kernels and the pipeline. */
import type { Config } from '../config/index.ts';
import type { KernelPool } from '../kernels/index.ts';
import { SENDER_KINDS, type SenderKind } from '../model/index.ts';
import { checkSender, type Authority, type ServerIdentity } from '../pki/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { startSyslog, type ListenAt, type SenderRegistry, type Syslog, type SyslogOptions } from '../sources/index.ts';
import type { SenderRow, Store } from '../store/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';

export interface SyslogParts {
  readonly config: Config;
  readonly store: Store;
  readonly pipeline: Pipeline;
  readonly pool: KernelPool;
  /** What holds now: it may change. */
  readonly trust: () => { readonly authority: Authority; readonly identity: ServerIdentity };
  readonly log: Log;
  readonly metrics: Metrics;
}

export async function syslogOf({ config, store, pipeline, pool, trust, log, metrics }: SyslogParts): Promise<Syslog> {
  store.senderStates.begin();
  return await startSyslog(optionsOf(config), {
    pool, log, metrics, now: Date.now, registry: sendersOf(store),
    absorb: (scope, sender, rows) => pipeline.absorb(scope, sender, rows),
    ready: () => pipeline.trouble === null,
    clock: () => ({ referenceMs: Date.now(), zoneMinutes: zoneMinutes(config.syslog.zone) }),
    books: { load: () => store.senderStates.list(), save: (states, strangers) => { store.senderStates.save(states, strangers); }, setListeners: (listeners) => { store.senderStates.setListeners(listeners); } },
    tls: () => ({ key: trust().identity.key, certificate: trust().identity.certificate, ca: trust().authority.bundle }),
    checkCertificate: (certificate) => checkSender(certificate, trust().authority, new Date()),
  });
}

/** East of UTC. */
function zoneMinutes(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  return sign === undefined ? -new Date().getTimezoneOffset() : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const PROTOCOLS = { udp: 'UDP', tcp: 'TCP', tls: 'SSL' } as const;

function optionsOf({ syslog, scope, tick }: Config): SyslogOptions {
  const listen = (kind: SenderKind, texts: readonly string[]): ListenAt[] => texts.map((text) => {
    const [protocol = '', port = ''] = text.split(':');
    return { kind, protocol: PROTOCOLS[protocol as keyof typeof PROTOCOLS], port: Number(port) }; // the schema lets nothing else through
  });
  return {
    host: syslog.host, listen: [...listen('dhcp-server', syslog.dhcpListen), ...listen('log-sender', syslog.logListen)],
    acceptUnknown: syslog.acceptUnknown, strangerScope: { tenant: scope.tenant, site: scope.site, segment: scope.segment }, certificateRequired: syslog.clientCertificates === 'required',
    limits: {
      messageBytes: syslog.messageMaxBytes, connections: syslog.connectionsMax, connectionsPerAddress: syslog.connectionsPerAddress, handshakeMs: syslog.handshakeMs,
      messageMs: syslog.messageSeconds * 1000, idleMs: syslog.idleSeconds * 1000, bufferBytes: syslog.bufferMaxBytes, receiveBufferBytes: syslog.udpReceiveBytes,
    },
    // As rarely as devices are saved: a flash disk lives longer.
    saveMs: Math.max(1000, tick.checkpointMs),
  };
}

/** The store's entries as the listeners ask for them. */
export function sendersOf(store: Store): SenderRegistry {
  const certificates = ({ fingerprint, firewall }: SenderRow): string[] => {
    const owner = firewall === null ? undefined : store.firewalls.find(firewall);
    return [...(fingerprint === null ? [] : [fingerprint]), ...(owner?.status === 'active' ? store.firewalls.certificates.good(owner.serial).map((one) => one.fingerprint) : [])];
  };
  return {
    enabled: () => SENDER_KINDS.flatMap((kind) => store.senders.list(kind)).filter((row) => row.enabled).map((row) => ({
      id: row.id, kind: row.kind, name: row.name, address: row.address, protocol: row.protocol, scope: { tenant: row.tenant, site: row.site, segment: row.segment },
      certificates: certificates(row), mustShow: row.fingerprint !== null,
    })),
    generation: () => store.senders.generation() + store.firewalls.generation(),
  };
}
