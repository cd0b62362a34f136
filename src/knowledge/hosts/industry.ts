/** Host names of plant and hospital: what commissioning people call their devices, and what products are called from the factory. */
import { FACTORY_NAME, HINT, MAKER_FORM, WEAK } from '../certainty.ts';
import type { Rule } from '../rule.ts';

const plc = (vendor: string) => ({ vendor, category: 'Industrial Controller' }) as const;

export const INDUSTRY: readonly Rule[] = [
  // Names from the factory
  ['beckhoff', /^CX-[0-9A-F]{6}$/i, plc('Beckhoff'), MAKER_FORM],
  ['wago', /^(?:PFC[12]00|CC100|TP600|EDGE)-[0-9A-F]{6}$/i, plc('WAGO'), MAKER_FORM],
  ['phoenix-contact', /^axcf\d{4}/i, plc('Phoenix Contact'), FACTORY_NAME],
  ['opto22', /^(?:opto-|epic-|groov-)[\w-]+$/i, plc('Opto 22'), HINT],
  ['revolution-pi', /^RevPi\d{3,8}$/i, { vendor: 'Kunbus', category: 'Industrial Controller', os_family: 'Linux' }, MAKER_FORM],
  ['niagara', /^(?:jace|localhost-jace|TITAN)[-_]?\d*$/i, { vendor: 'Tridium', category: 'Building Automation' }, HINT],
  ['distech', /^(?:ECY|ECLYPSE)-[0-9A-Z]{4,8}$/i, { vendor: 'Distech Controls', category: 'Building Automation' }, FACTORY_NAME],
  ['johnson-controls', /^(?:NAE|NIE|NCE|SNE|SNC)[-_]?(?:\d{4,8}|[0-9A-F]{12})$/i, { vendor: 'Johnson Controls', category: 'Building Automation' }, FACTORY_NAME],
  ['universal-robots', /^ur-\d{10}$/i, { vendor: 'Universal Robots', category: 'Industrial Robot' }, MAKER_FORM],
  ['cognex', /^(?:IS|DM|DMR?)\d{2,4}\w*_[0-9A-F]{6}$/i, { vendor: 'Cognex', category: 'Machine Vision' }, FACTORY_NAME],
  // Words that say what it does
  ['plc-word', /(?:^|[-_])(?:plc|sps|s7-?\d{3,4})(?:[-_]|\d{1,4}$|$)/i, { category: 'Industrial Controller' }, HINT],
  ['hmi-word', /(?:^|[-_])(?:hmi|panelview|op-?panel)(?:[-_]|\d{1,4}$|$)/i, { category: 'Human Machine Interface' }, HINT],
  ['scada-word', /(?:^|[-_])(?:scada|wincc|ignition|citect|ifix)(?:[-_]|\d{1,3}$|$)/i, { category: 'SCADA Server' }, HINT],
  ['historian-word', /(?:^|[-_])(?:historian|pi-?server)(?:[-_]|\d{1,3}$|$)/i, { category: 'Historian' }, HINT],
  ['engineering-word', /(?:^|[-_])(?:ews|engstation|es-?ws)(?:[-_]|\d{1,3}$|$)/i, { category: 'Engineering Workstation' }, WEAK],
  ['rtu-word', /(?:^|[-_])rtu(?:[-_]|\d{1,4}$|$)/i, { category: 'Remote Terminal Unit' }, HINT],
  ['drive-word', /(?:^|[-_])(?:vfd|vsd)(?:[-_]|\d{1,4}$|$)/i, { category: 'Variable Frequency Drive' }, HINT],
  ['robot-word', /(?:^|[-_])(?:robot|kuka|fanuc)(?:[-_]|\d{1,3}$|$)/i, { category: 'Industrial Robot' }, WEAK],
  ['building-word', /(?:^|[-_])(?:bms|bas|ahu|vav)(?:[-_]|\d{1,4}$|$)/i, { category: 'Building Automation' }, HINT],
  ['access-word', /(?:^|[-_])(?:door-?ctrl|door-?controller|acs|access-?panel)(?:[-_]|\d{1,3}$|$)/i, { category: 'Access Control' }, WEAK],
  // Hospital
  ['modality-word', /(?:^|[-_])(?:modality|xray|cr-?room|dx-?room)(?:[-_]|\d{1,3}$|$)/i, { category: 'X-Ray' }, HINT],
  ['ct-word', /^ct[-_]?(?:scanner|\d{1,2}$)/i, { category: 'CT Scanner' }, HINT],
  ['mri-word', /^(?:mri?|mrt)[-_]?(?:scanner|\d{1,2}$)/i, { category: 'MRI Scanner' }, HINT],
  ['ultrasound-word', /(?:^|[-_])(?:ultrasound|sono)(?:[-_]|\d{1,3}$|$)/i, { category: 'Ultrasound' }, HINT],
  ['pacs-word', /(?:^|[-_])pacs(?:[-_]|\d{1,3}$|$)/i, { category: 'PACS Server' }, HINT],
  ['pump-word', /(?:^|[-_])(?:infusion|ivpump|alaris)(?:[-_]|\d|$)/i, { category: 'Infusion System' }, HINT],
  ['monitor-word', /(?:^|[-_])(?:patmon|patient-?mon\w*|intellivue|bedside)(?:[-_]|\d|$)/i, { category: 'Patient Monitor' }, HINT],
  ['nurse-word', /(?:^|[-_])nurse-?call(?:[-_]|\d|$)/i, { category: 'Nurse Call' }, HINT],
];
