/** Makers: every spelling to one name, and never two makers to one. */
import { expect, test } from 'bun:test';
import { isModuleMaker, maker, makerOf, makers } from './index.ts';
import type { MakerRows } from './makers/rows.ts';

test('[R49] there are hundreds of makers, each named once, and each is found by its own name', () => {
  expect(makers().length).toBeGreaterThan(3000);
  expect(new Set(makers().map(({ name }) => name)).size).toBe(makers().length);
  expect(makers().filter(({ name }) => makerOf(name) !== name)).toEqual([]);
});

test.each([
  ['Cisco Systems, Inc', 'Cisco'], ['Cisco SPVTG', 'Cisco'], ['Cisco Meraki', 'Cisco Meraki'], ['Cisco-Linksys, LLC', 'Linksys'],
  ['HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO.,LTD.', 'Hikvision'], ['Hangzhou Hikvision Digital Technology', 'Hikvision'], ['Zhejiang Dahua Technology Co., Ltd.', 'Dahua'],
  ['TP-LINK TECHNOLOGIES CO.,LTD.', 'TP-Link'], ['TP-Link Systems Inc.', 'TP-Link'], ['SHEN ZHEN TENDA TECHNOLOGY', 'Tenda'], ['HUAWEI TECHNOLOGIES CO.,LTD', 'Huawei'], ['zte corporation', 'ZTE'],
  ['Hewlett Packard', 'HP'], ['Hewlett-Packard Company', 'HP'], ['HP Inc.', 'HP'], ['Hewlett Packard Enterprise', 'Hewlett Packard Enterprise'], ['HPE', 'Hewlett Packard Enterprise'],
  ['Samsung Electronics Co.,Ltd', 'Samsung'], ['samsung', 'Samsung'], ['LG Electronics (Mobile Communications)', 'LG'], ['LGE', 'LG'], ['Sony Interactive Entertainment Inc.', 'Sony'], ['SonyEricsson', 'SonyEricsson'],
  ['Apple, Inc.', 'Apple'], ['AXIS', 'Axis'], ['Axis Communications AB', 'Axis'], ['Google Inc.', 'Google'], ['Airtame Inc.', 'Airtame'], ['Routerboard.com', 'MikroTik'], ['AVM Audiovisuelles Marketing und Computersysteme GmbH', 'AVM'],
  ['Rockwell Automation/Allen-Bradley', 'Rockwell Automation'], ['Allen-Bradley', 'Rockwell Automation'], ['Siemens AG', 'Siemens'], ['SIEMENS AG, A&D PI Flow Instruments', 'Siemens'], ['Siemens Healthcare Diagnostics', 'Siemens Healthineers'],
  ['Square D Company', 'Schneider Electric'], ['APC by Schneider Electric', 'APC'], ['APC(Schneider Electric)', 'APC'], ['Vertiv (Formerly Emerson Network Power)', 'Vertiv'], ['Bosch Rexroth AG', 'Bosch Rexroth'], ['Robert Bosch GmbH', 'Bosch'],
  ['B&R Industrial Automation GmbH', 'B&R'], ['WEIDMÜLLER Interface GmbH & Co. KG', 'Weidmüller'], ['Schweitzer Engineering Laboratories', 'SEL'], ['Carel Industries S.p.A.', 'Carel'], ['KMC Controls, Inc.', 'KMC Controls'],
  ['GE Healthcare', 'GE Healthcare'], ['General Electric', 'GE'], ['Toshiba Medical Systems', 'Canon Medical'], ['Becton Dickinson', 'Becton Dickinson'], ['Philips Lighting BV', 'Philips'], ['Signify', 'Philips'],
  ['Raspberry Pi (Trading) Ltd', 'Raspberry Pi'], ['ASSMANN Electronic', 'ednet'], ['Belkin International', 'Belkin'], ['Seiko Epson', 'Epson'], ['Motorola Mobility LLC, a Lenovo Company', 'Motorola'], ['XiaoMi', 'Xiaomi'],
] as const)('[R49] %s is %s', (text, name) => { expect(makerOf(text)).toBe(name); });

test.each([
  ['Apple', 'Applied Materials'], ['Apple', 'Apple Rush Company'], ['HP', 'HPE'], ['HP', 'HPN Supply Chain'], ['LG', 'LG Innotek'], ['LG', 'LGS Innovations'], ['Samsung', 'Samsung Electro-Mechanics'], ['Samsung', 'Hanwha Techwin'],
  ['Delta Electronics', 'Delta Networks'], ['Delta Electronics', 'Delta Controls'], ['Alpha Networks', 'Alpha Technologies'], ['Mitsubishi Electric', 'Mitsubishi Heavy Industries'], ['Motorola', 'Motorola Solutions'], ['Nest', 'Nestle'], ['Ring', 'Ringdale'],
  ['SMC', 'SMC Networks'], ['Cisco', 'Sisco'], ['Siemens', 'Siemens Healthcare'], ['GE', 'GE Healthcare'], ['Johnson Controls', 'Johnson & Johnson'], ['Murata', 'MURATA MACHINERY'], ['Bosch', 'Bosch Rexroth'], ['Dell', 'Dellner'], ['Sun', 'Sunmi'], ['Intel', 'Intelbras'],
  ['Honeywell', 'Honeywell Home'], ['Eve', 'Everspring'], ['Hitachi', 'Hitachi Energy'], ['Axis', 'AB Axis Industries'], ['Alcatel', 'Alcatel-Lucent'], ['Omron', 'Omron Healthcare'], ['Fisher & Paykel', 'Fisher & Paykel Healthcare'], ['Quantum', 'Quantum Networks'], ['Meta', 'Meta-chrom'], ['BLU', 'Blu-ray Disc Association'], ['Zebra', 'Zebra Elektronik'], ['Cummins', 'CUMMINS-ALLISON'], ['Siemens Energy', 'Siemens Energy & Automation, Inc.'],
] as const)('[R49] %s and %s are two makers', (one, other) => { expect(makerOf(one)).not.toBe(makerOf(other)); });

test('[R49] a maker that nobody listed keeps its name without legal forms', () => {
  expect(maker('Unlisted Widgets GmbH & Co. KG')).toBeUndefined();
  expect(makerOf('Unlisted Widgets GmbH & Co. KG')).toBe('Unlisted Widgets');
  expect(makerOf('SHENZHEN UNLISTED TECHNOLOGY CO.,LTD')).toBe('Shenzhen Unlisted Technology');
  for (const [registry, name] of [['ABEKAS VIDEO SYSTEM', 'Abekas Video System'], ['G-PRO COMPUTER', 'G-PRO Computer'], ['CIMSYS Inc', 'Cimsys'], ['C. ITOH ELECTRONICS, INC.', 'C. Itoh Electronics'], ['QVZX', 'QVZX'], ['QLKM SYSTEMS', 'QLKM Systems'], ['iWidgets', 'iWidgets']] as const) expect(makerOf(registry)).toBe(name);
  expect(makerOf('Unlisted S.p.A.')).toBe('Unlisted');
  expect(makerOf('株式会社なまえ')).toBe('株式会社なまえ');
});

test('hostile text is a name like any other, and no longer than 160 letters', () => {
  for (const text of ['', '()', '((((((((((', ', ,', '\0\0', 'GmbH', 'constructor', '__proto__', '('.repeat(50_000), 'a b '.repeat(50_000), '\u0301'.repeat(50_000), 'é'.repeat(50_000), '\ud800']) {
    expect(makerOf(text).length).toBeLessThanOrEqual(160);
    expect(maker(text)).toBeUndefined();
  }
});

test('makers of modules and boards name no product', () => {
  for (const name of ['Espressif', 'Murata Manufacturing', 'Hon Hai Precision Ind. Co.,Ltd.', 'AzureWave Technology', 'Liteon Technology', 'Intel Corporate', 'SHENZHEN BILIAN ELECTRONIC CO.，LTD', 'Tuya Smart', 'Delta Electronics', 'Digi International', 'Texas Instruments', 'Universal Global Scientific Industrial']) {
    expect([name, isModuleMaker(name)]).toEqual([name, true]);
  }
  for (const name of ['Apple', 'Belkin International', 'Axis', 'MURATA MACHINERY', 'Nobody']) expect([name, isModuleMaker(name)]).toEqual([name, false]);
});

test('what a maker usually makes, where that is one thing', () => {
  const usual = (name: string) => maker(name)?.category;
  expect([usual('Axis'), usual('Polycom'), usual('Cisco Systems'), usual('Raspberry Pi'), usual('Yealink'), usual('JK microsystems'), usual('Hitachi Maxell'), usual('Samsung'), usual('Espressif')])
    .toEqual(['Camera', 'Video Audio Conference', 'Network Equipment', 'Embedded Systems', 'IP Phone', 'Embedded Systems', 'Electronics IoT', null, null]);
});

test('[R49] every spelling of the tables is found', async () => {
  const tables = await Promise.all(['buildings', 'computers', 'home', 'industry', 'medicine', 'modules', 'network', 'office'].map((name) => import(`./makers/${name}.ts`) as Promise<Record<string, () => MakerRows>>));
  const rows = tables.flatMap((table) => Object.values(table).flatMap((groups) => groups().flatMap(([, written]) => written)));
  expect(rows.length).toBe(makers().length);
  const lost = rows.flatMap((row) => row.replace(': ', ', ').split(', ').map((spelling) => spelling.replace(/\*$/, '')).filter((spelling) => makerOf(spelling) !== row.replace(/\*?(?:: .*)?$/, '')));
  expect(lost).toEqual([]);
});
