/** Companies that make the radio module, not the device around it: their MAC prefix and their defaults name no product. */
const MODULE_MAKERS = new RegExp(`^(?:${[
  'Espressif', 'GainSpan', 'Hi-flying', 'Murata', 'AzureWave', 'Lite-?on', 'Hon Hai', 'Foxconn', 'Cloud Network Technology', 'Texas Instruments', 'Realtek', 'Quectel', 'Silicon Lab',
  'Universal Global Scientific', 'USI\\b', 'AMPAK', 'Wistron', 'Delta Electronics', 'Intel Corporate', 'Broadcom', 'Qualcomm', 'Atheros', 'Microchip', 'Nordic Semiconductor', 'Marvell',
  'MediaTek', 'Ralink', 'Lantronix', 'Digi International', 'Bouffalo', 'Beken', 'Fn-Link', 'SHENZHEN BILIAN', 'Rivet Networks', 'u-blox', 'Telit', 'SIMCom', 'Sierra Wireless', 'WIZnet',
  'Cypress', 'Tuya',
].join('|')})`, 'i');

export function isModuleMaker(company: string): boolean { return MODULE_MAKERS.test(company); }

/** Hostnames that modules and system images give themselves until a product changes them (masked forms). */
const DEFAULT_NAMES = /^(?:ESP[_~]|ESP8266|ESP32|espressif|HF-|GainSpan|lwip|WICED|LPB|OpenWrt|localhost|wlan0|unknown|generic|raspberrypi|ubuntu|debian|android-)/i;

export function isDefaultName(hostname: string): boolean { return DEFAULT_NAMES.test(hostname); }
