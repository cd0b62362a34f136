/** Hospital devices: DICOM identities and product names, and words that sound like them. */
import { expect, test } from 'bun:test';
import type { ParameterName } from '../../model/index.ts';
import { care } from './index.ts';

const claim = (parameter: ParameterName, value: string) => care.read(parameter, value)[0];
const nothing = (parameter: ParameterName, values: readonly string[]): void => { for (const value of values) expect({ value, claims: care.read(parameter, value) }).toEqual({ value, claims: [] }); };

test('[R49] DICOM implementations name the maker; toolkits name nobody', () => {
  expect(claim('dicom.implementation', '1.3.12.2.1107.5.99.3')?.vendor).toBe('Siemens Healthineers');
  expect(claim('dicom.implementation', '1.2.840.113619.6.268')?.vendor).toBe('GE Healthcare');
  expect(claim('dicom.implementation', '1.3.46.670589.11.0.0.51.4.56.0')?.vendor).toBe('Philips');
  expect(claim('dicom.version', 'Orthanc-1.9')).toMatchObject({ category: 'PACS Server' });
  nothing('dicom.implementation', ['1.2.276.0.7230010.3.0.3.6.4', '1.2.826.0.1.3680043.9.3811', '1.2.840.1136190', '', '1.3.510.1']);
  nothing('dicom.version', ['OFFIS_DCMTK_364', 'PYNETDICOM_202', 'MergeCOM3_430', '']);
});

test('[R49] objects that a device offers are a hint at what makes them', () => {
  expect(claim('dicom.syntax', '1.2.840.10008.5.1.4.1.1.2')).toMatchObject({ category: 'CT Scanner', certainty: 0.65 });
  expect(claim('dicom.syntax', '1.2.840.10008.5.1.4.1.1.4')).toMatchObject({ category: 'MRI Scanner' });
  expect(claim('dicom.syntax', '1.2.840.10008.5.1.4.1.1.6.1')).toMatchObject({ category: 'Ultrasound' });
  nothing('dicom.syntax', ['1.2.840.10008.1.1', '1.2.840.10008.5.1.4.1.1', '1.2.840.10008.5.1.4.1.1.7', '1.2.840.10008.5.1.4.1.1.999']);
  expect(claim('dicom.title', 'CT_ROOM1')).toMatchObject({ category: 'CT Scanner' });
  nothing('dicom.title', ['CTX', 'STORESCP', 'ANY-SCP', 'MRS_SMITH', 'USER']);
});

test('[R49] names of pumps, monitors, scanners and analysers', () => {
  for (const [parameter, value, vendor, category] of [
    ['dhcp.vendor_class', 'Alaris PCU 8015', 'Becton Dickinson', 'Infusion System'], ['http.user_agent', 'Sigma Spectrum/8.0', 'Baxter', 'Infusion System'], ['http.server', 'B.Braun SpaceStation', 'B. Braun', 'Infusion System'], ['http.user_agent', 'Hospira Plum A+', 'ICU Medical', 'Infusion System'],
    ['snmp.system', 'Philips IntelliVue MX800', 'Philips', 'Patient Monitor'], ['cert.subject', 'GE CARESCAPE Gateway', 'GE Healthcare', 'Patient Monitor'], ['dhcp.hostname', 'BeneVision-N17', 'Mindray', 'Patient Monitor'], ['snmp.system', 'SOMATOM Definition Flash', 'Siemens Healthineers', 'CT Scanner'],
    ['dhcp.hostname', 'PYXIS_ES_3', 'Becton Dickinson', 'Medication Dispenser'], ['http.server', 'cobas b 123', 'Roche', 'Laboratory Analyzer'],
  ] as const) expect({ value, ...claim(parameter, value) }).toMatchObject({ value, vendor, category });
  nothing('dhcp.hostname', ['malarisk', 'spectrum', 'plumber', 'solar', 'optima', 'discovery', 'root', 'ct', 'mr-smith', 'vivid', 'epiq-music', 'infinity', 'responder']);
  nothing('mdns.model', ['Kodak Alaris S2060w', 'Optima PX', 'Discovery Channel']);
});
