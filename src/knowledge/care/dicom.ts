/** DICOM: whose implementation it is, which kinds of objects it sends, and how application entities are called. */
import { FACTORY_NAME, HINT, MAKER_FORM, WEAK } from '../certainty.ts';
import { claimOf, type Reader, type Rule, type Said } from '../rule.ts';

/** Roots of implementation class UIDs. Toolkits (DCMTK, MergeCOM, pynetdicom) are in everybody's products: they are not here. */
const ROOTS: readonly (readonly [root: string, said: Said, certainty: number])[] = [
  ['1.2.840.113619', { vendor: 'GE Healthcare', category: 'Medical Imaging' }, MAKER_FORM],
  ['1.3.12.2.1107', { vendor: 'Siemens Healthineers', category: 'Medical Imaging' }, MAKER_FORM],
  ['1.3.46.670589', { vendor: 'Philips', category: 'Medical Imaging' }, MAKER_FORM],
  ['1.2.840.113704', { vendor: 'Philips', category: 'CT Scanner' }, HINT],
  ['1.2.840.113663', { vendor: 'Philips', category: 'Ultrasound' }, FACTORY_NAME],
  ['1.2.392.200036.9116', { vendor: 'Canon Medical', category: 'Medical Imaging' }, MAKER_FORM],
  ['1.2.392.200036.9125', { vendor: 'Fujifilm', category: 'Medical Imaging' }, MAKER_FORM],
  ['1.2.392.200036.9107', { vendor: 'Konica Minolta', category: 'X-Ray' }, FACTORY_NAME],
  ['1.3.51', { vendor: 'Agfa', category: 'Medical Imaging' }, FACTORY_NAME],
  ['1.2.124.113532', { vendor: 'Agfa', category: 'PACS Server' }, HINT],
  ['1.2.840.113564', { vendor: 'Carestream', category: 'X-Ray' }, FACTORY_NAME],
  ['1.2.840.113681', { vendor: 'Hologic', category: 'X-Ray' }, MAKER_FORM],
  ['1.2.246.352', { vendor: 'Varian', category: 'Medical Workstation' }, FACTORY_NAME],
  ['1.2.752.24', { vendor: 'Sectra', category: 'PACS Server' }, FACTORY_NAME],
  ['1.2.156.112605', { vendor: 'United Imaging', category: 'Medical Imaging' }, FACTORY_NAME],
  ['1.2.40.0.13.1', { category: 'PACS Server' }, WEAK],
];

export const readImplementation: Reader = (uid) => {
  const row = ROOTS.find(([root]) => uid === root || uid.startsWith(`${root}.`));
  return row === undefined ? [] : [claimOf(`care/dicom-root-${row[0]}`, row[1], row[2])];
};

/** Storage classes that an associating device offers (DICOM PS3.4 annex B). An archive offers most of them, so each is a hint. */
const CLASSES: readonly (readonly [uids: string, said: Said])[] = [
  ['1 1.1 1.1.1', { category: 'X-Ray' }], ['1.2 1.2.1', { category: 'X-Ray' }], ['2 2.1 2.2', { category: 'CT Scanner' }], ['4 4.1 4.2 4.3', { category: 'MRI Scanner' }],
  ['3.1 6.1 6.2', { category: 'Ultrasound' }], ['12.1 12.1.1 12.2 12.2.1', { category: 'X-Ray' }], ['20 128 130', { category: 'Medical Imaging' }], ['9.1.1 9.1.2 9.1.3', { category: 'ECG' }],
  ['77.1.1 77.1.4 77.1.5.1 77.1.5.4', { category: 'Medical Imaging' }], ['481.1 481.2 481.3 481.5', { category: 'Medical Workstation' }],
];
const STORAGE = '1.2.840.10008.5.1.4.1.1.';
const OFFERED: ReadonlyMap<string, Said> = new Map([
  ...CLASSES.flatMap(([uids, said]) => uids.split(' ').map((uid) => [STORAGE + uid, said] as const)),
  ['1.2.840.10008.5.1.4.31', { category: 'Medical Imaging' }], // modality worklist: only what makes images asks for it
  ['1.2.840.10008.3.1.2.3.3', { category: 'Medical Imaging' }], // performed procedure step
  ['1.2.840.10008.5.1.4.1.2.2.1', { category: 'Medical Workstation' }], ['1.2.840.10008.5.1.4.1.2.1.1', { category: 'Medical Workstation' }], // query and retrieve
]);
export const readSyntax: Reader = (uid) => { const said = OFFERED.get(uid); return said === undefined ? [] : [claimOf(`care/dicom-offers-${uid.slice(STORAGE.length) || uid}`, said, HINT)]; };

export const VERSIONS: readonly Rule[] = [
  ['dcm4chee', /^dcm4chee/i, { category: 'PACS Server' }, FACTORY_NAME], ['orthanc', /orthanc/i, { category: 'PACS Server', model: 'Orthanc' }, MAKER_FORM], ['conquest', /conquest/i, { category: 'PACS Server', model: 'Conquest' }, MAKER_FORM],
  ['osirix', /^(?:OSIRIX|HOROS)/i, { category: 'Medical Workstation', os_family: 'macOS' }, MAKER_FORM], ['efilm', /^EFILM/i, { category: 'Medical Workstation' }, MAKER_FORM], ['weasis', /^weasis/i, { category: 'Medical Workstation' }, FACTORY_NAME],
  ['clearcanvas', /^ClearCanvas/i, { category: 'PACS Server' }, HINT], ['ge', /^(?:GE_|GEIIS|CENTRICITY)/i, { vendor: 'GE Healthcare' }, MAKER_FORM], ['siemens', /^(?:SIEMENS|SYNGO|MR_VB\d|VB\d\d[A-Z])/i, { vendor: 'Siemens Healthineers' }, FACTORY_NAME],
  ['philips', /^(?:PHILIPS|PMS|ALI-)/i, { vendor: 'Philips' }, FACTORY_NAME], ['fuji', /^(?:FUJI|SYNAPSE)/i, { vendor: 'Fujifilm' }, FACTORY_NAME], ['agfa', /^(?:AGFA|IMPAX)/i, { vendor: 'Agfa' }, FACTORY_NAME],
  ['canon', /^(?:TM_|TOSHIBA|CANON)/i, { vendor: 'Canon Medical' }, FACTORY_NAME],
];

/** Application entities are called by whoever sets them up. */
export const TITLES: readonly Rule[] = [
  ['title-archive', /^(?:PACS|ARCHIVE|DCM4CHEE|ORTHANC|CONQUEST\w*|VNA)\w{0,10}$/i, { category: 'PACS Server' }, HINT],
  ['title-ct', /^CT(?:[_\d]\w{0,10})?$/i, { category: 'CT Scanner' }, HINT], ['title-mr', /^MR(?:I|T)?(?:[_\d]\w{0,10})?$/i, { category: 'MRI Scanner' }, HINT],
  ['title-us', /^(?:US|ULTRA|ECHO|SONO)(?:[_\d]\w{0,10})?$/i, { category: 'Ultrasound' }, HINT], ['title-xray', /^(?:CR|DX|DR|XA|RF|MG|MAMMO|XRAY)(?:[_\d]\w{0,10})?$/i, { category: 'X-Ray' }, HINT],
  ['title-workstation', /^(?:WS|VIEWER|OSIRIX|HOROS|WORKSTATION)\w{0,10}$/i, { category: 'Medical Workstation' }, HINT],
];
export const readDicomRole: Reader = (role) => (role === 'acceptor' ? [claimOf('care/dicom-acceptor', { category: 'PACS Server' }, WEAK)] : []);
