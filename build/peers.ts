/** The real programs some tests talk to (DHCP servers and clients, nginx, tshark, ...): installed through apt when that is possible, else their tests skip. */

/** Debian package and the program it must give; with a slash it is a pattern of a file. */
export const PEERS: Readonly<Record<string, string>> = {
  'dnsmasq': 'dnsmasq', 'udhcpc': 'udhcpc', 'isc-dhcp-client': 'dhclient', 'dhcpcd-base': 'dhcpcd', 'avahi-daemon': 'avahi-daemon', 'avahi-utils': 'avahi-browse',
  'curl': 'curl', 'openssl': 'openssl', 'iproute2': 'ip', 'tcpdump': 'tcpdump', 'tshark': 'tshark', 'libndpi-bin': 'ndpiReader', 'nginx-light': 'nginx',
  'nghttp2-client': 'h2load', 'libxml2-utils': 'xmllint', 'nftables': 'nft', 'gcc': 'gcc', 'isc-dhcp-server': 'dhcpd', 'kea-dhcp4-server': 'kea-dhcp4',
  'rsyslog': 'rsyslogd', 'rsyslog-gnutls': '/usr/lib/*/rsyslog/lmnsd_gtls.so',
};

const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'].join(':');

/** The program's path, also when the folders of system programs are not on PATH. */
export function findPeer(program: string): string | null {
  if (program.includes('/')) return [...new Bun.Glob(program.slice(1)).scanSync({ cwd: '/', absolute: true })][0] ?? null;
  return Bun.which(program) ?? Bun.which(program, { PATH: SYSTEM_FOLDERS });
}

export function missingPeers(): string[] { return Object.entries(PEERS).filter(([, program]) => findPeer(program) === null).map(([name]) => name); }

/** Installs what is missing when root on a Debian; says what is still missing. Never fails: without them the tests that need them skip. */
export async function installPeers(say: (sentence: string) => void): Promise<readonly string[]> {
  const missing = missingPeers();
  if (missing.length === 0) return [];
  if (process.getuid?.() === 0 && Bun.which('apt-get') !== null) {
    say(`installing the programs that tests talk to: ${missing.join(' ')}`);
    await withoutServices(async () => {
      if (!(await apt('update'))) return;
      // All at once is quick; one by one when a package does not exist here, so that one name does not cost the others.
      if (!(await apt('install', ...missing))) for (const name of missing) await apt('install', name);
    });
  }
  const still = missingPeers();
  if (still.length > 0) say(`not installed, so the tests that need them will skip: ${still.join(' ')}`);
  return still;
}

async function apt(verb: string, ...names: string[]): Promise<boolean> {
  const options = verb === 'install' ? ['-y', '-q', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold'] : ['-q'];
  const child = Bun.spawn(['apt-get', verb, ...options, ...names], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdin: 'ignore', stdout: 'ignore', stderr: 2 });
  return (await child.exited) === 0;
}

/** Debian starts a daemon when its package is installed, unless this file says no. We want the programs, not nginx on port 80. */
async function withoutServices(work: () => Promise<void>): Promise<void> {
  const policy = Bun.file('/usr/sbin/policy-rc.d');
  if (await policy.exists()) return work();
  await Bun.write(policy, '#!/bin/sh\nexit 101\n');
  Bun.spawnSync(['chmod', '755', '/usr/sbin/policy-rc.d']);
  try {
    await work();
  } finally {
    await policy.delete();
  }
}

if (import.meta.main) await installPeers((sentence) => console.error(sentence));
