/** Brands of uap-core as makers write themselves; those that are no maker are left out. */

const SPELLINGS: Readonly<Record<string, string>> = {
  xiaomi: 'Xiaomi', samsung: 'Samsung', sumsung: 'Samsung', huawei: 'Huawei', alcatel: 'Alcatel', motorola: 'Motorola', toshiba: 'Toshiba', lge: 'LG', 'lg electronics': 'LG', asus: 'ASUS', nokia: 'Nokia',
  oppo: 'OPPO', blu: 'BLU', medion: 'Medion', yifang: 'Yifang', blackberry: 'BlackBerry', sonyericsson: 'Sony Ericsson', hisense: 'Hisense', vestel: 'Vestel', nec: 'NEC', msi: 'MSI', tcl: 'TCL', tecno: 'Tecno',
  viewsonic: 'ViewSonic', tmobile: 'T-Mobile', bangolufsen: 'Bang & Olufsen', pov: 'Point of View', cobykyros: 'Coby', hcl: 'HCL', hclme: 'HCL', xbox: 'Microsoft', nook: 'Barnes & Noble', inverto: 'Inverto', tct: 'TCL',
};

/** What uap-core calls a brand where it knows none: crawlers, browsers, platforms, chips. */
const NOBODY = /^(?:Spider|Generic.*|unknown|Android|NA|OEM|alps|sprd|brcm|ARM|ST|MAL|Mstar|smart|AdMob|CuteBrowser.*|Opera Software|WebTV|Hero|RoC|Match|Orion|Cellular|imobile|Informer)$/i;

/** Undefined where nobody made it. */
export function makerNamed(brand: string): string | undefined {
  return brand === '' || NOBODY.test(brand) ? undefined : SPELLINGS[brand.toLowerCase()] ?? brand;
}
