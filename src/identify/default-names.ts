/** Hostnames that modules and system images give themselves until a product changes them (masked forms). */
const DEFAULT_NAMES = /^(?:ESP[_~]|ESP8266|ESP32|espressif|HF-|GainSpan|lwip|WICED|LPB|OpenWrt|localhost|wlan0|unknown|generic|raspberrypi|ubuntu|debian|android-)/i;

/** Programs and libraries that fetch for whoever calls them (`http.agent_product`, the beginning of `http.user_agent`). */
const TOOLS = /^(?:wget|curl|libcurl|libwww|python|java|okhttp|apache-httpclient|go-http|dalvik|cfnetwork|axios|node|lwip|busybox|mozilla|upnp|linux)/i;

export function isToolName(agent: string): boolean { return TOOLS.test(agent); }

export function isDefaultName(hostname: string): boolean { return DEFAULT_NAMES.test(hostname); }
