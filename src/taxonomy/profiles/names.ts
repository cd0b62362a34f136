/** Names of other places for profiles: how products of the field spell them, and what an operating system says of a device. */

/** As the field's own samples have it, and our name. */
export const FIELD_NAMES: readonly (readonly [theirs: string, ours: string])[] = [
  ['HP-Printer', 'HP Printer'], ['Google-ChromeCast', 'Google Chromecast'], ['Axis Communications Network Camera', 'Axis Camera'], ['Macintosh-MacPro', 'Apple Mac Pro'], ['Macintosh-MacBook', 'Apple MacBook'],
  ['Cisco Systems Device', 'Cisco Device'], ['Sigma Spectrum Infusion System', 'Baxter Spectrum Infusion Pump'], ['APC(Schneider Electric) Smart PowerSupply', 'APC UPS'],
];

/** A system, the profile it stands for, whether only where the category is said, and who makes the system: its name tells nothing of the device around it. */
export const SYSTEMS: readonly (readonly [pattern: RegExp, profile: string, onlyInCategory?: boolean, by?: string])[] = [
  [/windows.*\b(?:phone|mobile)\b/i, 'Windows Phone', false, 'Microsoft'], [/windows.*\bserver\b/i, 'Windows Server', false, 'Microsoft'], [/^(?:microsoft )?windows\b/i, 'Windows PC', false, 'Microsoft'], [/^(?:microsoft )?windows\b/i, 'Windows Server', true, 'Microsoft'],
  [/^(?:macos|mac os|os x|mac\b)/i, 'Apple Mac'], [/^(?:apple )?iPadOS/i, 'Apple iPad'], [/^(?:Apple )?(?:iOS|iPhone OS)\b/, 'Apple Mobile Device'], [/^tvos/i, 'Apple TV'], [/^watchos/i, 'Apple Watch'],
  [/^android\b/i, 'Android Device', false, 'Google'], [/^android\b/i, 'Android Phone', true, 'Google'], [/^android\b/i, 'Android Tablet', true, 'Google'], [/^(?:chrome ?os|chromium ?os)/i, 'Chrome OS Device', false, 'Google'],
  [/esxi?\b/i, 'VMware ESXi'], [/^(?:solaris|sunos)/i, 'Solaris Server'], [/^(?:aix|hp-?ux|tru64|irix)/i, 'Unix Server'],
  [/linux|ubuntu|debian|centos|fedora|suse|red ?hat/i, 'Linux Server', true], [/linux|ubuntu|debian|centos|fedora|suse|red ?hat/i, 'Linux PC', true], [/bsd\b/i, 'BSD Server', true], [/bsd\b/i, 'BSD PC', true],
  [/^pan-?os/i, 'Palo Alto Networks Firewall'], [/^fortios/i, 'Fortinet FortiGate'], [/^(?:cisco )?IOS\b/, 'Cisco Network Device'], [/^(?:cisco )?IOS X[ER]\b/, 'Cisco Router'], [/^(?:cisco )?nx-?os/i, 'Cisco Nexus Switch'], [/^junos/i, 'Juniper Network Device'], [/^routeros/i, 'MikroTik Network Device'], [/^arista eos|^eos$/i, 'Arista Switch'], [/^openwrt|^lede/i, 'OpenWrt Router'],
];
