/** Hostnames that modules and system images give themselves until a product changes them (masked forms). */
const DEFAULT_NAMES = /^(?:ESP[_~]|ESP8266|ESP32|espressif|HF-|GainSpan|lwip|WICED|LPB|OpenWrt|localhost|wlan0|unknown|generic|raspberrypi|ubuntu|debian|android-)/i;

export function isDefaultName(hostname: string): boolean { return DEFAULT_NAMES.test(hostname); }
