/** Makers that uap-core does not know yet, written from general knowledge of products: by words of the agent, and by the model codes of Android devices. */

export interface Made { readonly rule: string; readonly vendor: string; readonly model?: string; readonly certainty: number }

/** `model` counts the group that has it, or is the model itself. */
type Rule = readonly [rule: string, pattern: RegExp, vendor: string, model?: number | string];

/** Of a device that names itself. */
const CERTAIN = 0.95;

/** Before uap-core: what pretends to be another maker's, or that it cuts in the wrong place. */
const FIRST: readonly Rule[] = [
  ['nokia', /; ?Nokia ((?:\d{1,2}(?:\.\d)?|[CGTX]\d{1,3})(?: (?:Plus|Sirocco|PureView|Tava|\d{1,2}(?:th|st|nd|rd)? Edition))?)(?: Build|\)|;)/, 'Nokia', 1],
  ['motorola', /; motorola ([^;)/]{2,30}?)(?: Build|\))/, 'Motorola', 1],
  ['honor', /; ?([A-Z]{3}\d?-N(?:X\d\w?|\d{2}))(?: Build|\)|;)/, 'Honor', 1], // a company of its own since 2020
  ['nintendo', /\bNintendo 3DS like iPhone/, 'Nintendo', '3DS'],
];

const WORDS: readonly Rule[] = [
  ['nest-hub', /\(Fuchsia\).*\bCrKey\//, 'Google', 'Nest Hub'],
  ['cast-device', /\bCrKey\b.*\bDeviceType\/(\w{3,30})/, 'Google', 1],
  ['chromecast', /\bCrKey\b|; Chromecast(?: HD)?(?: Build|\))/, 'Google', 'Chromecast'],
  ['nintendo', /\bNintendo (Switch|Wii ?U|Wii|3DS|DSi|DS)\b/, 'Nintendo', 1],
  ['xbox', /\b(Xbox (?:One|Series [XS]|360))\b/, 'Microsoft', 1],
  ['xbox', /\bXbox\b/, 'Microsoft', 'Xbox'],
  ['playstation', /\b(PlayStation ?\d|PlayStation Vita)\b/i, 'Sony', 1],
  ['roku', /^Roku\/DVP-|\bRoku\/\d/, 'Roku'],
  ['fire-tv', /[;(] ?(AFT[A-Z0-9]{1,6})(?: Build|\)|;)/, 'Amazon', 1],
  ['echo', /[;(] ?(AEO[A-Z]{2})(?: Build|\)|;)/, 'Amazon', 1],
  ['fire-tablet', /[;(] ?(KF[A-Z]{2,6})(?: Build|\)|;)/, 'Amazon', 1],
  ['homepod', /\b(AudioAccessory\d,\d)\b/, 'Apple', 1],
  ['apple-hardware', /\b((?:iPhone|iPad|iPod|Watch|AppleTV|MacBookPro|MacBookAir|Macmini|iMac|MacPro)\d{1,2},\d{1,2})\b/, 'Apple', 1],
  ['apple-service', /^(?:CaptiveNetworkSupport-|macOS\/\d|com\.apple\.|geod\/|apsd|softwareupdated|AirPlay\/\d|MacOutlook)/, 'Apple'],
  ['bravia', /[;(] ?(BRAVIA[^;)/]{0,30}?)(?: Build|[;)])/, 'Sony', 1],
  ['vidaa', /\bVIDAA\/[\d.]+ ?\(Hisense;SmartTV;([^;]{2,30});/, 'Hisense', 1],
  ['vidaa', /\bVIDAA\b/, 'Hisense'],
  ['samsung-tv', /\bSMART-TV; (?:X11; )?Linux\b|\bSmartHub\b.*\bSMART-TV\b|\bMaple[ _]?\d{4}/i, 'Samsung', 'SMART-TV'],
  ['netcast', /\bNetCast\b|\bWeb0S\b/, 'LG'],
  ['aquos', /\bAQUOSBrowser\b/, 'Sharp'],
  ['viera', /\bVIERA\b/i, 'Panasonic', 'VIERA'],
  ['shield', /[;(] ?(SHIELD (?:Android TV|Tablet[^;)]{0,10}))/, 'NVIDIA', 1],
  ['mi-box', /[;(] ?(MI ?BOX\w{0,6}|MiTV[\w-]{0,12})/i, 'Xiaomi', 1],
  ['tesla', /\bTesla\/\d|\bQtCarBrowser\b/, 'Tesla'],
  ['sonos', /\bSonos\/[\d.-]+ \((\w{2,12})\)/, 'Sonos', 1],
  // Telephones say the same over HTTP, when they fetch their settings, as over SIP
  ['yealink', /^Yealink (?:SIP[- ])?([\w-]{2,20})\b/, 'Yealink', 1],
  ['polycom', /\bPolycom\w{0,20}-([A-Z]{2,8}_[\w-]{2,20}?)-UA\b/, 'Polycom', 1],
  ['poly', /\bPolyEdge-(\w{3,8})\b/, 'Poly', 1],
  ['grandstream', /^Grandstream (?:Model HW )?([A-Z]{2,4}\w{2,10})\b/, 'Grandstream', 1],
  ['snom', /\bsnom-?([DMC]?\d{3})\b/i, 'Snom', 1],
  ['cisco-phone', /^Cisco[-/](?:CP-?)?((?:SPA|CP|ATA)?\d{3,4}\w{0,3})(?:[-/ (]|$)/, 'Cisco', 1],
  ['linksys-phone', /^Linksys\/((?:SPA|PAP|WRP)\w{1,6})-/, 'Linksys', 1],
  ['panasonic-phone', /^Panasonic[_-](KX-\w{4,12})\b/, 'Panasonic', 1],
  ['aastra', /^Aastra (?:IP )?(\d{2,4}\w{0,3})\b/, 'Aastra', 1],
  ['mitel', /^Mitel[- ](?:SIP )?(\d{4}\w{0,3})\b/, 'Mitel', 1],
  ['fanvil', /^Fanvil (\w{2,8})\b/, 'Fanvil', 1],
  ['gigaset', /^Gigaset (\w{1,6} ?\w{0,8})\b/, 'Gigaset', 1],
  ['fritz', /^(?:AVM )?(FRITZ!(?:Box|Fon)(?: \d{4}\w?)?)/, 'AVM', 1],
];

/** Model codes of Android devices, where no name stands before them. */
const CODES: readonly (readonly [rule: string, pattern: RegExp, vendor: string, certainty?: number])[] = [
  ['code-samsung', /^(?:SM|GT|SGH|SPH|SCH|SHV|SHW)-[A-Z]?\d|^SC-\d{2}[A-Z]$|^SC[VG]\d{2}$/, 'Samsung'],
  ['code-xiaomi', /^(?:POCO|Redmi|Mi [A-Z0-9]|MIX \d|HM )|^M\d{4}[A-Z]\d{1,2}[A-Z]{1,3}$|^2[0-6]\d{3,6}[A-Z0-9]{0,5}[A-Z]$/, 'Xiaomi'],
  ['code-oppo', /^CPH\d{4}$|^P[A-H][A-Z]{1,2}\d{2,3}$|^OPD\d{4}$/, 'OPPO', 0.85],
  ['code-realme', /^RMX\d{4}$/, 'realme'],
  ['code-vivo', /^V\d{4}[A-Z]{0,2}$|^I2\d{3}$/, 'vivo'],
  ['code-oneplus', /^(?:NE|GM|AC|DN|IV|EB|LE|IN|HD|KB|BE|GN|MT)\d{4}$|^PJ[A-Z]110$/, 'OnePlus'],
  ['code-motorola', /^XT\d{4}/, 'Motorola'],
  ['code-asus', /^Z[SEBCDA]\d{3}[A-Z]{2}$|^AI\d{4}/, 'ASUS'],
  ['code-nothing', /^A(?:063|065|142P?|015|059P?|001|024|069)$/, 'Nothing', 0.85],
  ['code-lg', /^LM-[A-Z]\w{2,5}/, 'LG'],
  ['code-huawei', /^[A-Z]{3,4}\d?-(?:LX?\d|[ATC]L\d|W\d|AN\d|BD|LGRP)/, 'Huawei', 0.9],
  ['code-sony', /^XQ-[A-Z]{2}\d{2}$|^SO-\d{2}[A-Z]$|^SO[VG]\d{2}$|^[DEFGHIJ][2-9]\d{3}$/, 'Sony', 0.93],
  ['code-sharp', /^SH-[A-Z]?\d{2}[A-Z]?$|^SH[VG]\d{2}$|^[A-Z]?\d{3}SH$/, 'Sharp'],
  ['code-kyocera', /^KY[VG]\d{2}$|^[A-Z]?\d{3}KC$/, 'Kyocera'],
  ['code-fujitsu', /^F-\d{2}[A-Z]$|^FCG\d{2}$/, 'Fujitsu'],
  ['code-lenovo', /^TB-?[A-Z]?\d{3,4}[A-Z]{0,3}$|^YT-?\w{4,6}$/, 'Lenovo'],
  ['code-blackview', /^BV\d{4}/, 'Blackview'],
  ['code-ulefone', /^(?:Power )?Armor(?: |_|$)/, 'Ulefone'],
  ['code-tcl', /^T\d{3}[A-Z]\d?$/, 'TCL', 0.9],
  ['code-alcatel', /^[4-9]\d{3}[A-Z]$/, 'Alcatel', 0.85],
  ['code-zte', /^Z\d{3,4}[A-Z]{0,2}$|^NX\d{3}J/, 'ZTE', 0.9],
  ['code-fairphone', /^FP\d$/, 'Fairphone'],
  ['code-zebra', /^(?:TC|MC|ET|EC|WT|L1|CC)\d{2,4}[A-Z]{0,2}$/, 'Zebra', 0.85],
  ['code-honeywell', /^(?:CT|CK|CN|EDA)\d{2}[A-Z]{0,3}$/, 'Honeywell', 0.85],
  ['code-pax', /^(?:PAX )?A(?:920|930|77|80|910)(?:Pro)?$/i, 'PAX', 0.85],
];

/** A model that begins with its maker's name. */
const NAMES: ReadonlyMap<string, string> = new Map(['DOOGEE', 'UMIDIGI', 'OUKITEL', 'Ulefone', 'Blackview', 'Wiko', 'Lava', 'Micromax', 'Hisense', 'Cubot', 'Gionee', 'Coolpad', 'Meizu', 'Honor', 'realme', 'Infinix', 'Tecno', 'itel', 'Nokia', 'HTC',
  'Alcatel', 'BLU', 'Sharp', 'Panasonic', 'Philips', 'Archos', 'Teclast', 'CHUWI', 'Alldocube', 'Lenovo', 'Acer', 'Dell', 'Toshiba', 'Kyocera', 'Energizer', 'Vernee', 'Razer', 'Unihertz', 'AGM', 'Zebra', 'Honeywell', 'Datalogic', 'SUNMI', 'Newland',
  'Urovo', 'PAX', 'Verifone', 'Ingenico', 'Crosscall', 'Gigaset', 'Smartisan', 'ZTE', 'nubia', 'Fairphone', 'Samsung', 'Huawei', 'Motorola', 'Sony', 'LG', 'OPPO', 'vivo', 'OnePlus', 'Xiaomi', 'ASUS', 'TCL', 'Hotwav', 'LeEco', 'Nothing', 'HMD'].map((name) => [name.toLowerCase(), name]));

export function madeFirst(agent: string): Made | undefined { return firstMade(FIRST, agent); }
export function madeByWords(agent: string): Made | undefined { return firstMade(WORDS, agent); }

export function madeByModel(model: string): Made | undefined {
  const [word = '', ...rest] = model.split(/[ _]/, 6), name = NAMES.get(word.toLowerCase());
  if (name !== undefined && rest.length > 0) return { rule: 'named-model', vendor: name, model: rest.join(' '), certainty: CERTAIN };
  const code = CODES.find(([, pattern]) => pattern.test(model));
  return code === undefined ? undefined : { rule: code[0], vendor: code[2], model, certainty: code[3] ?? CERTAIN };
}

function firstMade(rules: readonly Rule[], text: string): Made | undefined {
  for (const [rule, pattern, vendor, model] of rules) {
    const match = pattern.exec(text), named = typeof model === 'number' ? match?.[model] : model;
    if (match !== null) return { rule, vendor, certainty: CERTAIN, ...(named === undefined ? {} : { model: named.trim() }) };
  }
  return undefined;
}

/** The model of an Android device, where an agent has it: a browser behind the version, an application in brackets; Instagram and its like say the brand, too. */
export function androidModel(agent: string): string | undefined {
  const stated = /\bAndroid \(\d{2}\/[\d.]{1,8}; \d{2,4}dpi; \d{3,5}x\d{3,5}; ([^;/]{1,30})(?:\/[^;]{1,30})?; ([^;]{1,40});/.exec(agent);
  if (stated !== null) return `${stated[1] ?? ''} ${stated[2] ?? ''}`;
  const bracketed = /\bAndroid\/\d{1,2}(?:\.\d{1,2}){0,2} \(([^();]{2,40})\)/.exec(agent);
  if (bracketed !== null) return bracketed[1];
  const behind = /\bAndr[o0]id[ /-]\d{1,2}(?:\.\d{1,2}){0,3}; ?(?:U; ?|wv; ?|[a-z]{2}[-_][A-Za-z]{2}; ?){0,3}([^;)/]{2,40}?)(?: Build\/|[;)]|$)/.exec(agent);
  const model = behind?.[1]?.trim();
  return model === undefined || /^(?:[a-z]{2}(?:[-_][A-Za-z]{2})?|Mobile|Tablet|TV|rv:.*|wv|U|[A-Z]{2})$/.test(model) ? undefined : model;
}
