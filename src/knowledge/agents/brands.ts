/** Brands of uap-core as makers write themselves; what is no maker is left out. Words stay as they are where only a space is at stake: the list of makers makes them one. */

const SPELLINGS: Readonly<Record<string, string>> = {
  xiaomi: 'Xiaomi', samsung: 'Samsung', sumsung: 'Samsung', huawei: 'Huawei', alcatel: 'Alcatel', motorola: 'Motorola', toshiba: 'Toshiba', lge: 'LG', 'lg electronics': 'LG', asus: 'ASUS', nokia: 'Nokia',
  oppo: 'OPPO', blu: 'BLU', medion: 'Medion', yifang: 'Yifang', blackberry: 'BlackBerry', hisense: 'Hisense', vestel: 'Vestel', nec: 'NEC', msi: 'MSI', tcl: 'TCL', tct: 'TCL',
  viewsonic: 'ViewSonic', tmobile: 'T-Mobile', bangolufsen: 'Bang & Olufsen', hclme: 'HCL', xbox: 'Microsoft', nook: 'Barnes & Noble', inverto: 'Inverto', itel: 'itel',
};

/** What uap-core calls a brand where it knows none: crawlers, browsers, platforms, chips. */
const NOBODY = /^(?:Spider|Generic.*|unknown|Android|NA|OEM|alps|sprd|brcm|ARM|ST|Mstar|smart|TRIDENT|AdMob|CuteBrowser.*|Opera Software)$/i;

/** Undefined where nobody made it. */
export function makerNamed(brand: string): string | undefined {
  return brand === '' || NOBODY.test(brand) ? undefined : SPELLINGS[brand.toLowerCase()] ?? brand;
}
