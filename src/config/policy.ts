/** The policy file of the agent: what devices may reach, as people write it (TOML, or JSON where a program writes it), checked and frozen. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { EdgeError, ip6Text, ip6Words, ipText, parseIp, type Ipv4 } from '../model/index.ts';
import { objectsOf, OBJECTS_MAX } from './policy-objects.ts';

/** What a rule can ask of a device; several are all asked. */
export const DEVICE_KEYS = ['profile', 'category', 'vendor', 'risk'] as const;
export type DeviceKeyword = (typeof DEVICE_KEYS)[number];

const RULES_MAX = 1000;
const BYTES_MAX = 1_048_576;

const text = z.string().min(1).max(253);
const device = z.strictObject({ profile: text.optional(), category: text.optional(), vendor: text.optional(), risk: text.optional() })
  .refine((asked) => Object.values(asked).some((value) => value !== undefined), `ask for at least one of ${DEVICE_KEYS.join(', ')}`);
const network = z.string().transform((written, context) => {
  const found = parseNetwork(written);
  if (found === undefined) context.addIssue(`not a network: ${written.slice(0, 49)}; such as 10.0.0.0/8 or 2001:db8::/32, without bits behind the prefix`);
  return found ?? '';
});
const place = z.string().transform((written, context) => {
  const found = written === 'internet' || written === 'any' ? written : parseNetwork(written);
  if (found === undefined) context.addIssue('internet, any, a network such as 10.0.0.0/8, or a device such as { category = "Camera" }');
  return found ?? '';
});
const port = z.string().transform((written, context) => {
  const found = parsePort(written);
  if (found === undefined) context.addIssue('ports are written tcp/443, udp/53 or tcp/8000-8010');
  return found ?? { protocol: 'tcp' as const, first: 0, last: 0 };
});
const rule = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}$/, 'at most 63 letters, digits, spaces and . _ -').optional(),
  from: z.union([device, place], 'internet, any, a network such as 10.0.0.0/8, or a device such as { category = "Camera" }'),
  to: z.union([device, place], 'internet, any, a network such as 10.0.0.0/8, or a device such as { category = "Camera" }'),
  ports: z.array(port).max(64).default([]),
  action: z.enum(['accept', 'drop', 'log']),
}).refine(({ from, to }) => typeof from !== 'string' || typeof to !== 'string', 'at least one side must be a device');

const PolicySchema = z.strictObject({ inside: z.array(network).max(256).default([]), rules: z.array(rule).max(RULES_MAX).default([]) });

export interface PortRange { readonly protocol: 'tcp' | 'udp'; readonly first: number; readonly last: number }
export type DeviceAsk = Readonly<Partial<Record<DeviceKeyword, string>>>;
/** `internet`, `any`, a network as a.b.c.d/n or in the form of RFC 5952, or a device. */
export type PolicySide = string | DeviceAsk;
export interface PolicyRule { readonly name: string; readonly from: PolicySide; readonly to: PolicySide; readonly ports: readonly PortRange[]; readonly action: 'accept' | 'drop' | 'log' }
export interface Policy {
  /** Networks that are not the internet, beside the private ones. */
  readonly inside: readonly string[];
  readonly rules: readonly PolicyRule[];
}

export function loadPolicy(file: string): Policy {
  const parsed = PolicySchema.safeParse(readFile(file));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw wrong(file, issue?.code === 'unrecognized_keys' ? `unknown key ${issue.keys[0] ?? ''}` : (issue?.message ?? 'invalid'), { key: issue?.path.join('.') ?? '' });
  }
  const rules = parsed.data.rules.map((one, index): PolicyRule => ({ name: one.name ?? `rule ${index + 1}`, from: asked(one.from), to: asked(one.to), ports: one.ports, action: one.action }));
  const objects = objectsOf(rules);
  if (objects.size > OBJECTS_MAX) throw wrong(file, `it names ${objects.size} different device objects; at most ${OBJECTS_MAX} are possible`, {});
  return Object.freeze({ inside: parsed.data.inside, rules });
}

function wrong(file: string, reason: string, more: Readonly<Record<string, string>>, cause?: unknown): EdgeError {
  return new EdgeError('bad_config', 'the policy is not valid', { cause, fields: { file, ...more, reason }, next: 'correct it; README.md shows one, and agent print-rules what becomes of it' });
}

function asked(side: string | z.output<typeof device>): PolicySide {
  return typeof side === 'string' ? side : Object.fromEntries(Object.entries(side).filter(([, value]) => value !== undefined));
}

function readFile(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new EdgeError(missing ? 'not_found' : 'unreadable', 'cannot read the policy file', { cause, fields: { file } });
  }
  if (content.length > BYTES_MAX) throw wrong(file, 'it is larger than 1 MiB', {});
  // An editor that empties a file before it writes it must not open everything meanwhile.
  if (content.trim() === '') throw wrong(file, 'it is empty; rules = [] says that there are none', {});
  try {
    return file.endsWith('.json') ? JSON.parse(content) : Bun.TOML.parse(content);
  } catch (cause) {
    throw wrong(file, cause instanceof Error ? cause.message : String(cause), {}, cause);
  }
}

/** In one form, or undefined; bits behind the prefix are a mistake that nobody should have to guess about. */
function parseNetwork(written: string): string | undefined {
  if (written.includes(':')) return parseNetwork6(written);
  const [, address = '', bits = '32'] = /^([\d.]{7,15})(?:\/(\d{1,2}))?$/.exec(written) ?? [];
  const ip = parseIp(address), prefix = Number(bits);
  if (ip === undefined || prefix > 32) return undefined;
  const behind = prefix === 32 ? 0 : ip % 2 ** (32 - prefix);
  return behind === 0 && ip !== 0 && prefix !== 0 ? `${ipText(ip as Ipv4)}/${prefix}` : undefined; // the whole space is `any`
}

function parseNetwork6(written: string): string | undefined {
  const [, address = '', bits = '128'] = /^([0-9a-fA-F:.]{2,45})(?:\/(\d{1,3}))?$/.exec(written) ?? [], words = ip6Words(address), prefix = Number(bits);
  if (words === undefined || prefix > 128 || prefix === 0) return undefined;
  const behind = words.some((word, at) => (word & (0xffff >> Math.min(16, Math.max(0, prefix - 16 * at)))) !== 0);
  return behind ? undefined : `${ip6Text(address) ?? ''}/${prefix}`;
}

function parsePort(written: string): PortRange | undefined {
  const [, protocol, low = '', high = low] = /^(tcp|udp)\/(\d{1,5})(?:-(\d{1,5}))?$/.exec(written) ?? [];
  const first = Number(low), last = Number(high);
  return (protocol === 'tcp' || protocol === 'udp') && first >= 1 && last >= first && last <= 65_535 ? { protocol, first, last } : undefined;
}
