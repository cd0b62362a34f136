/** What kind of device an agent speaks of: words of the agent first, then what runs such a system. */
import type { CategoryName } from '../../taxonomy/index.ts';

export interface Kind { readonly rule: string; readonly category: CategoryName; readonly certainty: number }

type Rule = readonly [rule: string, pattern: RegExp, category: CategoryName, certainty: number];

/** First match wins. */
const WORDS: readonly Rule[] = [
  ['ip-phone', /^(?:Yealink|Grandstream|Fanvil|Aastra|Mitel|Gigaset|Panasonic[_-]KX|Cisco[-/](?:CP|SPA)|Linksys\/SPA)|\bsnom-?[DMC]?\d{3}\b|\bPolycom\w{0,20}-[A-Z]|\bPolyEdge-/i, 'IP Phone', 0.95],
  ['speaker', /\bSonos\/\d/, 'Smart Speaker', 0.9],
  ['router', /^(?:AVM )?FRITZ!Box/, 'Router', 0.93],
  ['headset', /\bOculusBrowser\b|; Quest(?: \d\w?| Pro)?(?: Build|\))/, 'Video Gaming', 0.85],
  ['scanner', /; (?:TC|MC)\d{2,4}[A-Z]{0,2}(?: Build|\))|; (?:CT|CK|EDA)\d{2}[A-Z]{0,3}(?: Build|\))/, 'Barcode Scanner', 0.8],
  ['payment', /; (?:PAX )?A(?:920|930|77|80)(?:Pro)?(?: Build|\))/i, 'Payment Terminal', 0.85],
  ['console', /\b(?:PlayStation|Xbox|Nintendo|Wii ?U?|PSP)\b/i, 'Video Gaming', 0.95],
  ['wearable', /\bwatchOS\b|\bWatch\d,\d|\bSmartWatch\b/, 'Wearable', 0.95],
  ['speaker', /\bAudioAccessory\d|\bAEO[A-Z]{2}\b|DeviceType\/SmartSpeaker/, 'Smart Speaker', 0.95],
  ['streamer', /\bAFT[A-Z0-9]{1,5}\b|\bApple ?TV\b|AppleTV\d|\btvOS\b|\bRoku\b|\bCrKey\b|\bChromecast\b|\bMi ?BOX|\bSHIELD Android/i, 'Video Streaming', 0.93],
  ['television', /\bSMART-?TV\b|\bHbbTV\b|\bBRAVIA\b|\bVIERA\b|\bWeb0S\b|\bNetCast\b|\bGoogle ?TV\b|\bAndroid ?TV\b|\bVIDAA\b|\bMiTV|\bInettvBrowser\b|\b(?:Samsung|LG|Philips|Sony)TV\b|\bAQUOSBrowser\b/i, 'Smart TV', 0.93],
  ['reader', /\bKindle\/\d|\bNOOK\b|\bKobo\b|\bTolino\b/i, 'E-Reader', 0.9],
  ['tablet', /\biPad(?:\b|\d)|\bTablet\b|\bPlayBook\b|\b(?:SM|GT)-[TXP]\d{3}|\bKF[A-Z]{2,5}\b|\bNexus (?:7|9|10)\b|\b(?:Galaxy|Idea|Lenovo|Mi|Media|Mate)\s?(?:Tab|Pad)|\bTB-?[X0-9]\d{2,3}|\bTransformer\b/i, 'Tablet', 0.93],
  ['player', /\biPod(?:\b|\d)/, 'Mobile Device', 0.9],
  ['phone', /\biPhone(?:\b|\d)|\bHTC[-_ ]|\bKIN\.|\bWindows Phone\b|\bAndroid\b.*\bMobile\b|\bMIDP\b|\bSymbian|\bSeries ?[346]0\b|\bS60\b|\bBlackBerry\b|\bBREW\b|\bBB10\b|\bKaiOS\b|^(?:Nokia|SAMSUNG[- ]|MOT-|SonyEricsson|LGE?[- /]|SIE-|Alcatel-|DoCoMo\/|KDDI-|PANTECH|HUAWEI-|LENOVO-|BIRD)/i, 'Smartphone', 0.93],
];

/** A browser before a screen; telephones say no processor of PCs unless they ask for the desktop's page, and then none of them names a distribution. */
const LINUX_DESKTOP = /\(X11; (?:Ubuntu|Fedora|Linux Mint|Debian|openSUSE|Arch)\b|\(X11; (?:U; )?Linux x86_64; rv:/;

/** Systems that run on one kind of device, nearly always. */
const BY_SYSTEM: Readonly<Record<string, Kind>> = {
  Windows: { rule: 'windows', category: 'Personal Computer', certainty: 0.9 }, macOS: { rule: 'macos', category: 'Personal Computer', certainty: 0.9 }, ChromeOS: { rule: 'chromeos', category: 'Personal Computer', certainty: 0.95 },
  'Windows Mobile': { rule: 'windows-mobile', category: 'Smartphone', certainty: 0.85 }, Bada: { rule: 'bada', category: 'Smartphone', certainty: 0.9 }, Symbian: { rule: 'symbian', category: 'Smartphone', certainty: 0.95 },
};

export function kindOf(agent: string, vendor: string | undefined, model: string, family: string | undefined): Kind | undefined {
  for (const [rule, pattern, category, certainty] of WORDS) if (pattern.test(agent)) return { rule, category, certainty };
  if (LINUX_DESKTOP.test(agent)) return { rule: 'linux-desktop', category: 'Personal Computer', certainty: 0.75 };
  if (family === 'Android') return androidKind(agent, vendor, model);
  return family === undefined ? undefined : BY_SYSTEM[family];
}

/** A browser on an Android phone says Mobile, on a tablet it does not; other programs say neither. */
function androidKind(agent: string, vendor: string | undefined, model: string): Kind | undefined {
  if (/\bChrome\/[\d.]+ Safari\//.test(agent)) return { rule: 'android-no-mobile', category: 'Tablet', certainty: 0.7 };
  if (/pad\b|\btab\b/i.test(model)) return { rule: 'android-pad', category: 'Tablet', certainty: 0.85 };
  return vendor === undefined ? undefined : { rule: 'android-brand', category: 'Smartphone', certainty: 0.8 };
}
