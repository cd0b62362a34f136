/** Makers of what stands in offices and shops: printers, phones, cameras, conference rooms, tills. */
import type { MakerRows } from './rows.ts';

export const officeMakers = (): MakerRows => [
  ['Printer', [
    'Brother*', 'Canon*', 'Epson*: seiko epson*', 'Lexmark*', 'Xerox*: fuji xerox*, fujifilm business innovation*', 'Ricoh*: savin, lanier, gestetner, infotec, nrg', 'Kyocera*',
    'Konica Minolta*: minolta*, konica*, minolta qms', 'OKI*: okidata*', 'Oce*', 'Pantum*: zhuhai pantum*', 'Riso*', 'Toshiba TEC*: tec', 'Olivetti*', 'Printronix*',
    'TallyGenicom*: tally*, genicom*', 'Dascom*', 'Evolis*', 'Fargo*', 'Mimaki*', 'Roland DG*: roland', 'Mutoh*', 'DNP*: dai nippon*', 'Imagistics*',
    'Muratec*: murata machinery*', 'Kodak*: eastman kodak*',
  ]],
  ['Print Server', [
    'SEH*', 'Troy*: extended systems', 'Castelle*', 'MPI Technologies*: mpi tech*', 'IOGEAR*', 'Hawking*',
  ]],
  ['Label Printer', [
    'SATO*', 'TSC*', 'Citizen', 'cab Produkttechnik*: cab', 'Godex*', 'Brady', 'Dymo*', 'Avery Dennison*: monarch', 'AMTDatasouth*', 'Postek*', 'Novexx*',
  ]],
  ['Industrial Printer', [
    'Videojet*', 'Domino: domino printing*', 'Markem-Imaje*: markem*, imaje', 'Linx: linx printing*', 'Weber Marking*', 'REA Elektronik*', 'Koenig & Bauer*',
    'Heidelberg*: heidelberger druck*', 'EFI*: electronics for imaging*',
  ]],
  ['Scanner', [
    'Plustek*', 'Avision*', 'Image Access*', 'Kodak Alaris*', 'Visioneer*', 'Zeutschel*', 'Contex*', 'PFU*', 'Microtek*',
  ]],
  ['IP Phone', [
    'Yealink*', 'Snom*', 'Grandstream*', 'Gigaset*', 'Aastra*', 'Fanvil*', 'Htek*: hanlong*', 'ShoreTel*', 'Spectralink*', 'Unify*: siemens enterprise*', 'Konftel*', 'VTech*',
    'Obihai*', 'Auerswald*', 'Tiptel*', 'Escene*', 'Akuvox*', 'Ascom*', 'Swissvoice*', 'Allworx*', 'Vertical Communications*', 'Zultys*', 'Flyingvoice*', 'Atcom*', 'Dinstar*',
    'Digium*', 'Cortelco*', 'Teledex*', 'Cetis*', 'RTX*', 'innovaphone*', 'Wildix*', 'Matrix Comsec*: matrix telecom*', 'Clipcomm*', 'Moimstone*',
  ]],
  ['VoIP Communications Equipment', [
    'AudioCodes*', 'Mitel*', 'Avaya*', 'Sangoma*', 'Dialogic*', 'Mediatrix*', 'Quintum*', 'Vega Stream*: vegastream*', 'beroNet*', 'Ericsson-LG*: lg ericsson*, lg nortel*',
    'Welltech*', 'Yeastar*', 'OpenVox*', 'Algo: algo communication*', 'CyberData*', 'Valcom*', 'Khomp*', 'Intelbras*', '3CX', 'NetSapiens*', 'Edgewater*', 'New Rock*', 'Synway*',
    'ADDPAC*', 'Inter-Tel*', 'Vodia*', 'Starface*', 'Agfeo*',
  ]],
  ['Video Audio Conference', [
    'Polycom*: poly, picturetel*', 'Lifesize*', 'Tandberg*', 'Crestron*', 'Barco*', 'ClearOne*', 'Biamp*', 'Shure*', 'Extron*', 'AMX*', 'Vaddio*', 'QSC*', 'Huddly*', 'Owl Labs*',
    'DTEN*', 'Neat: neat frame*', 'StarLeaf*', 'Zoom: zoom video*', 'Sennheiser*', 'Jabra*: gn netcom*, gn audio*', 'Kaptivo*', 'Televic*', 'Kramer*', 'Atlona*', 'Lumens*',
    'AVer*', 'PTZOptics*', 'MAXHUB*', 'Plantronics*', 'Revolabs*', 'Aurora Multimedia*', 'Lightware*', 'Vidyo*', 'Pexip*', 'Radvision*', 'Taiden*', 'Telylabs*',
    'Harman Professional*', 'Meyer Sound*', 'Symetrix*', 'Audinate*', 'Attero Tech*', 'Allen & Heath*', 'Nureva*', 'Beyerdynamic*', 'Audio-Technica*', 'Evoko*', 'Visionect*',
    'Robin Powered*',
  ]],
  ['Wireless Presentation System', [
    'Airtame*', 'Mersive*', 'ScreenBeam*', 'WePresent*: awind*', 'Squirrels*',
  ]],
  ['Projector', [
    'InFocus*', 'BenQ*', 'Christie*', 'Optoma*: coretronic*', 'Vivitek*', 'Sanyo*', 'NEC Display*: sharp nec*', 'ViewSonic*', 'Digital Projection*', 'Eiki*', 'XGIMI*', 'JMGO*',
    'Casio*',
  ]],
  ['Digital Signage', [
    'BrightSign*', 'Scala', 'Planar', 'IAdea*', 'SpinetiX*', 'Peerless-AV*', 'SMART Technologies*', 'Promethean*', 'Newline*', 'Clevertouch*', 'Daktronics*', 'Absen*', 'Leyard*',
    'NovaStar*', 'Colorlight*', 'Visix*', 'VusionGroup*: ses imagotag*', 'Pricer*', 'Hanshow*', 'Displaydata*', 'Onelan*', 'Lumiplan*', 'Vtron*', 'AOPEN*', 'Giada*',
    'Data Modul*', 'Vestel*', 'AOC*', 'iiyama*', 'Four Winds*', 'Stratacache*', 'Adtec', 'Barix*',
  ]],
  ['Camera', [
    'Axis: axis communications*', 'Hikvision*', 'Dahua*: zhejiang dahua*', 'Mobotix*', 'Vivotek*', 'Hanwha Vision*: hanwha*, samsung techwin*, wisenet', 'Avigilon*', 'Pelco*',
    'Arecont Vision*: arecont*', 'ACTi*', 'Geovision*', 'Foscam*', 'Reolink*', 'Amcrest*', 'Uniview*: zhejiang uniview*', 'Tiandy*', 'Arlo*', 'Wyze*', 'Lorex*', 'Swann*',
    'YI Technology*: yi, xiaoyi', 'IQinVision*: iqeye', 'Verkada*', 'IndigoVision*', 'LILIN*: merit lilin*', 'Brickcom*', 'Messoa*', 'Dynacolor*', 'Siqura*',
    'Vicon: vicon industries*', 'VideoIQ*', 'March Networks*', 'Digital Watchdog*', 'Speco*', 'American Dynamics*', 'Dallmeier*', 'Geutebruck*', 'FLIR*: teledyne flir*, dvtel*',
    'AVTech*: av tech*', 'Zmodo*', 'Ezviz*', 'Imou*', 'Jooan*', 'Wansview*', 'Tenvis*', 'Vstarcam*', 'Reecam*', 'Hipcam*', 'Netwave*', 'Trivision*', 'Sunell*',
    'TVT*: shenzhen tvt*', 'Kedacom*', 'Infinova*', 'Truen*', 'IDIS*', 'Panasonic i-PRO*: i pro*, panasonic ipro*', 'Ganz*: cbc america*', 'Costar', 'Rhombus', 'Eufy*',
    'Blink: immedia semiconductor*', 'Canary: canary connect*', 'Tattile*', 'Merkury*', 'XM Technology*: xiongmai*', 'GoPro*', 'Insta360*: arashi vision*', 'Teleste*',
    'Wuhan Guide*', 'Axon: axon enterprise*, taser*', 'Vitec*', 'Orlaco*', 'SpotterRF*', 'JVC*: jvckenwood*',
  ]],
  ['Network Video Recorder', [
    'Exacq*: exacqvision*', 'Genetec*', 'Milestone*', 'NUUO*', 'Eagle Eye Networks*: eagle eye', 'HeiTel*', 'Rifatron*', 'Nice Systems*', 'Seon', 'QVIS*', 'ANNKE*', 'Q-See*',
    'Night Owl*', 'Raysharp*', 'Salient: salient systems*', 'OpenEye*', 'AVerMedia*', '3xLogic*', 'Mirasys*', 'Synectics*', 'Wavestore*', 'Solink*', 'BCDVideo*',
  ]],
  ['Video Encoder', [
    'VBrick*', 'Optibase*', 'Visionary Solutions*', 'Magewell*', 'Kiloview*', 'AJA*', 'NewTek*', 'LiveU*', 'Epiphan*', 'Z3 Technology*', 'BirdDog*',
    'AVT*: audio video technologies*', 'Comrex*', 'Tieline*', 'Nevion*', 'Net Insight*', 'Ateme*', 'Elecard*',
  ]],
  ['Point of Sale', [
    'NCR*', 'Cummins Allison*', 'Diebold Nixdorf*: diebold*, wincor nixdorf*', 'Toshiba Global Commerce*', 'Square', 'Clover: clover network*', 'Posiflex*', 'Sunmi*', 'Star Micronics*', 'Bixolon*',
    'Micros*', 'PAR Technology*: partech*', 'Toast', 'Lightspeed', 'Custom: custom engineering*', 'Flytech*', 'Firich*', 'APG Cash Drawer*', 'Aures*', 'RCH*', 'Vectron*',
    'QUORiON*', 'Sam4s*', 'Partner Tech*', 'J2 Retail*', 'Glory', 'Bematech*', 'Elzab*', 'Posnet*', 'Novitus*', 'Dspread*', 'Hypercom*', 'RadiantSystems: radiant systems*',
    'Grupo Epelsa*', 'Nautilus Hyosung*: hyosung*', 'GRGBanking*: grg banking*', 'Everi*', 'IGT', 'Aristocrat*', 'MagTek*',
  ]],
  ['Payment Terminal', [
    'Verifone*', 'Ingenico*', 'PAX*', 'Castles Technology*', 'Spire Payments*', 'Worldline*', 'SumUp*', 'Newland Payment*', 'Gertec*', 'Ezetap*', 'IDTech*: id tech*',
    'Cantaloupe*: usa technologies*', 'Nayax*', 'Adyen*', 'BBPOS*', 'CCV*', 'Landi',
  ]],
  ['Barcode Scanner', [
    'Datalogic*', 'Unitech', 'CipherLab*', 'Metrologic*', 'Newland*', 'Intermec*', 'LXE*', 'Chainway*', 'Denso Wave*', 'Opticon*', 'Bluebird*',
    'Point Mobile*', 'M3 Mobile*', 'Urovo*', 'iData', 'Janam*', 'Socket Mobile*', 'ACD Elektronik*', 'Impinj*', 'Alien Technology*', 'ThingMagic*', 'Nordic ID*', 'Feig*',
    'CAEN RFID*',
  ]],
  ['Time Clock', [
    'Kronos', 'ZKTeco*: zksoftware*', 'Dorlet*', 'Amano*', 'Acroprint*', 'Isgus*', 'Interflex*', 'Lathem*', 'Anviz*', 'Control ID*', 'Stromberg*', 'Invixium*', 'Synel*',
    'Accu-Time*', 'Gfos*', 'Robotina*', 'Zucchetti*',
  ]],
  ['Public Address System', [
    'TOA*', 'Bogen*', 'Zenitel*', 'AtlasIED*: atlas sound*', 'Lencore*', 'Ateis*', '2N*', 'Singlewire*', 'Telos*', 'Inter-M*', 'LDA Audio*', 'Commend', 'Code Blue*',
    'Talkaphone*: talk a phone*', 'Gai-Tronics*: gaitronics*', 'Federal Signal*',
  ]],
  ['Vending Machine', [
    'Crane: crane merchandising*', 'Azkoyen*', 'Coca-Cola*', 'Selecta*', 'Bianchi Vending*', 'Franke', 'WMF*', 'Schaerer*', 'Eversys*', 'Jofemar*',
  ]],
  [null, [
    'Zebra: zebra technologies*', 'Bose*', 'Yamaha*', 'Kenwood*', 'Ricoh Imaging*', 'Nikon*', 'Olympus*', 'Fujifilm*', 'Leica*', 'Pitney Bowes*', 'Neopost*: quadient*', 'Francotyp*', 'Eizo*',
    'Telenot*', 'Konka*', 'Changhong*', 'Epos: epos group', 'Interlogix*', 'Fluke*',
  ]],
];
