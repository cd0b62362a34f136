/** Siemens order numbers (MLFB) and station types: the first letters and digits are the product family. */
import { FACTORY_NAME, HINT, MAKER_FORM, NAMES_ITSELF } from '../certainty.ts';
import type { Rule, Said } from '../rule.ts';

const siemens = (category: NonNullable<Said['category']>, model: string): Said => ({ vendor: 'Siemens', category, model });
const plc = (model: string): Said => siemens('Industrial Controller', model);

export const ORDER_NUMBERS: readonly Rule[] = [
  // 6ES7 21x of the S7-1200 has a letter for its supply in front of E, F or G; of the S7-200, another form
  ['s7-1200', /^6ES7 ?(21[1-7])-?[12][ABH][EFGHX][345]\d/i, plc('S7-1200 CPU 1$1'), NAMES_ITSELF],
  ['s7-1200-io', /^6ES7 ?22[1-4]-?1/i, plc('S7-1200'), FACTORY_NAME],
  ['s7-200-smart', /^6ES7 ?288/i, plc('S7-200 SMART'), NAMES_ITSELF],
  ['s7-200', /^6ES7 ?2[12]\d/i, plc('S7-200'), MAKER_FORM],
  ['s7-1500', /^6ES7 ?(5[01]\d)-?/i, plc('S7-1500 CPU 1$1'), NAMES_ITSELF],
  ['s7-1500-io', /^6ES7 ?5[23]\d/i, siemens('Distributed I/O', 'S7-1500 I/O'), FACTORY_NAME],
  ['s7-300', /^6ES7 ?(31[2-9])/i, plc('S7-300 CPU $1'), NAMES_ITSELF],
  ['s7-400', /^6ES7 ?(41[2-7])/i, plc('S7-400 CPU $1'), NAMES_ITSELF],
  ['s7-300-io', /^6ES7 ?3[2345]\d/i, plc('S7-300'), FACTORY_NAME],
  ['s7-400-io', /^6ES7 ?4[2345]\d/i, plc('S7-400'), FACTORY_NAME],
  ['et-200-cpu', /^6ES7 ?15[14]-?8/i, plc('ET 200 CPU'), NAMES_ITSELF],
  ['et-200sp', /^6ES7 ?155-?6/i, siemens('Distributed I/O', 'ET 200SP'), NAMES_ITSELF],
  ['et-200mp', /^6ES7 ?155-?5/i, siemens('Distributed I/O', 'ET 200MP'), NAMES_ITSELF],
  ['et-200', /^6ES7 ?1[3-5]\d/i, siemens('Distributed I/O', 'ET 200'), NAMES_ITSELF],
  ['soft-plc', /^6ES7 ?(?:67\d|682|806)/i, plc('SIMATIC software controller'), FACTORY_NAME],
  ['s5', /^6ES5/i, plc('SIMATIC S5'), NAMES_ITSELF],
  ['logo', /^6ED1/i, plc('LOGO!'), NAMES_ITSELF],
  ['panel-pc', /^6AV7/i, siemens('Human Machine Interface', 'SIMATIC Panel PC'), NAMES_ITSELF],
  ['panel', /^6AV[26]/i, siemens('Human Machine Interface', 'SIMATIC HMI'), NAMES_ITSELF],
  ['scalance-w', /^6GK5 ?7\d\d/i, siemens('Wireless Access Point', 'SCALANCE W'), NAMES_ITSELF],
  ['scalance-s', /^6GK5 ?6\d\d/i, siemens('Firewall', 'SCALANCE S'), NAMES_ITSELF],
  ['scalance-m', /^6GK5 ?8\d\d/i, siemens('Cellular Gateway', 'SCALANCE M'), NAMES_ITSELF],
  ['scalance-x', /^6GK5/i, siemens('Industrial Switch', 'SCALANCE X'), NAMES_ITSELF],
  ['ruggedcom', /^6GK6/i, siemens('Industrial Switch', 'RUGGEDCOM'), NAMES_ITSELF],
  ['communications-processor', /^6GK7/i, plc('SIMATIC NET CP'), MAKER_FORM],
  ['network-card', /^6GK1/i, { vendor: 'Siemens', model: 'SIMATIC NET' }, MAKER_FORM],
  ['sinamics', /^6SL3/i, siemens('Variable Frequency Drive', 'SINAMICS'), NAMES_ITSELF],
  ['micromaster', /^6SE\d/i, siemens('Variable Frequency Drive', 'MICROMASTER'), NAMES_ITSELF],
  ['sinumerik', /^6FC5/i, siemens('CNC Machine', 'SINUMERIK'), NAMES_ITSELF],
  ['simotion', /^6AU1/i, siemens('Motion Controller', 'SIMOTION'), NAMES_ITSELF],
  ['sentron', /^7KM/i, siemens('Power Meter', 'SENTRON PAC'), NAMES_ITSELF],
  ['siprotec', /^7(?:S[A-Z]|UT|UM|VK|SJ|SD)\d/i, siemens('Protection Relay', 'SIPROTEC'), NAMES_ITSELF],
  ['weighing', /^7MH/i, siemens('Weighing Scale', 'SIWAREX'), NAMES_ITSELF],
  ['rfid', /^6GT2/i, siemens('Process Instrument', 'SIMATIC RFID'), NAMES_ITSELF],
  ['power-supply', /^6EP\d/i, siemens('Smart PowerSupply', 'SITOP'), NAMES_ITSELF],
  ['industrial-pc', /^6(?:AG4|ES7 ?647|BK1)/i, siemens('Specialized PC', 'SIMATIC IPC'), MAKER_FORM],
  ['extreme', /^6AG1 ?(?:21|31|41|51)\d/i, plc('SIPLUS'), MAKER_FORM],
  ['any', /^6(?:ES7|GK|AV|SL|FC)\w/i, { vendor: 'Siemens' }, MAKER_FORM],
];

/** Names of modules (S7 SZL 0x1c) and PROFINET's type of station, both in the maker's words. */
export const STATIONS: readonly Rule[] = [
  ['cpu-1200', /^(?:S7-1200|CPU ?12\d\d\w?)(.*)/i, plc('S7-1200'), MAKER_FORM],
  ['cpu-1500', /^(?:S7-1500|CPU ?15\d\d\w{0,3})(.*)/i, plc('S7-1500'), MAKER_FORM],
  ['cpu-300', /^(?:S7-300\b|CPU ?(31\d[\w -]{0,12}))/i, plc('S7-300 CPU $1'), MAKER_FORM],
  ['cpu-400', /^(?:S7-400\b|CPU ?(41\d[\w -]{0,12}))/i, plc('S7-400 CPU $1'), MAKER_FORM],
  ['et-200', /^(?:ET ?200\w{0,4}|IM ?15\d[\w -]{0,10})/i, siemens('Distributed I/O', 'ET 200'), MAKER_FORM],
  ['scalance', /^SCALANCE[ -]?([XWMS])[\w -]{0,16}/i, siemens('Industrial Switch', 'SCALANCE $1'), MAKER_FORM],
  ['simatic-hmi', /^SIMATIC[ -]HMI/i, siemens('Human Machine Interface', 'SIMATIC HMI'), MAKER_FORM],
  ['simatic-pc', /^(?:SIMATIC[ -]?PC|PC[ -]?Station|WinCC|SIMATIC NET PC)/i, siemens('SCADA Server', 'SIMATIC PC station'), FACTORY_NAME],
  ['sinamics', /^(?:SINAMICS|G1[23]0|S1[25]0|CU[23]\d0\w?)\b/i, siemens('Variable Frequency Drive', 'SINAMICS'), MAKER_FORM],
  ['sinumerik', /^SINUMERIK/i, siemens('CNC Machine', 'SINUMERIK'), MAKER_FORM],
  ['simotion', /^SIMOTION/i, siemens('Motion Controller', 'SIMOTION'), MAKER_FORM],
  ['logo', /^LOGO!?/i, plc('LOGO!'), MAKER_FORM],
  ['simatic', /^SIMATIC\b/i, { vendor: 'Siemens' }, HINT],
];
