/** Host names: what generated forms and given names claim, and names that only look like them. */
import { expect, test } from 'bun:test';
import { readHostName } from './index.ts';

const claim = (name: string) => readHostName(name)[0];
const kinds = (names: readonly string[]): (string | undefined)[] => names.map((name) => claim(name)?.category);

test('[R49] forms that systems and makers generate name the kind and the maker', () => {
  for (const [name, category, vendor, os] of [
    ['DESKTOP-4J2K9QX', 'Personal Computer', undefined, 'Windows'], ['LAPTOP-7B3KQ9ZT', 'Personal Computer', undefined, 'Windows'], ['WIN-3A4B5C6D7E8', 'Server', undefined, 'Windows'],
    ['Johns-iPhone', 'Smartphone', 'Apple', 'iOS'], ['iPhone', 'Smartphone', 'Apple', 'iOS'], ['Annes-iPad-2', 'Tablet', 'Apple', 'iPadOS'], ['Johns-MBP', 'Personal Computer', 'Apple', 'macOS'],
    ['Marys-MacBook-Pro-3.local', 'Personal Computer', 'Apple', 'macOS'], ['Galaxy-S21-Ultra-5G', 'Smartphone', 'Samsung', 'Android'], ['Galaxy-Tab-S7', 'Tablet', 'Samsung', 'Android'],
    ['android-1a2b3c4d5e6f7a8b', 'Mobile Device', undefined, 'Android'], ['Pixel-7-Pro', 'Smartphone', 'Google', 'Android'], ['amazon-4f2a91c07', 'Electronics IoT', 'Amazon', undefined],
    ['NPI3F21BC', 'Printer', 'HP', undefined], ['BRN30055C8A1B2C', 'Printer', 'Brother', undefined], ['BRW30055C8A1B2C', 'Printer', 'Brother', undefined], ['EPSON1A2B3C', 'Printer', 'Epson', undefined],
    ['KMBT1A2B3C', 'Printer', 'Konica Minolta', undefined], ['RNP002673A1B2C3', 'Printer', 'Ricoh', undefined], ['XRX9C934E123456', 'Printer', 'Xerox', undefined],
    ['iPhone-2qi', 'Smartphone', 'Apple', 'iOS'], ['hp-laserjet-color-m452dn-office', 'Printer', 'HP', undefined], ['unifi-u6-pro-library', 'Wireless Access Point', 'Ubiquiti', undefined], ['6867i00085D719105', 'IP Phone', 'Mitel', undefined],
    ['SEP001122AABBCC', 'IP Phone', 'Cisco', undefined], ['AVXA1B2C3', 'IP Phone', 'Avaya', undefined], ['Polycom_0004f2a1b2c3', 'IP Phone', 'Polycom', undefined], ['axis-00408ca1b2c3', 'Camera', 'Axis', undefined],
    ['AP70db.98aa.1b2c', 'Wireless Access Point', 'Cisco', undefined], ['UAP-AC-Pro', 'Wireless Access Point', 'Ubiquiti', undefined], ['MikroTik', 'Router', 'MikroTik', 'RouterOS'],
    ['DiskStation', 'Network Storage', 'Synology', undefined], ['NASA1B2C3', 'Network Storage', 'QNAP', undefined], ['idrac-7XK4R23', 'Out-of-Band Management', 'Dell', undefined],
    ['raspberrypi', 'Embedded Systems', 'Raspberry Pi', 'Linux'], ['shellyplug-s-A1B2C3', 'Smart Plug', 'Shelly', undefined], ['shellyplus1pm-a8032ab1c2d3', 'Smart Switch', 'Shelly', undefined],
    ['wiz_a1b2c3', 'Smart Light', 'WiZ', undefined], ['HS110', 'Smart Plug', 'TP-Link', undefined], ['Chromecast', 'Video Streaming', 'Google', undefined], ['LGwebOSTV', 'Smart TV', 'LG', 'webOS'],
    ['PS5-A1B2C3', 'Video Gaming', 'Sony', undefined], ['XboxOne', 'Video Gaming', 'Microsoft', undefined], ['TeslaWallConnector_A1B2C3', 'Electric Vehicle Charger', 'Tesla', undefined],
    ['SMA3001234567', 'Solar Inverter', 'SMA', undefined], ['CX-1A2B3C', 'Industrial Controller', 'Beckhoff', undefined], ['ur-2020123456', 'Industrial Robot', 'Universal Robots', undefined],
  ] as const) {
    const said = claim(name);
    expect({ name, category: said?.category, vendor: said?.vendor, os: said?.os_family }).toEqual({ name, category, vendor, os });
  }
});

test('[R49] a model in the name is claimed', () => {
  expect(claim('HS110')?.model).toBe('HS110');
  expect(claim('DCS-932LB1')).toMatchObject({ vendor: 'D-Link', category: 'Camera', model: 'DCS-932LB1' });
  expect(claim('PS4-123')?.model).toBe('PlayStation 4');
});

test('words that people use are hints, and less than what a maker generates', () => {
  expect(kinds(['plc-7', 'line2-hmi', 'fw-01', 'core-sw-2', 'printer-2nd-floor', 'cam-lobby', 'lobby-ipcam-3'])).toEqual(
    ['Industrial Controller', 'Human Machine Interface', 'Firewall', 'Switch', 'Printer', 'Camera', 'Camera']);
  for (const name of ['plc-7', 'fw-01', 'cam-lobby']) expect(claim(name)?.certainty).toBeLessThan(0.7);
  expect(claim('SEP001122AABBCC')?.certainty).toBeGreaterThan(0.85);
});

test('[R49] the model is the maker\'s part of a name', () => {
  for (const [name, model] of [['hp-laserjet-color-m452dn-secretary', 'laserjet m452dn'], ['HP-Color-LaserJet-MFP-M281fdw', 'LaserJet M281fdw'], ['HP-LaserJet-Reception', undefined], ['unifi-u6-pro-library', 'u6-pro'], ['6867i00085D719105', '6867i']] as const) expect(claim(name)?.model).toBe(model);
});

test('names that only look like a form claim nothing', () => {
  for (const name of [
    '', 'a', 'alice', 'gateway-of-hell', 'DESKTOP-SHORT', 'DESKTOP-TOOLONG12', 'SEPTEMBER', 'SEPARATOR1234', 'BRNO', 'NPIX', 'EPSONFAN', 'NASA', 'iphonecase', 'ipadresse', 'macbeth', 'KM', 'AVX', 'HPLOVECRAFT',
    'ps4games', 'motion_detected', 'connector_1', 'hub', 'target', 'plcement', 'camelot', 'apache', 'swan', 'router66blog', 'printerless', 'iphones-for-sale', 'unifi-controller', 'unifi-hall', '6867i001122334455', 'hp-laserjetty', 'espresso', 'shelly', 'ringo', 'nest', 'sense', 'wizard', 'holiday-tv3x', 'ur-mom', 'T8', 'rokus-friend',
  ]) expect({ name, claims: readHostName(name) }).toEqual({ name, claims: [] });
});
