/** `bun build/knowledge/home-assistant.ts`: compiles Home Assistant's discovery rules (Apache-2.0) into the table of the book `home-assistant`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INTEGRATIONS } from '../../src/knowledge/home-assistant/integrations.ts';
import { ROOT } from '../generate.ts';

const RULES = join(ROOT, '../shared/data/fingerprints/home-assistant');
const TABLE = join(ROOT, 'src/knowledge/home-assistant/home-assistant.tsv');

/** What a value must look like for one of these: `host`, `service`, `instance` (service and name), `model`, `text` (key=value), `target`. */
type Kind = 'host' | 'service' | 'instance' | 'model' | 'text' | 'target';
type Line = readonly [kind: Kind, pattern: string, integration: string];

/** Shortest literal beginning of a pattern: the hosts `st*` and `hs*` name half of the world, and so do the models `i6*` and `YL*`. */
const LEAST_LETTERS = 5;
/**
 * Words that other devices are called, too, or that name a radio module. A rule that asked for the MAC prefix beside them was right; a value alone
 * does not tell (home-assistant/core issue 88771: Motion Blinds found where there are none).
 */
const GENERIC = /^(?:motion_|connector_|gateway|target|thermostat|connect$|guardian|hunter|sense-|zentrios-|usr-tcp232|tizen|presence$|welcome$|socket$|smart bridge$|eb$|spk5$|touch hd$|eneco-)/i;
/** UPnP's own types: anybody's device. */
const ANYBODY = /^(?:urn:)?schemas-upnp-org:(?:device:(?:MediaRenderer|MediaServer|InternetGatewayDevice|Basic|Printer)|service:)|^urn:schemas-upnp-org:device:fritzbox/i;

interface Dhcp { readonly domain: string; readonly hostname?: string }
interface Ssdp { readonly st?: string; readonly deviceType?: string; readonly nt?: string }
interface Zeroconf { readonly domain: string; readonly name?: string; readonly properties?: Readonly<Record<string, string>> }

/** A whole word, or a beginning that is long enough. */
const isTelling = (glob: string): boolean => !/[*?[]/.test(glob) || (/^[^*?[]*/.exec(glob)?.[0] ?? '').length >= LEAST_LETTERS;

export function compile(dhcp: readonly Dhcp[], ssdp: Readonly<Record<string, readonly Ssdp[]>>, zeroconf: Readonly<Record<string, readonly Zeroconf[]>>, homekit: Readonly<Record<string, { readonly domain: string }>>): Line[] {
  const lines: Line[] = [];
  for (const { domain, hostname } of dhcp) if (hostname !== undefined && isTelling(hostname) && !GENERIC.test(hostname)) lines.push(['host', hostname, domain]);
  for (const [domain, rules] of Object.entries(ssdp)) for (const rule of rules) for (const target of [rule.st, rule.deviceType, rule.nt]) if (target !== undefined && !ANYBODY.test(target)) lines.push(['target', target, domain]);
  for (const [type, rules] of Object.entries(zeroconf)) {
    const service = type.replace(/\.local\.$/, '').toLowerCase();
    for (const { domain, name, properties } of rules) {
      if (name !== undefined) lines.push(['instance', `${service} ${name}`, domain]);
      for (const [key, glob] of Object.entries(properties ?? {})) if ((key === 'model' || key === 'am') && isTelling(glob)) lines.push(['model', glob, domain]); else if (key === 'manufacturer' || key === 'vendor') lines.push(['text', `${key}=${glob}`, domain]);
      if (name === undefined && properties === undefined && rules.every((rule) => rule.domain === domain)) lines.push(['service', service, domain]);
    }
  }
  for (const [name, { domain }] of Object.entries(homekit)) if (!GENERIC.test(name) && isTelling(name)) lines.push(['model', name, domain]);
  return withoutDoubt(lines.filter(([, , integration]) => INTEGRATIONS.has(integration)));
}

/** One pattern, one integration: what two claim is neither's. */
function withoutDoubt(lines: readonly Line[]): Line[] {
  const by = Map.groupBy(lines, ([kind, pattern]) => `${kind}\t${pattern.toLowerCase()}`);
  return [...by.values()].flatMap((same) => (new Set(same.map(([, , integration]) => integration)).size === 1 && same[0] !== undefined ? [same[0]] : []))
    .sort((a, b) => (a.join('\t') < b.join('\t') ? -1 : 1));
}

export function render(lines: readonly Line[]): string { return `${lines.map((line) => line.join('\t')).join('\n')}\n`; }

export function haveRules(): boolean { return existsSync(RULES); }

export function readRules(): Parameters<typeof compile> {
  const read = (name: string) => JSON.parse(readFileSync(join(RULES, name), 'utf8')), zeroconf = read('zeroconf.json');
  return [read('dhcp.json').DHCP, read('ssdp.json').SSDP, zeroconf.ZEROCONF, zeroconf.HOMEKIT];
}

if (import.meta.main) {
  if (!haveRules()) throw new Error('the data folder is not beside the repository');
  const lines = compile(...readRules());
  writeFileSync(TABLE, render(lines));
  process.stdout.write(`${lines.length} rules\n`);
}
