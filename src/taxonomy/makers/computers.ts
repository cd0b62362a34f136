/** Makers of computers, servers, storage and phones, and of software that shows itself as a machine. */
import type { MakerRows } from './rows.ts';

export const computerMakers = (): MakerRows => [
  ['Personal Computer', [
    'Micro-Star*: msi', 'Gigabyte*: giga byte*', 'ASRock*', 'Elitegroup*: ecs', 'Biostar*', 'Clevo*', 'Framework: framework computer*', 'System76*', 'Purism*', 'Tuxedo*',
    'Razer*', 'Medion*', 'Gateway', 'eMachines*', 'Packard Bell*', 'Shuttle', 'Zotac*', 'Beelink*: azw', 'Minisforum*', 'GMKtec*', 'Chuwi*', 'Teclast*', 'VAIO*', 'Positivo*',
    'Dynabook*', 'Getac*', 'Quanta*', 'Compal*', 'Inventec*', 'LCFC*: hefei lcfc*', 'Alienware*', 'Digital Equipment*', 'Silicon Graphics*: sgi', 'Commodore*', 'Hasee*',
    'Tongfang*', 'Colorful', 'EVGA*', 'Corsair',
  ]],
  ['Server', [
    'Super Micro*: supermicro*', 'Tyan*: mitac tyan', 'Inspur*', 'Sugon*', 'Oracle*', 'Sun Microsystems*: sun', 'Cray', 'Stratus', 'Penguin Computing*', 'Fujitsu Siemens*',
    'Bull', 'Annapurna Labs*', 'Ampere Computing*', 'xFusion*', 'Rackable*', 'Tandem', 'Unisys*', 'Wiwynn*', 'Equus', 'Thomas-Krenn*',
  ]],
  ['Network Storage', [
    'Synology*', 'QNAP*', 'NetApp*: network appliance', 'EMC: dell emc*, isilon*, data domain*', 'Pure Storage*', 'Drobo*', 'Thecus*', 'Asustor*', 'Western Digital*: wd, wdc',
    'Seagate*: lacie*', 'Nimble Storage*', 'Nutanix*', 'Infortrend*', 'Overland: overland storage*, tandberg data*', 'Quantum', 'Promise: promise technology*',
    'iXsystems*: truenas', 'TerraMaster*', 'Iomega*', 'Exagrid*', 'Tintri*', 'Panasas*', 'Rubrik*', 'Cohesity*', 'DataDirect Networks*: ddn', 'EqualLogic*', '3PAR*', 'Dot Hill*',
    'Xyratex*', 'Axus', 'Spectra Logic*', 'Unraid: lime technology', 'UGREEN*', 'StarWind*', 'VAST Data*', 'Qumulo*', 'Scality*', 'Hitachi Data Systems*: hitachi vantara*',
    'Kaleidescape*', 'SNAP Appliance*',
  ]],
  ['Virtual Machine', [
    'VMware*', 'Xen: xensource*', 'QEMU', 'VirtualBox: pcs systemtechnik*, pcs computer systems*', 'Parallels*', 'Proxmox*', 'Red Hat*: redhat', 'Virtual Iron*', 'Canonical*',
  ]],
  ['Thin Client', [
    'Wyse*', 'IGEL*', '10ZiG*', 'NComputing*', 'Neoware*', 'Teradici*', 'Chip PC*', 'Stratodesk*', 'Axel', 'Atrust*', 'VXL*', 'Clientron*', 'Praim*', 'Rangee*', 'Devon IT*',
    'Amulet Hotkey*', 'Leadtek*', 'Centerm*',
  ]],
  ['Embedded Systems', [
    'Raspberry Pi*: raspberrypi', 'Arduino*', 'BeagleBoard*: beagle', 'Adafruit*', 'SparkFun*', 'Particle', 'Seeed*', 'Radxa*', 'FriendlyElec*: friendlyarm*',
    'Hardkernel*: odroid', 'Pine64*: pine microsystems', 'Orange Pi*: xunlong*', 'Banana Pi*: sinovoip*', 'Toradex*', 'PC Engines*', 'Kontron*', 'congatec*', 'Advantech*',
    'AAEON*', 'IEI*', 'Axiomtek*', 'DFI*', 'Lanner*', 'NEXCOM*', 'ADLINK*', 'Portwell*', 'Soekris*', 'Technologic Systems*: embeddedts', 'SolidRun*', 'Variscite*', 'PHYTEC*',
    'Compulab*', 'Protectli*', 'Gumstix*', 'NetBurner*', 'Digilent*', 'M5Stack*', 'Pycom*', 'Olimex*', 'Libre Computer*', 'Khadas*: wesion*', 'Avalue*', 'ARBOR*',
    'OnLogic*: logic supply', 'Cincoze*', 'Vecow*', 'Neousys*', 'EUROTECH*', 'MEN Mikro*', 'JK Microsystems*', 'Luxonis*', 'Critical Link*', 'Trenz Electronic*', 'Xilinx*',
    'Altera*', 'National Instruments*', 'Aplex*', 'KMtronic*', 'Mesa Labs*',
  ]],
  ['Smartphone', [
    'OPPO*: guangdong oppo*', 'vivo*', 'OnePlus*', 'Realme*', 'Honor', 'HTC*: high tech computer', 'Fairphone*', 'Nothing: nothing technology*', 'Alcatel: tct mobile*', 'Wiko*', 'Tecno*', 'Infinix*',
    'itel*', 'HMD Global*: hmd', 'BlackBerry*: rim, research in motion*', 'Doro*', 'Gionee*', 'Meizu*', 'Coolpad*: yulong*', 'LeEco*: lemobile*, letv*', 'Micromax*',
    'Lava: lava international*', 'Karbonn*', 'Celkon*', 'Spice: spice mobile*', 'BLU: blu products*', 'Cubot*', 'Doogee*', 'Ulefone*', 'Oukitel*', 'Blackview*', 'Umidigi*', 'Palm',
    'SonyEricsson*: sony ericsson*, sony mobile*', 'Pantech*', 'CAT Phones: bullitt', 'RugGear', 'Sonim*', 'Crosscall*', 'Essential: essential products', 'Jolla*', 'Allview*',
    'BQ*: mundo reader', 'Tinno*', 'Wingtech*', 'Huaqin*', 'Longcheer*', 'Ragentek*', 'Vertu*', 'Fly: meridian group', 'Prestigio*', 'Highscreen', 'Zopo*', 'Elephone*',
    'Leagoo*', 'Walton*', 'QMobile*', 'Microsoft Mobile*', 'TCT*: jrd communication',
  ]],
  ['Tablet', [
    'Wacom*', 'Archos*', 'reMarkable*', 'Onyx: onyx international*, boox', 'Alldocube*: cube', 'Ainol*', 'Odys*', 'TrekStor*', 'Mediacom*', 'Yarvik*', 'iBall*', 'Ployer*',
    'LeapFrog*', 'Nabi: fuhu', 'Hannspree*', 'Coby: cobykyros', 'Nextbook*', 'GoClever*',
  ]],
  ['E-Reader', [
    'Kobo*: rakuten kobo*', 'Barnes & Noble*: nook, barnesandnoble*', 'PocketBook*', 'Tolino*', 'Bookeen*',
  ]],
  ['Wearable', [
    'Garmin*', 'Polar: polar electro*', 'Suunto*', 'Fossil*', 'Pebble*', 'Amazfit*: huami*, zepp', 'Vuzix*', 'RealWear*', 'Magic Leap*', 'Oura*', 'Whoop*', 'Mobvoi*', 'Jawbone*',
    'Coros*', 'Skullcandy*',
  ]],
  ['Specialized PC', [
    'iMin*', 'Elo: elo touch*, elo touchsystems', 'Kiosk Information Systems*', 'Noritsu*', 'Winmate*', 'Durabook*: twinhead*', 'Xplore*', 'Handheld Group*: handheld', 'Mitac*',
    'Teguar*', 'Cybernet*',
  ]],
  [null, [
    'Apple', 'Dell', 'HP: hewlett packard, hp inc, hewlett packard company, hewlett packard hp, hewlett packard development', 'Compaq*',
    'Lenovo*', 'IBM*: international business machines*', 'Microsoft*', 'Acer', 'Toshiba*', 'Fujitsu*', 'Hitachi*',
    'Samsung: samsung electronics*, samsung semiconductor, samsung elec*, samsung thales, samsung sds*', 'LG: lg electronics*, lge, lg elec*', 'Sony*', 'Panasonic*: matsushita*',
    'Sharp*', 'Xiaomi*: beijing xiaomi*, mi, redmi, mijia, yeelink xiaomi', 'Google*', 'Amazon*: lab126', 'Meta: meta platforms*, facebook*, oculus*', 'Nvidia*', 'AMD: advanced micro devices*',
    'TCL*', 'Hisense*: qingdao hisense*', 'Haier*: qingdao haier*', 'Skyworth*', 'Philips*: koninklijke philips*, signify*, royal philips*, tp vision*, tpv*', 'Logitech*: logi',
    'Mobileye*', 'Tesla*', 'Psion*: teklogix',
  ]],
];
