/** Makers of what runs plants and grids: controllers, panels, drives, relays, instruments, robots. */
import type { MakerRows } from './rows.ts';

export const industryMakers = (): MakerRows => [
  ['Industrial Controller', [
    'Rockwell Automation*: rockwell, allen bradley*', 'Beckhoff*', 'WAGO*', 'Phoenix Contact*', 'Omron*', 'Unitronics*',
    'AutomationDirect*: automation direct*, directlogic', 'Koyo*', 'B&R: br automation*, br industrial*, bernecker rainer*', 'Bosch Rexroth*: rexroth*', 'Opto 22*: opto22*',
    'GE Fanuc*: ge intelligent platforms*', 'IDEC*', 'Keyence*', 'Yokogawa*', 'Berghof*', 'Schleicher*', 'Jetter', 'Saia-Burgess*: saia pcd', 'Horner: horner apg*',
    'LS Electric*: lsis*, ls industrial*', 'Fatek*', 'Inovance*', 'Hollysys*', 'Supcon*', 'Kinco*', 'Xinje*', 'Bachmann*', 'SELECTRON*', 'VIPA*: yaskawa vipa*', 'Festo*',
    'Elrest*', 'Sigmatek*', 'KEB*', 'Kunbus*', 'Lenze*', 'Parker: parker hannifin*', 'Triconex*', 'Woodward*', 'Barth: barth elektronik', 'Ifm*', 'Exor*', 'Wieland*', 'Deif*',
    'ComAp*', 'Deep Sea Electronics*', 'Millennium: crouzet*', 'Softing*', '3S-Smart*: codesys*', 'Epec*', 'Hitachi Industrial*', 'Fuji Electric*', 'Toshiba Mitsubishi*: tmeic*',
    'Tosibox*', 'Sielco*', 'Emko', 'Maple Systems*', 'Camille Bauer*', 'Kollmorgen*', 'Trio Motion*', 'Galil*', 'ACS Motion*', 'Delta Tau*', 'Aerotech*', 'Elmo: elmo motion*',
    'Copley*', 'Ingersoll Rand*', 'Kaeser*', 'Atlas Copco*', 'Desoutter*', 'Peter Huber*', 'Sysmik*',
  ]],
  ['Human Machine Interface', [
    'Pro-face*: digital electronics*', 'Weintek*', 'Red Lion*: n tron*, sixnet*', 'Beijer*: hakko electronics*', 'ESA Automation*: esa elettronica*',
    'EZAutomation*: avg automation', 'Lauer', 'Christ Electronic*', 'Cermate*', 'Shenzhen MCGS*: mcgs*, kunlun tongtai*', 'Samkoon*', 'Spectrum Controls*', 'Hope Industrial*',
    'Stahl HMI*', 'Grossenbacher*',
  ]],
  ['SCADA Server', [
    'AVEVA*: wonderware*, osisoft*, invensys wonderware', 'Inductive Automation*', 'COPA-DATA*: ing punzenberger*', 'Iconics*', 'Kepware*', 'Survalent*',
    'OSI: open systems international', 'Certec*', 'PcVue: arc informatique*', 'Elipse*', 'WinCC OA: etm professional control*', 'Progea*', 'Matrikon*', 'Adroit Technologies*',
    'KingView: wellintech*',
  ]],
  ['Remote Terminal Unit', [
    'Brodersen*', 'SAE IT*', 'Sofrel*: lacroix sofrel*, lacroix*', 'iGrid T&D*: igrid*', 'Novatech*', 'Ferranti*', 'Kisters*', 'Semaphore*: cse semaphore*', 'Bristol Babcock*',
    'Telvent*', 'QEI*', 'OMICRON*', 'Mikronika*', 'Elvexys*', 'NARI*', 'Ovarro*: servelec*, seprol, primayer', 'Metasphere*', 'Perax*', 'Ayyeka*', 'Radiflow*', 'Hach*',
    'Campbell Scientific*', 'OTT HydroMet*', 'HWM*', 'Eurotherm*', 'Welotec*', 'Dataforth*',
  ]],
  ['Distributed I/O', [
    'Turck*', 'Murrelektronik*', 'Weidmüller*: weidmueller*', 'Acromag*', 'Balluff*', 'Hilscher*', 'Helmholz*: systeme helmholz*', 'CREVIS*', 'ICP DAS*',
    'Molex*: woodhead*, sst automation*', 'Banner: banner engineering*', 'Contrinex*', 'Deutschmann*', 'Pepperl+Fuchs*: pepperl fuchs*',
    'SMC: smc corp of america, smc pneumatics*, smc corporation tokyo', 'Norgren*: imi norgren*', 'Aventics*', 'Camozzi*', 'Metal Work*', 'Bürkert*: buerkert*', 'LUMEL*',
    'Brainchild*', 'Measurement Computing*', 'LabJack*', 'Kistler*', 'HBM*: hottinger*', 'Gantner*', 'Delphin*', 'DATAQ*', 'Escort Memory*', 'Grayhill*',
    'Western Reserve Controls*', 'Datexel*', 'Seneca', 'Pneumax*',
  ]],
  ['Variable Frequency Drive', [
    'SEW-Eurodrive*', 'Yaskawa*', 'Nidec*: control techniques*', 'Vacon*', 'Invertek*', 'Danfoss Drives*', 'Nord: nord drivesystems*, getriebebau nord*', 'WEG*',
    'Emotron*: cg drives*', 'Baumuller*: baumueller*', 'Gefran*', 'Santerno*', 'TECO Electric*: teco westinghouse*', 'INVT*', 'Benshaw*', 'Unico*', 'REO*',
    'Oriental Motor*', 'Applied Motion*', 'Moog', 'Stöber*: stoeber*', 'Sanyo Denki*', 'Hiwin*', 'Wittenstein*', 'Maxon*', 'Faulhaber*', 'Nanotec*', 'JVL*', 'Bonfiglioli*',
    'Metronix*', 'TRINAMIC*', 'Servotronix*', 'IAI*', 'SMAC*', 'Linmot*: nti linmot, nti ag linmot', 'Tolomatic*',
  ]],
  ['Industrial Robot', [
    'KUKA*', 'FANUC*', 'Universal Robots*', 'Stäubli*: staeubli*', 'Kawasaki*', 'Denso*', 'Nachi*', 'Comau*', 'Adept: omron adept*', 'Techman*', 'Franka*', 'Doosan Robotics*',
    'Mobile Industrial Robots*: mir', 'Locus Robotics*', 'OTTO Motors*: clearpath*', 'Boston Dynamics*', 'AUBO*', 'Dobot*: yuejiang*', 'JAKA*', 'Hyundai Robotics*', 'igus*',
    'Zimmer Group*', 'OnRobot*', 'Robotiq*', 'Schunk*', 'Fetch Robotics*', 'AutoStore*', 'Swisslog*', 'SSI Schaefer*: ssi schafer*', 'Dematic*', 'Knapp*',
    'Vanderlande*', 'Interroll*',
  ]],
  ['CNC Machine', [
    'Heidenhain*: dr johannes heidenhain*', 'Haas: haas automation*', 'DMG MORI*: dmg*', 'Mazak*: yamazaki mazak*', 'Okuma*', 'Trumpf*', 'Hurco*', 'Fagor*', 'NUM', 'Makino*',
    'Doosan Machine*', 'Citizen Machinery*', 'Amada*', 'Bystronic*', 'Mori Seiki*', 'Biesse*', 'Homag*', 'SCM', 'Engel: engel austria*', 'Arburg*',
    'KraussMaffei*: krauss maffei*', 'Sumitomo Demag*', 'Netstal*', 'Renishaw*', 'Marposs*', 'Hypertherm*', 'Lincoln Electric*', 'Miller Electric*', 'EWM', 'Kemppi*', 'ESAB*',
    'Universal Laser*', 'Epilog*', 'Trotec*',
  ]],
  ['Industrial Gateway', [
    'HMS: hms industrial*, anybus*', 'ProSoft*', 'Secomea*', 'eWON*', 'IXON*', 'Echelon*', 'FieldServer*: sierra monitor*', 'Control Solutions*: babel buster', 'IoTech*',
    'ads-tec*', 'Litmus', 'Bliiot*: beilai*', 'INAT*', 'IBH*: ibhsoftec*', 'PROCENTEC*', 'Ewattch*', 'Netbiter: intellicom*', 'Real Time Automation*', 'Adfweb*', 'Gateworks*',
    'Elecsys*', 'MachineMetrics*', 'Pantherun*', 'DEUTA*', 'Icron*', 'HEITEC*', 'Thermokon*',
  ]],
  ['Industrial Switch', [
    'Ruggedcom*: siemens ruggedcom*', 'EtherWAN*', 'Garrettcom*', 'Belden*: lumberg*', 'Harting*', 'ORing*', 'Antaira*', 'KYLAND*', 'Comnet*', 'Indu-Sol*', 'Fiberroad*',
    '3onedata*', 'Lapp*', 'Microsens*', 'eks Engel*', 'IFS*: ge security ifs', 'Barox*', 'Amer Networks*', 'Tejas*', 'Lantech*',
  ]],
  ['Safety Controller', [
    'Pilz*', 'HIMA*', 'Jokab*', 'Schmersal*', 'Euchner*', 'Dold*: e dold*', 'Fortress', 'Bihl+Wiedemann*: bihl wiedemann*', 'Det-Tronics*: detector electronics*',
    'MSA*: mine safety*', 'Industrial Scientific*', 'Crowcon*', 'General Monitors*', 'Kentec*',
  ]],
  ['Protection Relay', [
    'SEL: schweitzer engineering*', 'Alstom*: areva td*', 'Basler*', 'Beckwith*', 'ZIV*', 'Arcteq*', 'NR Electric*: nari relays*', 'VAMP*',
    'Cooper Power*', 'S&C Electric*', 'Noja Power*', 'Tavrida*', 'Thytronic*', 'Fanox*', 'Reyrolle*', 'ERLPhase*', 'Qualitrol*', 'A. Eberle*: eberle*', 'Bender*', 'Littelfuse*',
    'Orion Italia*',
  ]],
  ['Power Meter', [
    'Janitza*', 'Satec*', 'Power Measurement*', 'Electro Industries*', 'Accuenergy*', 'Carlo Gavazzi*', 'Socomec*', 'Circutor*', 'Algodue*', 'Elspec*',
    'Landis+Gyr*: landis gyr*', 'Itron*', 'Elster*', 'Kamstrup*', 'Veris*', 'E-Mon*', 'DENT Instruments*', 'Obvius*', 'Dranetz*', 'GMC-I*: gossen metrawatt*', 'KMB*', 'Frer*',
    'Lovato*', 'IME*', 'Elvaco*', 'Relay: relay gmbh', 'EMH*', 'Iskra*: iskraemeco*', 'Diehl', 'Sensus*', 'Neptune: neptune technology*', 'Badger Meter*', 'Measurlogic*',
    'eGauge*', 'Eastron*', 'Panoramic Power*', 'Elmeasure*', 'Secure Meters*', 'Trilliant*', 'Aclara*', 'Silver Spring*', 'ENTES*', 'Econ: econ solutions',
  ]],
  ['Process Instrument', [
    'Endress+Hauser*: endress hauser*', 'VEGA: vega grieshaber*', 'KROHNE*', 'Rosemount*', 'Micro Motion*', 'JUMO*', 'Samson', 'Magnetrol*', 'Foxboro*',
    'Fisher: fisher controls*, fisher rosemount*', 'Auma*', 'Rotork*', 'Brooks Instrument*', 'Bronkhorst*', 'MKS: mks instruments*', 'Alicat*', 'Vaisala*', 'Testo*', 'WIKA*',
    'Pfeiffer Vacuum*', 'Edwards: edwards vacuum*', 'Leybold*', 'Inficon*', 'Watlow*', 'Omega: omega engineering*', 'Dwyer', 'Hanna Instruments*',
    'E+E Elektronik*: ee elektronik*', 'Rotronic*', 'SICK*', 'Leuze*', 'Wenglor*', 'Baumer*', 'Hengstler*', 'TR-Electronic*: tr systems*', 'Fritz Kubler*: kubler*, kuebler*',
    'MTS Sensors*: mts systems*', 'Novotechnik*', 'Posital*: fraba*', 'Sensopart*', 'Micro-Epsilon*', 'Optris*', 'Grieshaber*', 'Sensirion*', 'Schenck Process*: schenck*',
    'ProMinent*', 'Watson-Marlow*', 'Seepex*', 'Grundfos*', 'Wilo*', 'KSB*', 'Xylem*', 'Gardner Denver*', 'Iwaki*', 'Pulsafeeder*', 'Fluidyne*',
  ]],
  ['Machine Vision', [
    'Cognex*', 'Basler Vision*', 'Allied Vision*', 'Teledyne*', 'IDS: ids imaging*', 'JAI', 'Point Grey*', 'Baumer Optronic*', 'Microscan*', 'Photonfocus*', 'Matrix Vision*',
    'LMI*', 'ISRA', 'Imaging Source*', 'SVS-Vistek*', 'Lucid Vision*', 'Daheng*', 'Hikrobot*', 'Vieworks*', 'Photoneo*', 'Zivid*', 'Specim*', 'Xenics*', 'InfraTec*',
    'VITRONIC*', 'Jenoptik*', 'Tiama*', 'Velodyne*', 'Ouster*', 'Hesai*', 'Livox*', 'RoboSense*',
  ]],
  ['Weighing Scale', [
    'Mettler-Toledo*', 'Bizerba*', 'Sartorius*', 'Minebea Intec*', 'Rice Lake*', 'Avery Weigh-Tronix*', 'Ishida*', 'Digi Scales: teraoka*', 'Dibal*', 'Hobart', 'Espera*',
    'CAS: cas corporation scales', 'Ohaus*', 'Kern', 'Systec: systec gmbh', 'Soehnle*', 'Flintec*', 'Laumas*', 'Cardinal Scale*', 'Fairbanks*',
  ]],
  [null, [
    'Schneider Electric*: schneider, control microsystems*, telemecanique*, square d*, merlin gerin*, modicon*, tac, groupe schneider*', 'ABB*: asea brown boveri*', 'Emerson*',
    'Eaton*: moeller*, klockner moeller*', 'Delta Electronics*', 'Hitachi Energy*', 'Mitsubishi Heavy*', 'Krones*', 'Tetra Pak*', 'GEA', 'Siemens Energy*', 'Vestas*',
    'Wärtsilä*', 'Caterpillar*', 'Cummins*', 'Rolls-Royce*: mtu', 'MAN Energy*', 'Kongsberg*', 'Furuno*', 'Raymarine*', 'Navico*', 'Trimble*', 'Topcon*', 'John Deere*: deere',
    'CNH*', 'Applied Materials*', 'ASML*', 'Tokyo Electron*', 'Lam Research*', 'KLA*', 'Bruker*', 'Thermo Fisher*: thermo electron*, thermo scientific*', 'Shimadzu*', 'Horiba*',
    'PerkinElmer*: perkin elmer*', 'Waters: waters corporation', 'Metrohm*', 'Anton Paar*', 'Steinsvik*', 'Alentis*', 'DAVE: dave srl', 'ACT Security*', 'Bombardier*',
    'Knorr-Bremse*', 'Wabtec*', 'Hitachi Rail*: ansaldo sts*', 'Scheidt & Bachmann*', 'Init: init innovation*', 'Peek Traffic*', 'SWARCO*', 'Econolite*', 'McCain*',
    'Wavetronix*', 'Iteris*', 'Kapsch*', 'Q-Free*', 'Yunex*', 'Cubic: cubic transportation*', 'DeLaval*', 'Lely*', 'Priva*', 'Hoogendoorn*', 'Ridder', 'Big Dutchman*', 'Fancom*',
    'SKOV*', 'Netafim*', 'Valmont*', 'Lindsay',
  ]],
];
