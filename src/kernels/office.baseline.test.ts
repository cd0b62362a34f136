/** What Zeek logged of office protocols in its own test traces, and what nDPI printed: SSH versions, clocks, SNMP versions, names in certificates, NTLM and VNC. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'bun:test';
import { loadKernel, PARSERS, toRecord } from './index.ts';
import type { JsonRecord } from './index.ts';

const CAPTURES = join(import.meta.dir, '../../../shared/data/captures');
const hasData = existsSync(CAPTURES);
const kernel = loadKernel();
function records(file: string): JsonRecord[] {
  const raw = readFileSync(file), batch = kernel.parse(PARSERS.capture, file.endsWith('.gz') ? gunzipSync(raw) : raw);
  return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
}

type Row = ReadonlyMap<string, string>;
const shown = (row: Row, field: string): string | undefined => { const value = row.get(field); return value === '-' || value === '(empty)' ? undefined : value; };
/** Part of a distinguished name: `CN=…`. Zeek escapes commas inside. */
const part = (name: string, key: string): string | undefined => new RegExp(`(?:^|,)${key}=((?:\\\\.|[^,\\\\])*)`).exec(name)?.[1]?.replaceAll(/\\\\?(.)/g, '$1');
const log2 = (seconds: string | undefined): number => Math.round(Math.log2(Number(seconds)));
const ports = (one: JsonRecord, row: Row): boolean => (String(one['src_port']) === row.get('id.orig_p') && String(one['dst_port']) === row.get('id.resp_p')) || (String(one['src_port']) === row.get('id.resp_p') && String(one['dst_port']) === row.get('id.orig_p'));

/** Of each log, whether our records say what one of its rows says. */
const LOGS: Readonly<Record<string, (all: readonly JsonRecord[], row: Row) => boolean>> = {
  'ssh.log': (all, row) => (['client', 'server'] as const).every((side) => shown(row, side) === undefined
    || all.some((one) => one['record'] === 'banner' && one['banner'] === shown(row, side) && String(one['src_port']) === row.get(side === 'client' ? 'id.orig_p' : 'id.resp_p'))),
  // Poll and precision are logged as seconds, small ones as zero.
  'ntp.log': (all, row) => all.some((one) => one['record'] === 'ntp' && ports(one, row) && String(one['ntp_version']) === row.get('version') && String(one['ntp_mode']) === row.get('mode') && String(one['ntp_stratum']) === row.get('stratum')
    && (Number(row.get('poll')) < 1 || one['ntp_poll'] === log2(row.get('poll')))),
  'snmp.log': (all, row) => all.some((one) => one['record'] === 'snmp' && ports(one, row) && String(one['snmp_version']) === row.get('version')?.replace('2c', '2')),
  'rfb.log': (all, row) => all.some((one) => one['record'] === 'banner' && String(one['src_port']) === row.get('id.resp_p') && one['banner'] === `RFB ${row.get('server_major_version')}.${row.get('server_minor_version')}`),
  'x509.log': (all, row) => row.get('host_cert') !== 'T' || all.some((one) => one['record'] === 'cert' && one['cert_subject'] === part(row.get('certificate.subject') ?? '', 'CN') && one['cert_issuer'] === part(row.get('certificate.issuer') ?? '', 'CN')
    && one['cert_issuer_org'] === part(row.get('certificate.issuer') ?? '', 'O') && (shown(row, 'san.dns') ?? '') === (Array.isArray(one['cert_name']) ? one['cert_name'].filter((name) => !/^[\d.]+$|:/.test(String(name))).join(',') : '')),
  'ntlm.log': (all, row) => all.some((one) => one['record'] === 'smb' && ports(one, row) && one['name'] === shown(row, 'server_nb_computer_name') && one['dns_name'] === shown(row, 'server_dns_computer_name')),
};
/** Why a baseline's rows are not ours. */
const APART: ReadonlyMap<string, string> = new Map([
  ['ldap.sasl-gss-spnego-ntlm', 'NTLMSSP in LDAP'], ['ldap.sasl-signed-clear-text', 'NTLMSSP in LDAP'], ['rdp.rdp-x509', 'certificates of RDP\'s own security, not of TLS'], ['ssl.dtls', 'DTLS'], ['ssl.dtls-stun-dpd', 'DTLS'],
]);

describe('Zeek logs of office protocols', () => {
  test.skipIf(!hasData)('every row they hold of what we read', () => {
    const counted = new Map<string, number>(), wrong: unknown[] = [];
    for (const line of readFileSync(join(CAPTURES, 'zeek/pairs.tsv'), 'utf8').split('\n').slice(1)) {
      const [baseline = '', trace = ''] = line.split('\t'), name = baseline.replace('scripts.base.protocols.', ''), file = join(CAPTURES, 'zeek/Traces', trace);
      if (trace === '' || !existsSync(file) || APART.has(name)) continue;
      for (const [log, says] of Object.entries(LOGS)) {
        const path = join(CAPTURES, 'zeek/Baseline', baseline, log);
        if (!existsSync(path)) continue;
        const lines = readFileSync(path, 'utf8').split('\n'), fields = lines.find((text) => text.startsWith('#fields'))?.split('\t').slice(1) ?? [];
        if (!fields.includes(log === 'x509.log' ? 'host_cert' : 'id.orig_p')) continue; // cut to a few columns
        const all = records(file);
        for (const text of lines.filter((one) => one !== '' && !one.startsWith('#'))) {
          const cells = text.split('\t'), row = new Map(fields.map((field, i) => [field, cells[i] ?? '']));
          counted.set(log, (counted.get(log) ?? 0) + 1);
          if (!says(all, row)) wrong.push([name, log, text]);
        }
      }
    }
    expect(wrong).toEqual([]);
    for (const log of ['ssh.log', 'ntp.log', 'snmp.log', 'rfb.log', 'x509.log']) expect([log, (counted.get(log) ?? 0) > 0]).toEqual([log, true]);
  }, 60_000);
});

describe('certificates as nDPI printed them', () => {
  const LARGEST = 4_000_000;
  /** DTLS is not read, nor what is in a tunnel. */
  const HIDDEN = /^(?:dtls|stun|6in4tunnel|geforcenow|ja3_lots_of_cipher_suites_2_anon)/;
  test.skipIf(!hasData)('issuer and subject of every server it shows', () => {
    const folder = join(CAPTURES, 'ndpi'), wrong: unknown[] = [];
    let compared = 0;
    for (const result of readdirSync(join(folder, 'result')).sort()) {
      const name = result.replace(/\.out$/, ''), file = join(folder, 'pcap', name), text = readFileSync(join(folder, 'result', result), 'utf8');
      const pairs = [...text.matchAll(/\[Issuer: ([^\]]*)\]\[Subject: ([^\]]*)\]/g)];
      if (pairs.length === 0 || HIDDEN.test(name) || !existsSync(file) || readFileSync(file).length > LARGEST) continue;
      const all = records(file).filter((one) => one['record'] === 'cert');
      for (const [, issuer = '', subject = ''] of pairs) {
        compared++;
        const holds = (distinguished: string, text: unknown): boolean => text === undefined || distinguished.includes(String(text));
        if (!all.some((one) => holds(issuer, one['cert_issuer']) && holds(subject, one['cert_subject']) && (one['cert_issuer'] ?? one['cert_subject_org'] ?? one['cert_subject']) !== undefined && holds(subject, one['cert_subject_org']))) wrong.push([name, issuer, subject]);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(60);
  }, 60_000);
});
