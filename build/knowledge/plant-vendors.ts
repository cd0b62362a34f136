/** `bun build/knowledge/plant-vendors.ts`: compiles ASHRAE's list of BACnet vendors and ODVA's of CIP vendors into one table, with the names that people use. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../generate.ts';

const VALUES = join(ROOT, '../shared/data/fingerprints/values');
const TABLE = join(ROOT, 'src/knowledge/plant/vendors.tsv');
const LISTS = [['bacnet', 'bacnet_vendors.tsv'], ['enip', 'cip_odva_vendors.tsv']] as const;

/** Nobody's number: reserved, or an organisation that makes no devices. */
const NOBODY = /^(?:reserved|unassigned|unknown|not assigned|open|test|demo|ashrae$|nist$)|\breserved\b|^odva\b/i;
/** Forms of company at the end of a name, in any number. */
const FORM = /[\s,]+(?:inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|co|company|gmbh|gmbh & co|gmbh & co\.? ?kg|kg|ag|s\.?a|s\.?p\.?a|s\.?r\.?l|s\.?r\.?o|a\/?s|oy|ab|b\.?v|n\.?v|plc|pty|pte|sdn bhd|pvt|kft|aps|kk|k\.k|se|sas|s\.?a\.?s|as|ad|d\.?o\.?o|sp\. z o\.?o|lp|sl|s\.l)\.?$/i;

/** Firms that the registry knows by an older or a longer name. */
const COMMON: readonly (readonly [RegExp, string])[] = [
  [/^Siemens\b/i, 'Siemens'], [/^Johnson Controls\b/i, 'Johnson Controls'], [/^Honeywell\b/i, 'Honeywell'], [/^(?:The )?Trane\b/i, 'Trane'], [/^(?:United Technologies )?Carrier\b/i, 'Carrier'], [/^TAC\b/, 'Schneider Electric'], [/^Liebert\b/i, 'Vertiv'], [/^Hewlett-Packard\b/i, 'HP'], [/^Balluff\b/i, 'Balluff'], [/^Schneider\b/i, 'Schneider Electric'],
  [/^(?:Rockwell|Allen-?Bradley)\b/i, 'Rockwell Automation'], [/^(?:ABB)\b/i, 'ABB'], [/^Omron\b/i, 'Omron'], [/^Mitsubishi Electric\b/i, 'Mitsubishi Electric'], [/^Phoenix Contact\b/i, 'Phoenix Contact'],
  [/^WAGO\b/i, 'WAGO'], [/^Beckhoff\b/i, 'Beckhoff'], [/^Bosch Rexroth\b/i, 'Bosch Rexroth'], [/^Eaton\b/i, 'Eaton'], [/^Yokogawa\b/i, 'Yokogawa'], [/^Yaskawa\b/i, 'Yaskawa'], [/^FANUC\b/i, 'FANUC'],
  [/^Danfoss\b/i, 'Danfoss'], [/^Delta Electronics\b/i, 'Delta Electronics'], [/^Delta Controls\b/i, 'Delta Controls'], [/^Moxa\b/i, 'Moxa'], [/^Cisco\b/i, 'Cisco'], [/^Hirschmann\b/i, 'Hirschmann'],
  [/^(?:Emerson|Fisher-?Rosemount)\b/i, 'Emerson'], [/^(?:GE|General Electric)\b/i, 'GE'], [/^Keyence\b/i, 'Keyence'], [/^Cognex\b/i, 'Cognex'], [/^SICK\b/i, 'SICK'], [/^Turck\b/i, 'Turck'], [/^Festo\b/i, 'Festo'],
  [/^Panasonic\b/i, 'Panasonic'], [/^Hitachi\b/i, 'Hitachi'], [/^Toshiba\b/i, 'Toshiba'], [/^Samsung\b/i, 'Samsung'], [/^LG\b/i, 'LG'], [/^Daikin\b/i, 'Daikin'], [/^Lutron\b/i, 'Lutron'], [/^Distech\b/i, 'Distech Controls'],
  [/^HMS\b/i, 'HMS'], [/^Hilscher\b/i, 'Hilscher'], [/^Pepperl\b/i, 'Pepperl+Fuchs'], [/^Endress\b/i, 'Endress+Hauser'], [/^Parker\b/i, 'Parker'], [/^SMC\b/i, 'SMC'], [/^SEW\b/i, 'SEW-Eurodrive'], [/^Lenze\b/i, 'Lenze'],
  [/^American Power Conversion\b|^APC\b/i, 'APC'], [/^Tridium\b/i, 'Tridium'], [/^Loytec\b/i, 'LOYTEC'], [/^Automated Logic\b/i, 'Automated Logic'], [/^Alerton\b/i, 'Alerton'], [/^Andover\b/i, 'Schneider Electric'],
];

/** `KMC Controls, Inc. (formerly Kreuter)` is KMC Controls. */
export function commonName(name: string): string {
  const bare = name.replace(/\s*\((?!R\)).*$/, '').replace(/\s+(?:-|\/)\s.*$/, '').replace(/\(R\)|\u00ae/g, '').replace(/\s+/g, ' ').trim();
  const known = COMMON.find(([pattern]) => pattern.test(bare));
  if (known !== undefined) return known[1];
  let cut = bare;
  for (let before = ''; before !== cut;) { before = cut; cut = cut.replace(FORM, '').replace(/[\s,.&]+$/, ''); }
  return cut.length >= 2 ? cut : bare;
}

export function compile(list: string, text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [id = '', name = ''] = line.trim().split('\t');
    return /^\d+$/.test(id) && name !== '' && !NOBODY.test(name) ? [{ id: Number(id), name: commonName(name) }] : [];
  }).sort((a, b) => a.id - b.id).map(({ id, name }) => `${list}\t${id}\t${name}`);
}

export function haveLists(): boolean { return existsSync(VALUES); }
export function compileAll(): string { return `${LISTS.flatMap(([list, file]) => compile(list, readFileSync(join(VALUES, file), 'utf8'))).join('\n')}\n`; }

if (import.meta.main) {
  if (!haveLists()) throw new Error('the data folder is not beside the repository');
  writeFileSync(TABLE, compileAll());
}
