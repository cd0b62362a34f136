/** Makers by the number that a registry gave them: ASHRAE's BACnet vendors, ODVA's CIP vendors (compiled by `build/knowledge/plant-vendors.ts`) and PI's PROFINET vendors we know. */
import { MAKER_FORM, REGISTERED } from '../certainty.ts';
import { claimOf, type Reader } from '../rule.ts';

/** PROFIBUS & PROFINET International (profibus.com), in decimal as the adapter says them. */
const PROFINET: ReadonlyMap<string, string> = new Map([
  ['17', 'Endress+Hauser'], ['26', 'ABB'], ['42', 'Siemens'], ['93', 'Pepperl+Fuchs'], ['176', 'Phoenix Contact'], ['257', 'SICK'], ['262', 'Lenze'], ['268', 'HMS'], ['285', 'WAGO'], ['286', 'Hilscher'],
  ['288', 'Beckhoff'], ['303', 'Murrelektronik'], ['310', 'ifm'], ['317', 'Turck'], ['333', 'Festo'], ['346', 'GE'],
]);
export const readProfinetVendor: Reader = (id) => { const vendor = PROFINET.get(id); return vendor === undefined ? [] : [claimOf('plant/profinet-vendor', { vendor }, MAKER_FORM)]; };

/** A reader of one of the lists; the table is asked for when the first number comes. */
export function registered(list: 'bacnet' | 'enip', table: () => ReadonlyMap<string, string>): Reader {
  return (id) => {
    const vendor = table().get(`${list} ${id}`);
    return vendor === undefined ? [] : [claimOf(`plant/${list}-vendor`, { vendor }, REGISTERED)];
  };
}

export function vendorTable(file: () => Uint8Array): () => ReadonlyMap<string, string> {
  let table: ReadonlyMap<string, string> | undefined;
  return () => (table ??= new Map(new TextDecoder().decode(file()).split('\n').map((line) => {
    const [list = '', id = '', name = ''] = line.split('\t');
    return [`${list} ${id}`, name] as const;
  })));
}
