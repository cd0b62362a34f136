/** Whether a device names a model that is not the one it is taken for: a sister product of a known maker. */
import { PRESENT } from '../features/index.ts';
import type { ParameterName } from '../model/index.ts';
import type { Model } from './model.ts';

/** Parameters whose value tells the models of one maker apart: a bit each. */
const NAMES_MODEL: readonly ParameterName[] = ['dhcp.hostname', 'dhcp.client_fqdn', 'mdns.model', 'ssdp.device', 'traffic.model', 'traffic.file'];
const BITS = 0x3f, SAID = 0x40, NAMED = 0x80;

/** For each row: the bit of its parameter, with SAID where it shows that something was said and NAMED where it is a value. Coarse forms (`DCS-~`) are neither: sisters share them. */
export function namingOf(words: readonly (readonly [parameter: string, token: string])[]): Uint8Array {
  return Uint8Array.from(words, ([parameter, token]) => {
    const bit = NAMES_MODEL.findIndex((name) => name === parameter);
    if (bit < 0 || token.endsWith('~')) return 0;
    return (1 << bit) | (token === PRESENT ? SAID : NAMED);
  });
}

/** True when one of the parameters is there, but none of its values is one that `leaf` has. */
export function contradictsModel(rows: Int32Array, leaf: number, model: Model): boolean { return contradicts(rows, model, (row) => isTypical(model, row, leaf)); }

/** The same of a profile: a value that any of its leaves has agrees. */
export function contradictsProfile(rows: Int32Array, profile: number, model: Model): boolean {
  return contradicts(rows, model, (row) => {
    for (let leaf = 0; leaf < model.leaves; leaf++) if (model.tiers.profile.ofLeaf[leaf] === profile && isTypical(model, row, leaf)) return true;
    return false;
  });
}

function contradicts(rows: Int32Array, model: Model, agrees: (row: number) => boolean): boolean {
  let said = 0, agreed = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0, naming = model.naming[row] ?? 0;
    if (naming === 0) continue;
    if ((naming & SAID) !== 0) said |= naming & BITS;
    else if (agrees(row)) agreed |= naming & BITS;
  }
  return (said & ~agreed) !== 0;
}

/** Whether captures of that leaf show the id. */
export function isTypical(model: Model, row: number, leaf: number): boolean {
  const width = (model.leaves + 7) >> 3;
  return ((model.typical[row * width + (leaf >> 3)] ?? 0) >> (leaf & 7) & 1) === 1;
}
