/** Makers of what runs buildings: automation, heating, access, fire, lifts, power and batteries. */
import type { MakerRows } from './rows.ts';

export const buildingMakers = (): MakerRows => [
  ['Building Automation', [
    'Johnson Controls*: jci*, metasys*', 'Delta Controls*', 'Distech Controls*: distech*', 'Automated Logic*', 'Reliable Controls*', 'Alerton*', 'KMC Controls*: kmc', 'Tridium*',
    'Siemens Building*', 'Sauter*: fr sauter*', 'Kieback & Peter*: kieback*', 'TREND: trend control*, trend controls*', 'Andover Controls*: andover',
    'American Auto-Matrix*: american automatrix*', 'Computrols*', 'EasyIO*', 'Contemporary Controls*', 'Carel*', 'Regin*: ab regin*', 'Fidelix*', 'Deos*', 'Innotech*',
    'Lynxspring*', 'Cylon*', 'Teletrol*', 'Triatek*', 'Optergy*', 'Loytec*', 'Neuberger*', 'Dixell*', 'CentraLine*', 'SE-Elektronic*', 'ebm-papst*', 'Swegon*', 'Systemair*',
    'Belimo*', 'Siebe*', 'Novar*', 'Invensys*', 'Resource Data Management*', 'Micro Thermo*', 'Kreuter*', '75F*', 'BrainBox AI*', 'Verdigris*', 'Ecorithm*', 'Cimetrics*',
    'Pacific Controls*', 'Coster*', 'Nube iO*', 'GRUNER*', 'Netix*',
  ]],
  ['HVAC', [
    'Trane*', 'Carrier', 'Lennox*', 'York: york international*', 'McQuay*', 'Aermec*', 'Climaveneta*', 'Stulz*', 'Mestek*', 'AAON*', 'CoolAutomation*: cool automation*',
    'Airedale*', 'Nortek*', 'Greenheck*', 'Hitachi-Johnson Controls*', 'Goodman', 'Munters*', 'Condair*', 'Hygromatik*', 'Data Aire*', 'ClimateMaster*', 'WaterFurnace*',
    'Modine*', 'Multistack*', 'Taco: taco comfort*', 'Bell & Gossett*', 'Armstrong Fluid*: sa armstrong*', 'Lochinvar*', 'Cleaver-Brooks*', 'Watts', 'Weishaupt*: max weishaupt*',
    'Buderus*', 'Wolf: wolf gmbh', 'NIBE*', 'Stiebel Eltron*', 'Toshiba Carrier*', 'Phoenix Controls*', 'Trox*', 'ActronAir*', 'Zehnder*', 'Brink: brink climate*', 'Orcon*',
    'Duco', 'Helios: helios ventilatoren*', 'Aldes*', 'FläktGroup*: flakt*', 'CIAT*', 'Ventacity*', 'Price Industries*', 'Nailor*', 'Titus', 'Ebtron*', 'Renewaire*', 'Hussmann*',
    'Hillphoenix*', 'Arneg*',
  ]],
  ['Elevator', [
    'Otis', 'KONE*', 'Schindler', 'ThyssenKrupp*: tk elevator*', 'Fujitec*', 'Hyundai Elevator*', 'Kollmorgen Steuerungstechnik*', 'Virginia Controls*',
    'Motion Control Engineering*', 'Talleres de Escoriaza*',
  ]],
  ['Access Control', [
    'HID*: mercury security*, vertx*', 'Salto*', 'ASSA ABLOY*: aperio', 'Lenel*: lenels2*', 'S2 Security*: s2', 'Gallagher: cardax*', 'Software House*', 'Kantech*', 'AMAG*',
    'Paxton*', 'Keri Systems*', 'Brivo*', 'PDK: prodatakey*', 'Suprema*', 'Idemia*: morpho*, sagem securite*', 'dormakaba*: kaba*, dorma*', 'Vanderbilt*', 'CDVI*', 'Nedap*',
    'TDSi*', 'ICT: integrated control technology*', 'Inner Range*', 'Isonas*', 'Galaxy Control*', 'Continental Access*', 'Linear', 'DoorKing*', 'Identiv*: hirsch*',
    'Stanley Security*', 'Deister*', 'STid*', 'RS2*', 'ACRE*', 'ACT: access control technology*', 'Cypress Integration*', 'Farpointe*', 'Openpath*', 'Kisi', 'Evolv',
    'Boon Edam*: royal boon edam*', 'Gunnebo*', 'Came', 'FAAC*', 'BFT*', 'Simons Voss*: simonsvoss*', 'Iloq*', 'Winkhaus*', 'Evva*', 'CyberLock*', 'Traka*', 'Keyper*',
    'Morse Watchmans*', 'Sielox*', 'Maxxess*', 'Pacom*', 'Rosslare*', 'Virdi*: union community*', 'Digital Persona*', 'Lumidigm*', 'IrisID*: iris id*', 'Princeton Identity*',
    'Soyal*', 'Zwipe*',
  ]],
  ['Intercom', [
    'Aiphone*', 'Comelit*', 'Fermax*', 'Siedle*: s siedle*', 'ButterflyMX*', 'Urmet*', 'BAS-IP*: basip*', 'TCS', 'Elcom', 'Golmar*', 'Vingtor*', 'Stentofon*', 'Tador*',
    'Castel', 'TMEZON*', 'DNAKE*', 'Kocom*', 'Commax*', 'Intratone*: cogelec*', 'Mircom*', 'Viking: viking electronics*', 'Robin: robin telecom*',
  ]],
  ['Fire Alarm', [
    'Notifier*', 'Simplex*: simplexgrinnell*, tyco simplex*', 'Edwards Fire: est', 'Potter: potter electric*', 'Hochiki*', 'Morley*', 'Autronica*', 'Schrack Seconet*',
    'Esser*: novar esser', 'Silent Knight*', 'Gamewell*', 'Fike*', 'Apollo Fire*', 'Advanced Electronics', 'C-TEC*: computionics*', 'Protec: protec fire*', 'Nittan*', 'Nohmi*',
    'Securiton*', 'Detectomat*', 'Hekatron*', 'Xtralis*', 'Cooper Fire*', 'Fire-Lite*', 'Consilium*', 'Ziton*', 'Kidde*', 'Labor Strauss*', 'Minimax*', 'Telefire*',
    'System Sensor*',
  ]],
  ['Uninterruptible Power Supply', [
    'APC*: american power conversion*', 'CyberPower*: cyber power*', 'Liebert*', 'Tripp Lite*', 'Powerware*', 'Riello*: aros', 'MGE*', 'Minuteman*: para systems*', 'Borri*',
    'Salicru*', 'Effekta*', 'AEG Power*', 'Chloride*', 'Gamatronic*', 'Online USV*', 'Xtreme Power*', 'Falcon Electric*', 'Benning*', 'Alpha Technologies*', 'Eltek*',
    'PowerCom*', 'Voltronic*', 'Mega System Technologies*: megatec*', 'RPS*', 'Generex*', 'Best Power*', 'Exide*', 'Vertiv*: emerson network power*', 'Ablerex*', 'Santak*',
    'Kstar*', 'East Group*', 'SLAT*', 'Phoenixtec*', 'Lineage Power*', 'Enersys*', 'C&D Technologies*', 'Staco*',
  ]],
  ['Power Distribution Unit', [
    'Server Technology*', 'Geist: geist manufacturing*, pcs geist', 'Schleifenbauer*', 'Enlogic*', 'Rittal*', 'Panduit*', 'Chatsworth*', 'Baytech*: bay technical*', 'Pulizzi*',
    'Synaccess*', 'WTI: western telematic*', 'Starline: universal electric*', 'LayerZero*', 'Anord Mardix*', 'Knurr*: knuerr*', 'Conteg*', 'Marway*', 'iBoot: dataprobe*',
    'Racktivity*', 'Methode*', 'nVent*: hoffman enclosures*', 'Middle Atlantic*', 'Furman*', 'SurgeX*', 'ServerTech*', 'IPS: internet protocolo logica', 'Kentix*',
    'Austin Hughes*',
  ]],
  ['Environmental Sensor', [
    'AVTECH Software*', 'NetBotz*', 'Sensaphone*', 'AKCP*', 'HW group*', 'Papouch*', 'Comet System*', 'ServersCheck*', 'Sensatronics*', 'IT Watchdogs*',
    'Network Technologies*: nti enviromux', 'DPS Telecom*', 'T&D: td corporation', 'Lascar*', 'Hanwell*', 'Ellab*', 'Rees Scientific*', 'Setra*', 'MadgeTech*', 'Dickson*',
    'Onset: onset computer*', 'Vutlan*', 'Didactum*', 'Tinytag: gemini data*', 'Cooper-Atkins*', 'SmartSense*', 'ComplianceMate*', 'Checkpoint Systems*', 'Sensormatic*',
    'RainWise*', 'Lufft*', 'Gill Instruments*', 'Thies*: adolf thies*', 'NovaLynx*', 'TEMPerature@lert*', 'RLE Technologies*: rle',
  ]],
  ['Parking System', [
    'SKIDATA*', 'Designa*', 'FlashParking*: flash parking*', 'Parkeon*: flowbird*', 'IPS Group*', 'Amano McGann*', 'TIBA*', 'HUB Parking*', 'Zeag*', 'T2 Systems*', 'Cale',
    'Hectronic*', 'INDECT*', 'Park Assist*', 'Quercus', 'Survision*', 'Federal APD*', 'Eco Parking*',
  ]],
  ['Physical Security', [
    'Tyco*: adt tyco*', 'Senstar*', 'Magal*', 'Southwest Microwave*', 'Optex*', 'Takex*', 'Fiber SenSys*', 'Smiths Detection*', 'Rapiscan*',
    'L3Harris*: l 3 communications*, l3 communications*', 'Nuctech*', 'CEIA*', 'Garrett Metal*', 'Magos*', 'Honeywell Security*', 'GE Security*', 'UTC Fire*', 'Chubb*',
    'Stanley: stanley black*', 'Knightscope*', 'ShotSpotter*',
  ]],
  [null, [
    'Hubbell*', 'Georg Fischer*', 'Geberit*', 'Sloan*', 'Zurn*', 'OBO Bettermann*', 'Finder: finder spa', 'Theben*', 'MDT: mdt technologies*', 'Weinzierl*', 'ekinex*', 'Schüco*',
    'GEZE*', 'Rite-Hite*', 'Record: agta record*',
  ]],
];
