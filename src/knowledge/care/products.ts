/** Names of medical products in whatever text a device sends: pumps, monitors, scanners, analysers. Only names that mean nothing else. */
import { FACTORY_NAME, HINT } from '../certainty.ts';
import type { Rule, Said } from '../rule.ts';

const pump = (vendor: string): Said => ({ vendor, category: 'Infusion System' });
const monitor = (vendor: string): Said => ({ vendor, category: 'Patient Monitor' });
const lab = (vendor: string): Said => ({ vendor, category: 'Laboratory Analyzer' });
const of = (vendor: string, category: NonNullable<Said['category']>): Said => ({ vendor, category });

export const PRODUCTS: readonly Rule[] = [
  // Infusion
  ['alaris', /(?<!Kodak[ -])\bAlaris\b(?! (?:S2|E1|scanner))/i, pump('Becton Dickinson'), FACTORY_NAME],
  ['spectrum', /\b(?:Sigma[ -]?Spectrum|Spectrum ?IQ|Baxter (?:Spectrum|Evo|Novum))\b/i, pump('Baxter'), FACTORY_NAME],
  ['braun', /\b(?:Perfusor|Infusomat|SpaceStation|B\.? ?Braun)\b/i, pump('B. Braun'), FACTORY_NAME],
  ['plum', /\b(?:Plum ?(?:A\+|360)|LifeCare ?PCA|Hospira|ICU ?Medical|MedNet)\b/i, pump('ICU Medical'), FACTORY_NAME],
  ['smiths', /\b(?:Medfusion|CADD-?(?:Solis|Legacy)|PharmGuard)\b/i, pump('Smiths Medical'), FACTORY_NAME],
  ['fresenius-pump', /\b(?:Agilia|Ivenix)\b/i, pump('Fresenius'), FACTORY_NAME],
  ['mindray-pump', /\bBeneFusion\b/i, pump('Mindray'), FACTORY_NAME],
  ['terumo', /\bTERUFUSION\b/i, pump('Terumo'), FACTORY_NAME],
  // Monitors
  ['intellivue', /\b(?:IntelliVue|PIIC ?iX|SureSigns|Efficia)\b/i, monitor('Philips'), FACTORY_NAME],
  ['carescape', /\b(?:CARESCAPE|B[46]50 Monitor|DASH ?[345]000|Solar ?8000)\b/i, monitor('GE Healthcare'), FACTORY_NAME],
  ['mindray', /\b(?:BeneVision|BeneView|ePM ?1\d|iPM ?\d{1,2})\b/i, monitor('Mindray'), FACTORY_NAME],
  ['nihon-kohden', /\bNihon ?Kohden\b/i, monitor('Nihon Kohden'), FACTORY_NAME],
  ['draeger-monitor', /\bInfinity ?(?:Delta|Gamma|M300|M540|Acute)\b/i, monitor('Draeger'), FACTORY_NAME],
  ['spacelabs', /\bSpacelabs\b/i, monitor('Spacelabs'), FACTORY_NAME],
  ['welch-allyn', /\b(?:Welch ?Allyn|Connex (?:VSM|Spot))\b/i, monitor('Welch Allyn'), FACTORY_NAME],
  ['masimo', /\b(?:Masimo|Radical-7|Rad-97)\b/i, monitor('Masimo'), FACTORY_NAME],
  // Images
  ['siemens-ct', /\bSOMATOM\b/i, of('Siemens Healthineers', 'CT Scanner'), FACTORY_NAME], ['siemens-mr', /\bMAGNETOM\b/i, of('Siemens Healthineers', 'MRI Scanner'), FACTORY_NAME],
  ['siemens-us', /\bACUSON\b/i, of('Siemens Healthineers', 'Ultrasound'), FACTORY_NAME], ['siemens-xray', /\b(?:AXIOM (?:Artis|Luminos)|ARTIS (?:zee|Q|pheno)|Ysio|Mobilett)\b/i, of('Siemens Healthineers', 'X-Ray'), FACTORY_NAME],
  ['syngo', /\bsyngo\b/i, of('Siemens Healthineers', 'Medical Workstation'), HINT],
  ['ge-us', /\b(?:LOGIQ|Voluson|Vivid ?(?:E9\d?|S\d{1,2}|iq|T8))\b/i, of('GE Healthcare', 'Ultrasound'), FACTORY_NAME], ['ge-ct', /\b(?:(?:Revolution|Optima|Discovery) ?CT\w*|LightSpeed ?VCT|BrightSpeed)\b/i, of('GE Healthcare', 'CT Scanner'), FACTORY_NAME],
  ['ge-mr', /\bSIGNA\b|\b(?:Optima|Discovery) ?MR\w*/i, of('GE Healthcare', 'MRI Scanner'), FACTORY_NAME], ['ge-pacs', /\bCentricity\b/i, of('GE Healthcare', 'PACS Server'), HINT],
  ['philips-us', /\b(?:EPIQ ?\w{1,4}|Affiniti ?\d{2}|iE33|Lumify)\b/i, of('Philips', 'Ultrasound'), HINT], ['philips-mr', /\b(?:Ingenia|Achieva)\b/i, of('Philips', 'MRI Scanner'), FACTORY_NAME],
  ['philips-xray', /\b(?:Allura ?Xper|Azurion|DigitalDiagnost)\b/i, of('Philips', 'X-Ray'), FACTORY_NAME], ['canon-us', /\bAplio\b/i, of('Canon Medical', 'Ultrasound'), FACTORY_NAME],
  ['canon-ct', /\bAquilion\b/i, of('Canon Medical', 'CT Scanner'), FACTORY_NAME], ['fuji-xray', /\b(?:FCR ?(?:Capsula|Prima|Go)|FDR ?D-EVO)\b/i, of('Fujifilm', 'X-Ray'), FACTORY_NAME],
  ['sonosite', /\bSonoSite\b/i, of('SonoSite', 'Ultrasound'), FACTORY_NAME], ['hologic', /\b(?:Selenia|Horizon DXA)\b/i, of('Hologic', 'X-Ray'), FACTORY_NAME],
  // Breathing, hearts, kidneys, theatres
  ['draeger-vent', /\b(?:Evita ?(?:V\d{3}|XL|Infinity)|Savina|Babylog)\b/i, of('Draeger', 'Ventilator'), FACTORY_NAME], ['hamilton', /\bHAMILTON-[CGTS]\d\b/i, of('Hamilton Medical', 'Ventilator'), FACTORY_NAME],
  ['puritan', /\bPuritan ?Bennett\b/i, of('Medtronic', 'Ventilator'), FACTORY_NAME], ['servo', /\bSERVO-[inus]\b/, of('Maquet', 'Ventilator'), FACTORY_NAME],
  ['anesthesia', /\b(?:Perseus ?A500|Apollo Anesthesia|Aisys|Avance ?CS2|FLOW-i)\b/i, { category: 'Anesthesia Machine' }, FACTORY_NAME],
  ['ecg', /\b(?:PageWriter|MAC ?(?:5500|3500|2000|VU360)|ELI ?(?:250|280|380)|CARDIOVIT)\b/i, { category: 'ECG' }, FACTORY_NAME],
  ['dialysis', /\b(?:Prismaflex|Prismax|Fresenius ?(?:2008|4008|5008)|Dialog\+|NxStage)/i, { category: 'Dialysis Machine' }, FACTORY_NAME],
  ['da-vinci', /\b(?:da ?Vinci (?:Xi|Si|X)|Intuitive Surgical)\b/i, of('Intuitive Surgical', 'Surgical System'), FACTORY_NAME],
  // Laboratory, pharmacy, wards
  ['roche', /\bcobas ?(?:[cehbt] ?\d{2,4}|\d{4}|pro|IT)\b/i, lab('Roche'), FACTORY_NAME], ['sysmex', /\bSysmex\b/i, lab('Sysmex'), FACTORY_NAME], ['abbott', /\b(?:i-STAT|Alinity|ARCHITECT ?(?:ci|i2000|c\d))/i, lab('Abbott'), FACTORY_NAME],
  ['siemens-lab', /\b(?:ADVIA|Atellica|RAPIDPoint|RAPIDLab)\b/i, lab('Siemens Healthineers'), FACTORY_NAME], ['radiometer', /\b(?:ABL ?(?:80|90|8\d\d)|Radiometer)\b/i, lab('Radiometer'), FACTORY_NAME], ['beckman', /\b(?:DxH ?\d{3}|UniCel|Beckman Coulter)\b/i, lab('Beckman Coulter'), FACTORY_NAME],
  ['glucose', /\b(?:Accu-?Chek ?Inform|StatStrip|Precision ?Xceed)\b/i, { category: 'Glucose Meter' }, FACTORY_NAME],
  ['pyxis', /\bPyxis\b/i, of('Becton Dickinson', 'Medication Dispenser'), FACTORY_NAME], ['omnicell', /\bOmnicell\b/i, of('Omnicell', 'Medication Dispenser'), FACTORY_NAME], ['accudose', /\bAccuDose\b/i, of('Omnicell', 'Medication Dispenser'), FACTORY_NAME],
  ['rauland', /\b(?:Rauland|Responder ?(?:5|5000|Enterprise))\b/i, of('Rauland-Borg', 'Nurse Call'), FACTORY_NAME], ['hillrom', /\b(?:Hill-?Rom|NaviCare)\b/i, of('Hillrom', 'Nurse Call'), HINT],
  ['vocera', /\bVocera\b/i, of('Vocera', 'IP Phone'), FACTORY_NAME], ['capsule', /\b(?:Capsule ?(?:Neuron|SmartLinx)|iSirona|CareAware iBus)\b/i, { category: 'Medical Device Gateway' }, FACTORY_NAME],
];
