/** Products that name themselves whole in a system description. They are asked first: their names hold words that elsewhere mean another kind (`Unity`, `Unified`, `Zoom`). */
import type { CategoryName } from '../../taxonomy/index.ts';

export type NamedRow = readonly [pattern: RegExp, kind: CategoryName, vendor?: string];

export const NAMED: readonly NamedRow[] = [
  // Telephony and rooms
  [/\bUnified (?:Communications|CM|Call ?Manager)\b|\bCallManager\b|\bUnity (?:Connection|Express)\b|\bExpressway\b|\bCisco Unity\b/i, 'VoIP Communications Equipment', 'Cisco'], [/\bAcano\b|\bMeeting Server\b/i, 'Video Audio Conference', 'Cisco'],
  [/\bPolycom (?:RMX|DMA|RPAD|CMA|RSS)\b|\bRealPresence\b/i, 'Video Audio Conference', 'Polycom'], [/\bAvaya (?:S8\d{3}|G[2346]\d0|IP ?Office|Aura|Communication Manager)|\bIP Office \d|\bSession Manager\b/i, 'VoIP Communications Equipment', 'Avaya'],
  [/\bAsterisk\b|\bFreePBX\b|\b3CX\b|\bElastix\b|\bStarface\b|\bKamailio\b|\bFreeSWITCH\b/i, 'VoIP Communications Equipment'], [/\bAcme Packet\b|\bNet-Net \d{4}/i, 'VoIP Communications Equipment', 'Oracle'], [/\bKX-N[SVCT]X?\d{0,4}\b/, 'VoIP Communications Equipment', 'Panasonic'],
  [/\bSV[89][135]\d0\b|\bUNIVERGE\b/i, 'VoIP Communications Equipment', 'NEC'], [/\bMX-ONE\b|\bMiVoice\b|\bMiCollab\b/i, 'VoIP Communications Equipment', 'Mitel'], [/\bShoreTel\b|\bShoreGear\b/i, 'VoIP Communications Equipment', 'ShoreTel'], [/\b(?:Grandstream )?(?:HT[578]\d\d|HT8XX|GXW\d{4})\b/, 'VoIP Communications Equipment', 'Grandstream'],
  [/\bGenband\b|\bbero ?fix\b|\bQuescom\b|\bOpenScape\b|\bOmniPCX\b|\bVega ?(?:50|100|200|400|5000)\b/i, 'VoIP Communications Equipment'], [/\bAMX (?:NX|NI|NetLinx)|\bNetLinx\b/i, 'Video Audio Conference', 'AMX'], [/\bZoom Rooms?\b|\bRally (?:Bar|Plus)\b|\bMicrosoft Teams Rooms?\b/i, 'Video Audio Conference'],
  // Rays, radio and pictures
  [/\bOmniBAS\b|\bUltraLink\b|\bWiBAS\b/i, 'Wireless Bridge', 'Intracom Telecom'], [/\bELVA-1\b|\bE-Band\b|\bPPC-10G\b|\bAlbentia\b|\bWaveSight\b|\bFreeMile\b/i, 'Wireless Bridge'], [/\b(?:OptiX )?RTN ?[369]\d{2}/i, 'Wireless Bridge', 'Huawei'],
  [/\bAppear ?TV\b|\bRX8\d{3}\b|\bTT1[12]\d0\b|\bWellav\b|\bScopus\b.*\b(?:IRD|UID)|\bDVB-?[STC]2?\b|\bIRD ?\d{4}|\bEN80\d{2}\b/i, 'Video Encoder'], [/\b(?:FM|DAB|TV|UHF|VHF) (?:transmitter|exciter)\b|\bElenos\b|\bEcreso\b|\b2wcom\b|\bSielco\b|\bItelco\b|\bNautel\b|\bGatesAir\b|\bOrban\b/i, 'Video Encoder'],
  [/\bNimbra\b/i, 'Network Equipment', 'Net Insight'], [/\bAyecka\b|\bSR1(?:c|pro)?\b.*\breceiver\b|\bNovelSat\b|\bParadise Datacom\b|\bUFL?ex\b.*modem|\bBUC\b|\bSSPA\b/i, 'Modem'], [/\bDMR\b.*\bbase station\b|\bTETRA\b|\bTB[79]\d00\b|\bMTR3000\b/i, 'Network Equipment'],
  // Security and services
  [/\bSecurepoint\b|\bgateprotect\b|\bSidewinder\b|\bmGuard\b|\bVA-(?:DTE|SPE)\b.*(?:Juniper|Pulse)|\bSourcefire\b|\bFirepower\b/i, 'Firewall'], [/\bDefensePro\b|\bPulse Secure\b|\bPulse Connect\b|\bFirePass\b|\bJuniper (?:SA|MAG)[-\d]|\bLuna SA\b|\bSafeNet\b|\bnShield\b|\bArbor (?:APS|Edge)/i, 'Security Appliance'],
  [/\bPeakflow\b|\bArbor Networks\b|\bTMS ?\d{4}\b.*Arbor|\bSandvine\b|\bNet ?Optics\b|\bInfiniStream\b|\bExtraHop\b|\bIxia\b|\bProfitap\b|\bCubro\b|\bGarland Technology\b|\bSevOne\b|\bNetScout\b/i, 'Network Appliance'],
  [/\bMessaging Gateway\b|\bEmail Security\b|\bMail Gateway\b|\bWeb (?:Gateway|Filter|Security)\b|\bHalon\b|\bIronPort\b|\bAsyncOS\b/i, 'Security Appliance'], [/\b(?:Splunk|QRadar|LogRhythm|Zimbra|PRTG|Nagios|Icinga|Zabbix|FileMaker|CommVault|Veeam)\b/i, 'Server'],
  [/\bCoyote Point\b|\bEqualizer\b.*\b(?:GX|E\d{3})|\bjetNEXUS\b|\bZevenet\b|\bZen Load\b|\bApplication Control Engine\b|\bAvi Vantage\b|\bSteelApp\b|\bStingray Traffic|\bZeus Traffic|\bload[- ]?balancer\b/i, 'Load Balancer'],
  [/\bSecureSync\b|\bNetClock\b|\bTimeKeeper\b|\bTimeProvider\b|\bTimeSource\b|\bPTP (?:grandmaster|master|clock)\b/i, 'Time Server'], [/\bCyclades\b|\bDigi CM\b|\bMRV LX\b|\bIn-?Reach\b|\bDominion SX\b|\bConsole Server\b/i, 'Terminal Server'],
  // Power
  [/\b(?:Sentry[34]|PRO[1234]X?)\b.*(?:Server Technology|PDU|CDU)|\bSentry4\b|\bSmartZone\b.*(?:G5|PDU)|\bRittal (?:PSM|PDU)\b|\bPM ?\d{4} PDU|\bAvocent PM|\bPE[5-8]\d{3}\w{0,3}\b|\bPDU ?\d{2}|\bPDU[A-Z]{1,3}\d{2}|\bRPM\d|\bPulizzi\b|\bRacktivity\b|\bInfraPower\b|\bCyberSwitching\b|\bDPI C\d|\brPDU/i, 'Power Distribution Unit'],
  [/\bPowerWalker\b|\bInsightPower\b|\bAEG (?:Power|PROTECT)|\bUPS[25]000\b|\bBorri\b|\bXANTO\b|\bUNITY[- ](?:DP|LIFE)|\bIntelliSlot\b|\bExide\b|\bFideltronik\b|\bOrvaldi\b|\bEffekta\b|\bNewave\b|\bPowerValue\b|\bRemot[eE]ye\b|\bNetCom2?\b.*(?:UPS|Mitsubishi)|\bNetman Plus\b|\bMasterguard\b|\bMust Power\b|\bKstar\b|\bSantak\b|\bVoltronic\b|\bCastle\b.*(?:TeleCom|UPS)|\bWinPower\b|\bViewPower\b/i, 'Uninterruptible Power Supply'],
  [/\bBenning\b.*\b(?:MCU|NMC|Tebechop)|\bICT (?:Sentinel|Modular|Platinum)|\bSM[345678]\dE?\b.*Enatel|\bEnatel\b|\bInteliGen|\bInteliSys|\bDeep Sea\b|\bMean ?Well\b|\bCMU2\b|\bPurcell\b|\bFlatpack2?\b|\bNewmar\b|\bDuraComm\b|\bMinipack\b|\bZXDU|\bCSU\d{3}|\bMillenn?ium (?:II )?controller|\brectifier\b/i, 'Smart PowerSupply'],
  // Rooms
  [/\bWatchdog ?(?:15|100|1200|1250|1400)\b|\bEM1\b|\bSensaphone\b|\bPapago\b|\bE-(?:2|5|16)D\b|\bRavica\b|\bUni-?Ping\b|\bNetPing\b|\bTinytag\b|\biTHX\b|\bFalcon ?(?:F|FMS|X)|\bMSNSwitch\b|\b(?:TH|TP)-?332\w?\b|\bTHS?\b.*\bthermo|\bVutlan\b|\bExpert Sensor Box\b|\bTEMP(?:erature)? ?(?:probe|logger)\b|\bwireless sensor\b/i, 'Environmental Sensor'],
  [/\bUniflair\b|\bLiebert (?:CRV|PDX|CRD|DSE|DM|CW|HPM|XD[A-Z])\b|\biCOM\b|\bLCP[- ](?:CW|DX|Inline|Rack)|\bDenco\b|\bEmicon\b|\bClimaveneta\b|\bCoolTeg\b|\bDataAire\b|\bWeiss Klima|\bPCW\b|\bChillerControl|\bair handling\b/i, 'HVAC'],
  // Storage
  [/\bT(?:50e|120|200|380|680|950)\b.*(?:Spectra|library)|\bSpectra ?Logic\b|\bLaCie\b|\bCoraid\b|\bZFS Storage\b|\bStorEdge\b|\bStorageTek\b|\bCompellent\b|\bStorage Center\b|\bUnitrends\b|\bStorCenter\b|\bReady(?:NAS|DATA|DR)\b|\bSeaChange\b|\bDS[345]\d00\b.*(?:IBM|storage)|\bOpen-?E\b|\bXtremIO\b|\bVPLEX\b|\bKaminario\b|\bNetBackup\b|\bQSAN\b|\bXCubeNAS\b/i, 'Network Storage'],
  // Wireless
  [/\bMeru AP|\bLigoWave\b.*\b(?:DLB|NFT)|\bMojo Networks\b|\bMist AP|\bArubaOS \(MODEL: (?:AP-?)?[1-6]\d{2}\w{0,2}\)|\bFortiAP\b|\bFAP-?\d{3}|\bExtreme AP|\bW[AT]\d{4}\w*\b.*H3C|\bH3C WA\d|\bLAPAC?\w*\d{3,4}|\bWAP\d{3,4}\b/i, 'Wireless Access Point'],
  [/\bWLC\d{2,4}\w?\b|\bW-?[3567]\d{3} Controller\b|\bMotion (?:WS|RFS)/i, 'Wireless Controller'],
  // Printing
  [/\bimagePROGRAF\b|\binfotec\b|\bDell \w?\d{4}\w{1,4}\b(?!.*(?:switch|server|storage))|\bPantum\b|\bSindoh\b|\bVarioPrint\b|\bMuratec\b|\bDP-[A-Z]?\d{3,4}\b.*Panasonic|\bMutoh\b|\bRoland (?:DG|VersaUV|TrueVIS)|\bMIMAKI\b|\bStar Micronics\b|\bEvolis\b|\bMagicard\b|\bFargo\b|\bDatacard\b|\bMatica\b|\bRISO\b|\bDuplo\b/i, 'Printer'],
  [/\b(?:TTP|TDP|TC|MX|ME|PEX)-?\d{3}\b.*TSC|\bTSC (?:Auto|TTP|TDP|ML|MH)|\bcab (?:EOS|MACH|SQUIX|A[24]\+)|\bGODEX\b|\bAvery Dennison\b|\bMonarch 98|\bNovexx\b|\bPostek\b|\bPrimera LX|\bCL4NX|\bPrintronix\b/i, 'Label Printer'], [/\bSEH\b.*\b(?:PS|InterCon|TPG)|\bSX-\d{3,4}\b|\bmyUTN\b/i, 'Print Server'],
];
