/** Makers of medical devices. */
import type { MakerRows } from './rows.ts';

export const medicineMakers = (): MakerRows => [
  ['Infusion System', [
    'Baxter*: sigma international', 'B. Braun*: bbraun*', 'Alaris*: cardinal health alaris, carefusion*', 'ICU Medical*', 'Hospira*', 'Smiths Medical*: medex, deltec',
    'Ivenix*', 'Arcomed*', 'Terumo*', 'Codan*', 'Micrel Medical*', 'Zyno*', 'Moog Medical*', 'Medcaptain*', 'Becton Dickinson*: bd, bd medical*', 'iradimed*',
  ]],
  ['Patient Monitor', [
    'Spacelabs*', 'Welch Allyn*', 'Mindray*', 'Nihon Kohden*', 'Masimo*', 'Draeger*: drager*, dragerwerk*, draegerwerk*, siemens drager*', 'Criticare*', 'Nonin*', 'Datascope*',
    'Edan*', 'Datex-Ohmeda*: datex*', 'CAS Medical*', 'Infinium*', 'Invivo*', 'Nellcor*: covidien*', 'Schiller', 'Fukuda Denshi*', 'Comen*', 'Contec Medical*',
    'Biolight*', 'EarlySense*', 'Hillrom*: hill rom*', 'Edwards Lifesciences*', 'Zoll*', 'Physio-Control*: medtronic physio*', 'Capsule: capsule technologie*, capsule tech*',
    'Bernoulli*', 'Isansys*', 'VitalConnect*', 'iRhythm*', 'Natus*', 'Corometrics*', 'Huntleigh*', 'Ivy Biomedical*', 'Sotera*', 'Caretaker Medical*', 'GlobeStar*',
  ]],
  ['Medical Imaging', [
    'Carestream*', 'Agfa*', 'Hologic*', 'Varian*', 'Elekta*', 'Accuray*', 'Ziehm*', 'Planmeca*', 'Sirona*: dentsply*', 'Canon Medical*: toshiba medical*',
    'Fujifilm Medical*: fujifilm healthcare*, hitachi healthcare*, hitachi medical*', 'Konica Minolta Medical*', 'Trophy', 'Esaote*', 'OrthoScan*', 'Vatech*',
    'Carl Zeiss Meditec*: zeiss meditec*, carl zeiss*, zeiss', 'Heidelberg Engineering*', 'Brainlab*', 'Samsung Medison*: medison*, neurologica*',
    'SonoSite*: fujifilm sonosite*', 'BK Medical*', 'United Imaging*: shanghai united imaging*', 'Neusoft Medical*', 'DRGEM*', 'Swissray*', 'Del Medical*', 'iCAD*', 'Bracco*',
    'MEDRAD*: bayer medical*', 'Guerbet*: liebel flarsheim*', 'Mallinckrodt*', 'EOS Imaging*', 'Xoran*', 'Acteon*', 'Air Techniques*', 'Dürr Dental*: duerr dental*', 'Midmark*',
    'KaVo*', 'Instrumentarium*', 'Nidek*', 'Optos*', 'Haag-Streit*', 'Canfield*', 'Mirada*',
    'Siemens Healthineers*: siemens healthcare*, siemens medical*, siemens ultrasound*, acuson*, siemens health', 'Clarius*', 'Butterfly: butterfly network*',
    'Terason*: teratech*', 'Chison*', 'SuperSonic Imagine*', 'Zonare*', 'Analogic*', 'Hamamatsu*', 'Varex*', 'iRay*', 'Rayence*', 'Imaging Dynamics*', 'Lodox*',
  ]],
  ['Ventilator', [
    'Hamilton Medical*', 'ResMed*', 'Respironics*: philips respironics*', 'Maquet*: getinge*, siemens elema*', 'Vyaire*', 'Fisher & Paykel Healthcare*', 'Breas*', 'Weinmann*',
    'Löwenstein*: loewenstein*', 'Air Liquide Medical*', 'Puritan Bennett*: nellcor puritan*', 'Viasys*', 'Bunnell', 'Newport Medical*', 'IMT Medical*', 'Penlon*', 'Aeonmed*',
  ]],
  ['Laboratory Analyzer', [
    'Beckman Coulter*', 'Sysmex*', 'Abbott*', 'Roche*: hoffmann la roche*', 'Radiometer*', 'Bio-Rad*: biorad*', 'Illumina*', 'Cepheid*', 'bioMerieux*: bio merieux*',
    'Ortho Clinical*', 'Qiagen*', 'Tecan*', 'Hamilton Robotics*: hamilton bonaduz*', 'Stago*: diagnostica stago*', 'Instrumentation Laboratory*: werfen*', 'Diasorin*',
    'Grifols*', 'Immucor*', 'Quidel*', 'Cellavision*', 'Leica Biosystems*', 'Ventana*', 'Sakura: sakura finetek*', 'Eppendorf*', 'Sebia*', 'Horiba Medical*: horiba abx*',
    'Nova Biomedical*', 'Alere*', 'Epocal*', 'HemoCue*', 'EKF: ekf diagnostic*', 'Binder', 'Biotek*', 'Molecular Devices*', 'Hettich*', 'Inpeco*', 'Dako', 'BioFire*',
    'Pacific Biosciences*: pacbio*', 'Oxford Nanopore*', 'Luminex', 'Helena: helena laboratories*', 'Analytik Jena*', 'Randox*', 'Snibe*', 'Stirling Ultracold*', 'Helmer*',
    'PHC*: panasonic healthcare*',
  ]],
  ['Medication Dispenser', [
    'Omnicell*', 'Pyxis*', 'Swisslog Healthcare*', 'Parata*', 'ScriptPro*', 'ARxIUM*', 'Yuyama*', 'JVM*', 'TOSHO*', 'Capsa*', 'Aesynt*: mckesson automation*', 'Talyst*',
    'Willach*', 'Rowa: bd rowa*', 'Kirby Lester*', 'MedSelect*', 'Hero Health*', 'Evondos*', 'Touchpoint Medical*', 'Baxa*', 'Codonics*',
  ]],
  ['ECG', [
    'Mortara*', 'Burdick*', 'Quinton*: cardiac science*', 'Cardioline*', 'AMEDTEC*', 'GE Marquette*: marquette*', 'Norav*', 'Nasiff*', 'Bionet*', 'AliveCor*', 'Suzuken*',
    'BTL Industries*: btl',
  ]],
  ['Nurse Call', [
    'Ackermann*', 'Tunstall', 'Jeron*', 'Executone*', 'West-Com*', 'Critical Alert*', 'Austco*', 'Rauland-Borg*: rauland*, responder', 'Televic Healthcare*',
    'Cornell Communications*', 'TekTone*', 'Vocera*', 'Courtney Thorne*', 'Stanley Healthcare*: aeroscout*', 'CenTrak*', 'Sonitor*', 'Versus Technology*', 'Ekahau*', 'Zettler*',
    'Static Systems*', 'Aid Call*',
  ]],
  ['Dialysis Machine', [
    'Fresenius*', 'Gambro*', 'Nipro*', 'NxStage*', 'Nikkiso*', 'Outset Medical*', 'Rockwell Medical*', 'Medivators*',
  ]],
  ['Surgical System', [
    'Intuitive Surgical*: intuitive', 'Stryker*', 'Karl Storz*', 'Richard Wolf*', 'Smith & Nephew*', 'Alcon', 'Erbe*', 'ConMed*', 'Arthrex*', 'Steris*', 'Skytron', 'Berchtold*',
    'Trumpf Medical*', 'Mizuho*', 'Zimmer Biomet*', 'Globus Medical*', 'Bausch & Lomb*: bausch health', 'Johnson & Johnson*: ethicon*, biosense webster*', 'Medtronic*',
    'Boston Scientific*', 'St. Jude Medical*: st jude*', 'Biotronik*', 'Cochlear*', 'Belimed*', 'Tuttnauer*', 'Cantel*', 'Olympus Winter*', 'Pentax*: hoya pentax', 'Aesculap*',
    'Lumenis*', 'Candela*', 'Cynosure*', 'Haemonetics*', 'LivaNova*: sorin*',
  ]],
  ['Medical Device Gateway', [
    'Qualcomm Life*', 'iSirona*', 'Nuvon*', 'Cerner*', 'Excel Medical*', 'True Process*',
  ]],
  ['PACS Server', [
    'Sectra*', 'Merge Healthcare*: merge*', 'McKesson*', 'Visage: visage imaging*', 'Intelerad*', 'Infinitt*', 'Vital Images*', 'Ambra', 'TeraRecon*', 'Hyland', 'Novarad*',
    'RamSoft*', 'Candelis*', 'Dicom Systems*', 'Laurel Bridge*', 'PaxeraHealth*', 'Mach7*', 'Acuo*',
  ]],
  ['Glucose Meter', [
    'LifeScan*', 'Ascensia*: bayer diabetes*', 'Arkray*', 'ForaCare*', 'Dario: dariohealth*', 'Insulet*', 'Tandem Diabetes*', 'Trividia*',
  ]],
  ['Medical Workstation', [
    'Ergotron*', 'Enovate*', 'Howard Medical*', 'JACO', 'Rubbermaid Medical*', 'Onyx Healthcare*', 'Totoku*', 'Double Black Imaging*', 'NDS Surgical*', 'FSN Medical*',
    'Rein Medical*', 'ITD*',
  ]],
  [null, [
    'GE Healthcare*: ge medical*, gehc, general electric medical*, general electric healthcare*, marquette ge', 'Hitachi High-Tech*: hitachi high technologies*',
    'Cardinal Health*', '3M*', 'Danaher*', 'Arjo*: arjohuntleigh*', 'Linet', 'Joerns*', 'Invacare*', 'Seca', 'Drive DeVilbiss*', 'Sunrise Medical*', 'Kinetic Concepts*',
    'Ivoclar*', 'Straumann*', '3Shape*', 'Align Technology*', 'A-dec*', 'Otometrics*', 'Interacoustics*', 'Demant*: oticon*', 'Sonova*: phonak*', 'GN Hearing*: resound*',
    'Widex*', 'Starkey*',
  ]],
];
