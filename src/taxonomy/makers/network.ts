/** Makers of network equipment, of its parts and of what connects a house to the world. */
import type { MakerRows } from './rows.ts';

export const networkMakers = (): MakerRows => [
  ['Network Equipment', [
    'Cisco*: ciscosystems', 'Cisco Meraki*: meraki*', 'Juniper*', 'Extreme Networks*: extreme, enterasys*', 'Brocade*: foundry networks', 'Arista*', 'Ubiquiti*: ubnt, ui',
    'MikroTik*: routerboard*, mikrotikls*', 'Allied Telesis*: allied telesyn*', 'H3C*: new h3c*, huawei 3com*',
    'Ruijie*: reyee*, beijing star net*, fujian star net*, star net ruijie', '3Com*: us robotics', 'Nortel*: bay networks, synoptics',
    'Alcatel-Lucent Enterprise*: ale international, xylan', 'Edgecore*: edge core*', 'Netgear*', 'D-Link*: dlink*', 'Zyxel*', 'TRENDnet*', 'Planet: planet technology*',
    'SMC Networks*', 'Adtran*', 'DrayTek*', 'LANCOM Systems*: lancom', 'bintec elmeg*: bintec*, funkwerk enterprise*', 'Black Box*: blackbox*', 'Transition Networks*', 'Perle*',
    'MRV*', 'Telco Systems*', 'RAD: rad data*', 'Raisecom*', 'Maipu*', 'FS: fs com*', 'Luxul*', 'Pakedge*', 'Araknis*', 'Omnitron*', 'Eltex*', 'SNR', 'QTECH*',
    'BDCOM*: shanghai baud*', 'Digital China*: dcn', 'Mellanox*', 'Cumulus Networks*', 'Pica8*', 'Quanta Cloud Technology*: qct', 'Accton*', 'Delta Networks*', 'Alpha Networks*',
    'Sercomm*', 'Cybertan*', 'Gemtek*', 'Ciena*', 'Infinera*', 'ADVA*', 'ECI Telecom*', 'Calnex*', 'Ribbon*: sonus*, genband*', 'Loop Telecom*', 'Patton*',
    'Zhone*: dzs, dasan zhone*', 'Calix*', 'Genexis*', 'Engenius*: senao*', 'Ericsson*', 'Ceragon*', 'Siklu*', 'Aviat*', 'SIAE*', 'Proxim*', 'BridgeWave*', 'Radwin*', 'Redline*',
    'Alvarion*', 'Airspan*', 'Baicells*', 'Telrad*', 'Mimosa', 'LigoWave*: ligo wave*', 'Snap One*: snapav*', 'Westermo*', 'Gigamon*', 'Ixia*', 'NetScout*: fluke networks*',
    'Garland', 'APCON*', 'Infoblox*', 'BlueCat*', 'EfficientIP*', 'Opengear*', 'Keenetic*', 'Netis*', 'Totolink*: zioncom*', 'Tenda*', 'Mercusys*: mercury communication*',
    'Phicomm*', 'Edimax*', 'EFM Networks*: iptime', 'Sundray*',
  ]],
  ['Wireless Access Point', [
    'Ruckus*', 'Aruba*', 'Aerohive*', 'Mist: mist systems*', 'Cambium*', 'Meru*', 'Xirrus*', 'Trapeze', 'AirTight*: mojo networks*', 'Plume*', 'eero*', 'Open Mesh*', 'Symbol',
    'AirMagnet*', 'Everest Networks*', 'Altai*',
  ]],
  ['Firewall', [
    'Palo Alto Networks*: palo alto', 'Fortinet*', 'Check Point*: checkpoint*', 'SonicWall*: sonic wall*', 'WatchGuard*', 'Sophos*: astaro*, cyberoam*',
    'Stormshield*: netasq*, arkoon*', 'Barracuda*', 'Forcepoint*: stonesoft*', 'Hillstone*', 'Netgate*: pfsense, rubicon communications', 'OPNsense*: deciso*', 'Clavister*',
    'Sangfor*', 'Untangle*', 'Endian*', 'Securepoint*', 'genua*', 'Firewalla*', 'Smoothwall*', 'Topsec*', 'SECUI*', 'AhnLab*', 'Sourcefire*', 'NetScreen*', 'Secure Computing*',
  ]],
  ['Load Balancer', [
    'F5*', 'A10 Networks*: a10', 'Kemp: kemp technologies*', 'Radware*', 'Array Networks*', 'Coyote Point*', 'Citrix*',
  ]],
  ['Network Appliance', [
    'Riverbed*', 'Silver Peak*', 'Blue Coat*', 'Exinda*', 'Packeteer*', 'FatPipe*', 'Peplink*: pepwave*', 'VeloCloud*', 'Versa Networks*', 'Aryaka*', 'Cato Networks*', 'Allot*',
    'Sandvine*', 'Viptela*', 'Talari*', 'XRoads*',
  ]],
  ['Security Appliance', [
    'FireEye*: trellix*', 'Darktrace*', 'ExtraHop*', 'Vectra', 'Tenable*', 'Forescout*', 'Fidelis*', 'Nozomi Networks*: nozomi', 'Claroty*', 'Dragos*', 'Axonius*', 'Corelight*',
    'Symantec*', 'McAfee*', 'Trend Micro*', 'Proofpoint*', 'Bomgar*: beyondtrust*', 'Thales*: safenet*', 'Rapid7*', 'Ordr*', 'Armis', 'Waterfall Security*', 'Fox-IT*',
    'LogRhythm*', 'TippingPoint*', 'nCipher*', 'Utimaco*',
  ]],
  ['Cellular Gateway', [
    'Cradlepoint*', 'Sierra Wireless*', 'Teltonika*', 'Robustel*', 'InHand*', 'CalAmp*', 'Digi: digi international*', 'MultiTech*: multi tech*', 'Inseego*: novatel wireless*',
    'Milesight*: ursalink*', 'Franklin Wireless*', 'NetComm*', 'BEC Technologies*', 'Advantech B+B: bb smartworx*, bb electronics*, conel', 'MB Connect Line*',
    'INSYS: insys microelectronics*', 'Four-Faith*', 'Proroute*', 'Airgain*', 'Casa Systems*', 'Encore Networks*', 'Dragino*', 'Kerlink*', 'RAK Wireless*: rakwireless*',
    'Tektelic*', 'Bobcat*',
  ]],
  ['Modem', [
    'Arris*: commscope*, pace americas', 'Technicolor*: vantiva*, thomson*', 'Ubee*: ambit broadband', 'Hitron*', 'Compal Broadband*', 'Actiontec*',
    '2Wire*: pace 2wire', 'Comtrend*', 'Arcadyan*', 'Askey*', 'MitraStar*', 'SmartRG*', 'Westell*', 'Zoom Telephonics*', 'ADB: adb broadband*, pirelli broadband*',
    'Sagemcom*: sagem*', 'FiberHome*', 'Iskratel*', 'Innbox*', 'Efficient Networks*', 'Castlenet*', 'Skyworth Digital*: shenzhen skyworth digital*',
    'CIG: cig shanghai*, cambridge industries*', 'T&W: taicang tw*, tianyi comheart*', 'YOUHUA*', 'Kaon', 'DASAN*', 'Viasat*', 'HughesNet*: hughes network*',
    'Starlink*: spacex*, space exploration*', 'Gilat*', 'iDirect*',
  ]],
  ['Router', [
    'Linksys*: cisco linksys*', 'AVM*: fritz, fritz box', 'GL.iNet*: gl technologies*', 'AirTies*', 'Free: freebox*', 'Orange', 'SFR*', 'Bouygues Telecom*',
    'Deutsche Telekom*: telekom deutschland', 'Sky UK*: bskyb, sky', 'Vodafone*', 'Swisscom*', 'Proximus*: belgacom', 'Telefonica*',
    'British Telecom: bt, british telecommunications', 'Comcast*: xfinity*', 'AT&T*: att', 'Verizon*', 'Charter: spectrum', 'Tilgin*', 'Inteno*', 'iopsys*', 'Turris*: cz nic*',
    'Amped Wireless*', 'Securifi*', 'I-O Data*', 'Elecom*', 'NEC Platforms*', 'Ingate*', 'Billion', 'Dovado*', 'Option Wireless*',
  ]],
  ['Terminal Server', [
    'Moxa*', 'Lantronix*', 'Comtrol*: pepperl fuchs comtrol*', 'Systech', 'Cyclades*', 'Brainboxes*', 'Computone*', 'ATOP*', 'Silex*', 'Xytronix*', 'Global Cache*: globalcache*',
    'VSCOM*', 'Korenix*', 'WuT*: wiesemann theis*, wt',
  ]],
  ['Out-of-Band Management', [
    'ZPE Systems*: zpe', 'Uplogix*', 'AMI: american megatrends*',
  ]],
  ['KVM Switch', [
    'Avocent*: apex computer', 'ATEN*', 'Raritan*', 'Adder', 'Guntermann & Drunck*: gd', 'IHSE*', 'Rose Electronics*', 'Minicom*', 'Gefen*', 'Thinklogical*',
  ]],
  ['Time Server', [
    'Meinberg*', 'Symmetricom*', 'Microsemi*: microchip timing', 'Spectracom*: orolia*, safran trusted*', 'EndRun*', 'TimeMachines*', 'Galleon', 'Masterclock*',
    'Sapling*: the sapling*', 'Primex', 'Mobatime*: moser baer*', 'Gorgy Timing*', 'hopf*', 'FEI-Zyfer*', 'Elproma*', 'Tekron*', 'Bodet*', 'OSA*: oscilloquartz*', 'Brandywine*',
    'LeoNTP',
  ]],
  [null, [
    'Huawei*', 'ZTE*', 'Nokia*: alcatel lucent*', 'Motorola*', 'Motorola Solutions*', 'NEC*', 'Hewlett Packard Enterprise*: hpe*, procurve*, hp procurve*',
    'TP-Link*: tplink*, tapo, kasa', 'Belkin*: wemo', 'Asus*: asustek*', 'Buffalo*: melco*', 'Hirschmann*', 'Telit*', 'China Mobile*', 'Sumitomo*', 'Mitsubishi*',
    'Alps Alpine*: alpsalpine*, alps electric*', 'PCTEL*', 'Telestream*', 'Keysight*: agilent*', 'Rohde & Schwarz*', 'Tektronix*', 'Anritsu*', 'Viavi*: jdsu*', 'EXFO*',
    'Spirent*', 'Evertz*', 'Haivision*', 'ZeeVee*', 'Avid', 'Blackmagic Design*: blackmagic', 'Ross Video*', 'Grass Valley*', 'Harmonic', 'Appear*', 'Teradek*', 'Matrox*',
    'SiliconDust*', 'Elgato*', 'Netvox*',
  ]],
];
