/** Host names of computers, phones and what people carry: forms that systems make, and names that owners leave standing. */
import { FACTORY_NAME, HINT, MAKER_FORM } from '../certainty.ts';
import type { Rule } from '../rule.ts';

const iphone = { vendor: 'Apple', category: 'Smartphone', os_family: 'iOS' } as const;
const ipad = { vendor: 'Apple', category: 'Tablet', os_family: 'iPadOS' } as const;
const mac = { vendor: 'Apple', category: 'Personal Computer', os_family: 'macOS' } as const;
const android = { category: 'Smartphone', os_family: 'Android' } as const;
const windows = { category: 'Personal Computer', os_family: 'Windows' } as const;
const galaxy = { ...android, vendor: 'Samsung', model: 'Galaxy $1' } as const;

export const COMPUTERS: readonly Rule[] = [
  // Windows makes these names while it is set up
  ['windows-desktop', /^DESKTOP-[0-9A-Z]{7}$/i, windows, MAKER_FORM],
  ['windows-laptop', /^LAPTOP-[0-9A-Z]{8}$/i, windows, MAKER_FORM],
  ['windows-setup', /^WIN-[0-9A-Z]{11}$/i, { category: 'Server', os_family: 'Windows' }, FACTORY_NAME],
  ['windows-autopilot', /^WIN(?:10|11)[-_][0-9A-Z]{1,10}$/i, windows, FACTORY_NAME],
  ['windows-owner-pc', /^[^-]{2,}-(?:PC|DESKTOP)$/i, windows, HINT],
  ['surface', /^SURFACE(?:[-_ ]?(?:PRO|LAPTOP|GO|BOOK)?[-_ ]?\w{0,8})?$/i, { ...windows, vendor: 'Microsoft' }, HINT],
  // Apple: "John's iPhone" becomes Johns-iPhone
  ['iphone', /(?:^|[-_ s])iPhone(?:-?\d{1,2})?$/i, iphone, FACTORY_NAME],
  ['iphone-person', /^iPhone-(?:von|de|di|van|da|d)-\w/i, iphone, FACTORY_NAME],
  ['iphone-begins', /^iPhone-\w{2,20}$/i, iphone, HINT],
  ['iphone-model', /(?:^|[-_])iPhone-?(?:SE|XS|XR|X|\d{1,2})(?:-?(?:Pro|Plus|Max|mini|ProMax))*$/i, iphone, HINT],
  ['ipad', /(?:^|[-_ s])iPad(?:[- ]?(?:Pro|Air|mini))?(?:-?\d{1,2})?$/i, ipad, FACTORY_NAME],
  ['ipod', /(?:^|[-_ s])iPod(?:-?touch)?(?:-?\d{1,2})?$/i, { vendor: 'Apple', category: 'Mobile Device', os_family: 'iOS' }, FACTORY_NAME],
  ['macbook', /(?:^|[-_ s])(MacBook(?:[- ]?(?:Pro|Air))?)(?:-?\d{1,3})?$/i, mac, FACTORY_NAME],
  ['mbp', /(?:-|[a-z](?=MB[PA]))(?:MBP|MBA|mbp|mba)(?:-?\d{1,3})?$/, mac, HINT],
  ['imac', /(?:^|[-_ s])iMac(?:-?Pro)?(?:-?\d{1,3})?$/i, mac, FACTORY_NAME],
  ['mac-mini', /(?:^|[-_ s])Mac[- ]?(?:mini|Pro|Studio)(?:-?\d{1,3})?$/i, mac, FACTORY_NAME],
  ['mac-owner', /^\w{2,}s-Mac(?:-\d{1,3})?$/i, mac, HINT],
  ['apple-watch', /(?:^|[-_ s])Apple-?Watch(?:-?\d{1,2})?$/i, { vendor: 'Apple', category: 'Wearable', os_family: 'watchOS' }, FACTORY_NAME],
  // Android
  ['android-id', /^android[-_][0-9a-f]{12,16}$/i, { category: 'Mobile Device', os_family: 'Android' }, FACTORY_NAME],
  ['android', /^Android(?:[-_]\d{1,3})?$/i, { category: 'Mobile Device', os_family: 'Android' }, HINT],
  ['galaxy-tab', /(?:^|-)Galaxy-(Tab-?\w{1,4}(?:-\w{1,5})?)(?:-|$)/i, { ...galaxy, category: 'Tablet' }, FACTORY_NAME],
  ['galaxy-book', /(?:^|-)Galaxy-(Book\w*)(?:-|$)/i, { vendor: 'Samsung', category: 'Personal Computer', model: 'Galaxy $1', os_family: 'Windows' }, HINT],
  ['galaxy-watch', /(?:^|-)Galaxy-(Watch\w*)(?:-|$)/i, { vendor: 'Samsung', category: 'Wearable', model: 'Galaxy $1' }, FACTORY_NAME],
  ['galaxy', /(?:^|[-s])Galaxy-([AJMSFZ]-?\w{1,6}|Note-?\w{1,5}|XCover-?\w{1,4}|Grand\w*)(?:-|$)/i, galaxy, FACTORY_NAME],
  ['pixel-tablet', /^Pixel-Tablet$/i, { vendor: 'Google', category: 'Tablet', os_family: 'Android', model: 'Pixel Tablet' }, FACTORY_NAME],
  ['pixel', /(?:^|-)Pixel-(\d{1,2}a?|XL|Fold)(?:-(?:Pro|XL|Fold|a))*$/i, { ...android, vendor: 'Google', model: 'Pixel $1' }, FACTORY_NAME],
  ['oneplus', /^OnePlus-?(\w{1,8})/i, { ...android, vendor: 'OnePlus', model: 'OnePlus $1' }, FACTORY_NAME],
  ['redmi', /^(?:Xiaomi-)?Redmi-?(Note-?\w{1,8}|\w{1,5})/i, { ...android, vendor: 'Xiaomi', model: 'Redmi $1' }, FACTORY_NAME],
  ['poco', /^POCO-?([A-Z]\d\w{0,8})/i, { ...android, vendor: 'Xiaomi', model: 'POCO $1' }, FACTORY_NAME],
  ['xiaomi-phone', /^(?:Xiaomi-\d{1,2}\w{0,4}|Mi-?\d{1,2}(?:T|-?Lite|-?Pro)?|Mi-?(?:A\d|Max|Mix|Note)\w*)(?:-|$)/i, { ...android, vendor: 'Xiaomi' }, FACTORY_NAME],
  ['huawei-tablet', /^HUAWEI[-_]?(?:MediaPad|MatePad)/i, { vendor: 'Huawei', category: 'Tablet', os_family: 'Android' }, FACTORY_NAME],
  ['huawei-laptop', /^HUAWEI[-_]?MateBook/i, { vendor: 'Huawei', category: 'Personal Computer', os_family: 'Windows' }, FACTORY_NAME],
  ['huawei-phone', /^HUAWEI[-_](P\d{1,2}|P_smart|Mate|nova|Y\d|GR\d|G\d)/i, { ...android, vendor: 'Huawei', model: '$1' }, FACTORY_NAME],
  ['honor', /^HONOR[-_](\d{1,2}\w{0,5}|Magic\w*|View\w*|X\d\w*)/i, { ...android, vendor: 'Honor', model: 'Honor $1' }, FACTORY_NAME],
  ['moto', /^moto-?([geszx])(\d{0,3})(?:[-_]|$)/i, { ...android, vendor: 'Motorola', model: 'Moto $1$2' }, FACTORY_NAME],
  ['oppo', /^(?:OPPO|CPH\d{4})(?:[-_]|$)/i, { ...android, vendor: 'OPPO' }, FACTORY_NAME],
  ['vivo', /^vivo-?(?:\d{4}|[VYXST]\d{1,3})/i, { ...android, vendor: 'vivo' }, FACTORY_NAME],
  ['realme', /^realme[-_]\w/i, { ...android, vendor: 'Realme' }, FACTORY_NAME],
  ['xperia', /^Xperia[-_]?(\w{1,10})/i, { ...android, vendor: 'Sony', model: 'Xperia $1' }, FACTORY_NAME],
  ['nokia-phone', /^Nokia-(\d(?:[-.]\d)?)(?:-|$)/i, { ...android, vendor: 'Nokia', model: 'Nokia $1' }, FACTORY_NAME],
  ['nothing', /^Nothing-Phone/i, { ...android, vendor: 'Nothing' }, FACTORY_NAME],
  ['fairphone', /^Fairphone-?(\d)?/i, { ...android, vendor: 'Fairphone', model: 'Fairphone $1' }, FACTORY_NAME],
  ['blackberry', /^BLACKBERRY-[0-9A-Z]{4}$/i, { category: 'Smartphone', vendor: 'BlackBerry' }, FACTORY_NAME],
  ['windows-phone', /^Windows-?Phone\d*$/i, { category: 'Smartphone', os_family: 'Windows Phone' }, FACTORY_NAME],
  ['kobo', /^kobo(?:-|$)/i, { vendor: 'Kobo', category: 'E-Reader' }, HINT],
  ['kindle', /^kindle(?:-[0-9a-f]+)?$/i, { vendor: 'Amazon', category: 'E-Reader' }, FACTORY_NAME],
  ['remarkable', /^reMarkable$/i, { vendor: 'reMarkable', category: 'Tablet', os_family: 'Linux' }, FACTORY_NAME],
  ['amazon-hash', /^amazon-[0-9a-f]{9,16}$/i, { vendor: 'Amazon', category: 'Electronics IoT' }, FACTORY_NAME],
  ['garmin', /^Garmin-?(?:fenix|Forerunner|venu|vivo)/i, { vendor: 'Garmin', category: 'Wearable' }, HINT],
  ['fitbit', /^(?:Fitbit|Aria)[-_]?/i, { vendor: 'Fitbit' }, HINT],
  // Boards, images and virtual machines
  ['raspberry', /^(?:raspberrypi|raspberry-?pi|rpi)[-_]?\d{0,3}$/i, { vendor: 'Raspberry Pi', category: 'Embedded Systems', os_family: 'Linux' }, FACTORY_NAME],
  ['octopi', /^octopi$/i, { category: '3D Printer', os_family: 'Linux' }, FACTORY_NAME],
  ['media-center', /^(?:libreelec|openelec|osmc|coreelec|kodi)$/i, { category: 'Video Streaming', os_family: 'Linux' }, FACTORY_NAME],
  ['volumio', /^(?:volumio|moodeaudio|max2play|hifiberry)$/i, { category: 'Audio Streaming', os_family: 'Linux' }, FACTORY_NAME],
  ['retro-gaming', /^(?:retropie|recalbox|batocera)$/i, { category: 'Video Gaming', os_family: 'Linux' }, FACTORY_NAME],
  ['steam-deck', /^steamdeck$/i, { vendor: 'Valve', category: 'Video Gaming', model: 'Steam Deck', os_family: 'Linux' }, FACTORY_NAME],
  ['beaglebone', /^beaglebone$/i, { vendor: 'BeagleBoard', category: 'Embedded Systems', os_family: 'Linux' }, FACTORY_NAME],
  ['jetson', /^jetson(?:-nano|-desktop|-xavier|-orin)?$/i, { vendor: 'Nvidia', category: 'Embedded Systems', os_family: 'Linux' }, HINT],
  ['arduino', /^arduino(?:-[0-9a-f]{4,12})?$/i, { vendor: 'Arduino', category: 'Embedded Systems' }, HINT],
  ['home-assistant', /^home-?assistant$/i, { category: 'Smart Home Gateway', os_family: 'Linux' }, FACTORY_NAME],
  ['linux-distribution', /^(?:ubuntu|debian|fedora|centos|rocky|almalinux|archlinux|kali|opensuse|linuxmint|pop-os)(?:-(?:server|desktop|vm|pc))?\d{0,3}$/i, { os_family: 'Linux' }, FACTORY_NAME],
  ['hypervisor', /^(?:esxi?|vmhost|proxmox|pve|hyperv|xenserver|xcp-?ng)[-_]?\d{0,3}$/i, { category: 'Hypervisor' }, HINT],
  ['vcenter', /^v(?:center|csa)[-_]?\d{0,2}$/i, { vendor: 'VMware', category: 'Server' }, HINT],
  ['thin-client', /^(?:WT|HPT?C?)?(?:wyse|thinclient)[-_]?\w{0,12}$/i, { category: 'Thin Client' }, HINT],
  ['igel', /^(?:ITC|IGEL)[-_]?[0-9A-F]{12}$/i, { vendor: 'IGEL', category: 'Thin Client', os_family: 'Linux' }, MAKER_FORM],
];
