/** Words of system descriptions: product lines first, because they are surest, then what a device calls itself. Written from knowledge of products. */
import type { CategoryName } from '../../taxonomy/index.ts';
import { NAMED } from './named-products.ts';

export interface Rule { readonly pattern: RegExp; readonly certainty: number; readonly kind?: CategoryName; readonly vendor?: string; readonly system?: string }

type Row = readonly [pattern: RegExp, kind?: CategoryName | '', vendor?: string | undefined, system?: string | undefined];

/** The first that matches holds. */
const PRODUCT_LINES: readonly Row[] = [
  // What a maker's model numbers say, where a maker makes several kinds
  [/\b(?:DAP|DWL)-\w|\bAT-(?:TQ|MWS)\d|\b(?:NWA|WAC|WAX|WBE)\d{3}|\bWN[DA]?AP\d|\bEAP\d{3}|\bWDAP-|\bAWK-\d|\bLCOS-LX\b|LANCOM (?:L-|OAP-|LW-|LN-|IAP-|LX-)|\bAirEngine|Huawei AP\d|Meraki (?:MR|CW)\d|Cloud Managed AP\b|\bDBA-|\bWS-AP\d|\bAIR-(?:C?AP|LAP|SAP)|\bMR\d{2}E?\b.*Meraki|\bGWN76\d|\bWEA\d|\bOMAP\d|\bECW\d/, 'Wireless Access Point'],
  [/\b(?:DWC|DWS-4|NXC)-?\d|\bAC6\d{3}|\bAirEngine 9700|AOS-W \(MODEL|ArubaOS \(MODEL: (?:Dell )?(?:PowerConnect )?W?-?[367]\d{3}|LANCOM WLC|\bAIR-(?:CT|WLC)|\bC9800|\bRFS ?\d{4}|\bVX ?9000|\bWX\d{4}/, 'Wireless Controller'],
  [/\bDFL-\d|\bDSR-(?:150|250|500|1000)|ZyWALL|\bUSG ?\d|USG ?FLEX|\bATP\d{3}|\bVPN\d{2,4}\b|\bFVS\d|\bFVX|Secospace|\bSG-6000/, 'Firewall'],
  [/\b(?:DGS|DES|DXS|DMS|DKS)-\w|\bAT-(?:x|8|9|G|F|I|S|x)\w|\b(?:GS|XGS|XS|ES|MGS|MES|XMG)\d{3,4}|\bTL-S|\bT[123]\d00G|\bXSM\d|\bM4[23]\d\d|\bGSM?\d{3,4}|\bFSM?\d{3,4}|Meraki MS\d*|\bCE\d{4}\b|Huawei S\d{4}|\bS[1-9]\d{3}\w*-\w+.*(?:VRP|Huawei|H3C|Comware)|\bICX ?\d{4}|IronWare|LANCOM (?:GS|XS|ES|IS)-|HP VC |HP Stack|Virtual Connect|Blade Network Technologies|RackSwitch|\bWS-C\d|\bSG[23]\d\d|\bSF[23]\d\d|\bECS\d{4}|\bES\d{4}[A-Z]|\bSSE-|UniFi (?:Switch|US)|\bUSW?-(?!LTE)|\bEdgeSwitch|\bTS\d{4}\b.*switch|\bVDX\d/, 'Switch'],
  [/\bIES-?\d{3,4}|\bMA5\d{3}|\bSmartAX|\bAAM\d{4}|\bVES\d{4}|\bISAM\b|\b7[23]\d\d FX|\bCC8800|\bcBR-8|uBR\d{4,5}|\bE6000\b|\bBSR ?64000|\bONS ?\d*|Cisco ONS|\bOptiX|\bOSN ?\d|\bFX-OS\b.*chassis|\bATN ?9\d\d/, 'Network Equipment'],
  [/\b(?:DIR|DSL|DWR)-\w|\bVMG\d|\bAMG\d|\bSBG\d|\bKeenetic|\bVigor ?\d|\bArcher\b|\bTL-(?:ER|WR|R)\d|Huawei (?:AR|NE|NetEngine)|\bNE\d{2}E?\b|\bAR\d{3,4}\b.*(?:VRP|Huawei)|\bcnPilot R|\bRV\d{3}|\bISR\b|\bASR[- ]?\d/, 'Router'],
  [/^Router model\b/, 'Router', 'Teldat'],
  [/\bSpeed ?Touch|\bTG\d{3}|\bbcm963|\bFRITZ!?Box|\bTouchstone/i, 'Modem'],
  [/\bU-LTE|Meraki MG|\bOnCell|GE MDS Orbit|\bTRB\d|\bRUT[XM]?\d|\bAirLink|\bIBR\d|\bAER\d{4}|\bCBA\d/i, 'Cellular Gateway'], [/\bioLogik/i, 'Distributed I/O'], [/\bMGate\b|\bAnybus\b/i, 'Industrial Gateway'], [/Meraki MV\d/, 'Camera'], [/ESPHome|Tasmota/, 'Embedded Systems'],
  [/\bIPM-\d|maPDU|\biBoot|Distributed Power Interconnect|\bIBM DPI\b|IBM PDU/i, 'Power Distribution Unit'], [/\bCS1[1234]1\b|\bUSHA\b|POWERALERT|UPSController|SNMP Web ?Pro|\bDL801|Megatec|Voltronic/i, 'Uninterruptible Power Supply'],
  [/\.el\d\.f5\.|\bALOHA\b|Application Control Engine/, 'Load Balancer'], [/\dcpx86_64|\dcp(?:smp|i386)?\b #|\bNS-BSD\b|-HBSD\b|\bEndian\b|\bIPFire\b|\bIPCop\b|Smoothwall|\bUntangle/i, 'Firewall'], [/Identity Services Engine|Access Control System|Prime Infrastructure|DNA Center/, 'Server', 'Cisco'],
  [/\bME[45]\d{3}\b|\bISM SNMP Agent/, 'Network Storage'], [/Hikvision company products/i, 'Network Video Recorder', 'Hikvision'], [/\bAlterPath/i, 'Terminal Server', 'Avocent'], [/\bMCR-MGT|media converter/i, 'Media Converter'], [/E3METER|\bPM[58]\d{2,3}/i, 'Power Meter'],
  // Product lines of makers who mostly make one kind
  [/\bMXK\b|\bMALC\b|\bETX-\d|\bMiTOP|\bEgate-|\bT-Marc|\bBiNO[SX]\b|\bSAOS\b|EtherNID|MetroNID|\biConverter|OptiSwitch|OptiDriver|\biBOS\b|\bISCOM\d|\bROAP\b|\bAN55\d\d|\bZX(?:R10|A10|DSL|MP|CTN)|\bTotal Access|\bTA ?5000|\bhiT ?7\d|\bDTN-?X?\b|\bGroove|\bPL-\d{4}|\b1830\b|\b7210\b|\b7750\b|\bDmOS\b|CableOS|\bCDM-\d|\bMDM\d{4}|SkyEdge|\bNPT-\d|\bBTI7|\bDCP-[MFR]|\bLTP-\d|\bMA4000|\bOccam\b|\bE7-\d|\bAXOS\b|\bEkinops|\bC\d{3}HC/, 'Network Equipment'],
  [/\bDCRS-|\bDCS-\d{4}[^L]|\bQSW-|\bSNR-S|\bRG-[SN]\d|AlliedWare|\bMLNX-OS|\bOnyx\b|\bSANbox|\bPicOS\b|\bOcNOS\b|\bSONiC\b|Cumulus|SecureStack|Ethernet Routing Switch|\bERS-?\d|\bVSP-\d|BayStack|Baseline Switch|\bZebOS|MyPower|InfiniBand|\bMES\d{4}|\bVOSS\b|\bEnterasys\b|\bEXOS\b|\bCisco MDS|\bUbiSwitch|\bTOR\b/, 'Switch'],
  [/\bESR-\d|\bFireBrick|\bFB\d{4}\b|\bSRX?OS\b|\bWANFlex\b|\bOneOS\b|\bNetVanta|\bTINA\b|\bBPAC|\bFlexEdge/, 'Router'],
  [/\bRAy\d?\b|\bEH-\d{3,4}|\bcnWave|\bALCplus|\bALFO|\bAGS-?20|\bR5000|\bInfiMAN|\biPASOLINK|\bAN-?80|\bStrataLink|\bMimosa\b|\bAirmux|\bLumina\b|\bCeragon|\bExalt\b|\bBridgeWave|\bSiklu|\bMetroLinq/i, 'Wireless Bridge'],
  [/\bePMP\b|\bPMP ?\d{3}|\bForce ?\d{3}|\bEnStation|\bENS\d{3}|\bECB\d{3,4}|\bEWS\d|Apple (?:Base Station|AirPort)|AirPort (?:Express|Extreme)|\bORiNOCO|\bBreezeAccess|\bDeliberant|\bAirSpot|\bInfinity [0-9]+ AP/i, 'Wireless Access Point'],
  [/Network-M[23]|\bPXG(?:X|MS)|\bIS-UNITY|IntelliSlot|OpenComms|\bNetVision\b|\bNIMBUS\b|\bKeor\b|\bDaker\b|SNMP-NV|WEBCARDLX|SNMPWEBCARD|\bGXT\d|\bNetys\b|\b9PX|\b5PX|\b9[35][EPX]M?\b|\bUPS5000|SmartLi\b|\bDelphys|\bSai ?UPS/i, 'Uninterruptible Power Supply'],
  [/Dominion PX|\beConnect\b|\bBlueNet|\bDI-Strip|WebPowerSwitch|\bnetBooter|\bNP-\d{2}|\bVMR-?\d|\bNPS-?\d|\bRPC-?\d|\bMMP-?\d|\bPX3-|\bDPM\d|\bGU2\b|\bIMD-|\bswitched rack|rack transfer/i, 'Power Distribution Unit'],
  [/\bCXC\b|\bFXM\b|TriStar|ProStar|SunSaver|\bMate3|\bCerbo|Venus ?OS|\bSMU\d|\bSCC800|\bNCU\b.*NetSure|Infinity.*Pulsar|WebPower|Smartpack|iSitePower|\bZXDU|InteliLite|\bDSE ?\d{4}/i, 'Smart PowerSupply'],
  [/\bCMM\d? |\bPicoStation|\bBullet ?M|\bairCube|Cisco AP Software|\bUnleashed\b|\bWiNG\b|\bAP[67]\d{3}\b|\bTerragraph|\bNanoSwitch/, 'Wireless Access Point'],
  [/\bgenugate|\bgenuscreen|\bKerio Control|\bUserGate|\bFWSM\b|Firewall Services Module|\bIPSO\b|\bSecPath|\bTrusGuard|\bISG-?\d{4}|\bSSG ?\d|\bPA-VM\b|\bNGFW\b|\bNGAF\b|\bCyberoam|\bVyprVPN|\bSmoothWall/i, 'Firewall'],
  [/\bDrobo|\bThecus|NexentaStor|OpenMediaVault|\bUnraid|\bQumulo|TotalStorage|System Storage|\bV7000|\bStoreOnce|\bStoreEasy|\bSAN ?iQ|\bStorageWorks|\bDXi\d|\bSL\d{3,4}\b.*(?:Sun|Oracle|Storage)|\bMD3\d{3}\b|\bTL[24]000|\bASUSTOR|\bCS\d{3}\b.*Nimble/i, 'Network Storage'],
  [/PowerEdge|ProLiant|PRIMERGY|\bSystem x\d|\bvCenter\b|\bPoweredge|\bThinkSystem/i, 'Server'],
  [/\bTH2E\b|\bQuidos?\b|\bTempTrax|\bMiniGoose|\bWxGoos|interSeptor|\bSensorGateway|\bServSensor|\bEthernetbox|\bMessPC|\bE-Log\b|\bEM01|\bDewPoint|\bClimate Monitor/i, 'Environmental Sensor'],
  // Out-of-band management
  [/\bi(?:ntegrated )?lights[- ]?out\b|\bILOM\b|\biLO ?\d/i, 'Out-of-Band Management'], [/\biDRAC|\bDRAC ?\d|Remote Access Controller/i, 'Out-of-Band Management', 'Dell'], [/\biRMC\b/, 'Out-of-Band Management', 'Fujitsu'],
  [/-xcc\b|\bXClarity\b|Integrated Management Module|\bIMM2?\b/, 'Out-of-Band Management', 'Lenovo'], [/Onboard Administrator/i, 'Out-of-Band Management', 'HP'], [/\biBMC\b|\bBMC\b|\bIPMI\b|MegaRAC/i, 'Out-of-Band Management'], [/\bCIMC\b|Integrated Management Controller/, 'Out-of-Band Management', 'Cisco'],
  [/\bAvocent\b|\bDSR\d{4}|MergePoint|\bAMX\d{4}\b.*KVM|\bKVM\b|\bDSX2?-|Dominion KX/i, 'KVM Switch'], [/\bACS ?\d{4}\b|console (?:server|manager)|terminal server|\bOpengear\b|\bLantronix\b|NPort|device server|serial (?:server|device)|\bDigi (?:Connect|Passport|One|TS)|PortServer|IOLAN/i, 'Terminal Server'],
  // Printers
  [/JETDIRECT|LaserJet|OfficeJet|DesignJet|PageWide/i, 'Printer', 'HP'], [/\bKONICA MINOLTA\b|bizhub|\bmagicolor\b|\bineo\b/i, 'Printer', 'Konica Minolta'], [/\bAficio\b|\bRICOH\b|\bNRG\b.*\bprint|\bLANIER\b|\bSAVIN\b|\bGestetner\b/i, 'Printer', 'Ricoh'], [/WorkCentre|\bPhaser\b|VersaLink|AltaLink|DocuColor|\bXerox\b/i, 'Printer', 'Xerox'],
  [/\bLexmark\b/i, 'Printer', 'Lexmark'], [/\bKYOCERA\b|\bECOSYS\b|TASKalfa|UTAX|TRIUMPH-ADLER/i, 'Printer', 'Kyocera'], [/\bBrother NC-/i, 'Printer', 'Brother'], [/imageRUNNER|\bimageCLASS|\bLBP\d|\bCanon\b.*(?:\biR|\bMF|\bLBP|Print)/i, 'Printer', 'Canon'],
  [/EPSON.*(?:Built-in|Print|WF-|AL-|WorkForce|Stylus)/i, 'Printer', 'Epson'], [/EPSON.*Projector/i, 'Projector', 'Epson'], [/\bOKI(?:LAN| OkiLAN|DATA)|\bOKI\b.*\b(?:MC|MB|ES|C|B)\d{3}/i, 'Printer', 'Oki'], [/SHARP (?:MX|AR|BP)-|^SHARP\b/i, 'Printer', 'Sharp'], [/e-?STUDIO|TOSHIBA TEC/i, 'Printer', 'Toshiba Tec'],
  [/ZebraNet|Zebra.*(?:print|PrintServer)|\bZTC\b|\bZebra\b/i, 'Label Printer', 'Zebra'], [/\bSATO\b|Datamax|\bTSC\b.*print|\bBIXOLON\b|label printer|barcode printer|\bIntermec\b.*(?:print|P[FMDX]\d)/i, 'Label Printer'], [/Fiery|\bEFI\b.*print/i, 'Printer', 'EFI'], [/Samsung.*(?:CLP|CLX|ML-|SCX|SL-|Print)/i, 'Printer', 'Samsung'],
  [/\bDell\b.*\b(?:Laser|Printer|Cartridge)|Dell (?:Color|MFP|\d{4}c?[nd])/i, 'Printer', 'Dell'], [/\bprint ?server\b/i, 'Print Server'], [/\bprinter\b|\bMFP\b|multifunction/i, 'Printer'],
  // Power
  [/Smart-?UPS|Symmetra|Matrix-UPS|Back-UPS|Galaxy \d{3,4}|\bsumx\b|_sy3p?_|_su_|\bEasy UPS\b/i, 'Uninterruptible Power Supply', 'APC'], [/rpdu|MasterSwitch|Switched Rack PDU|_rpdu|_ats|\bAP(?:79|78|89|88|86|44|77)\d\d\b/, 'Power Distribution Unit', 'APC'],
  [/_(?:acrc|acrd|acrp|ac4?0|rc|rac)_|InRow|NetworkAIR/i, 'HVAC', 'APC'], [/NetBotz|_nb\d{3}_|_env_|_em_|Environmental (?:Monitor|Manager)|Environmental Monitoring/i, 'Environmental Sensor'],
  [/Sentry Switched|\bCDU\b|\bPDU\b|\bePDU\b|power distribution|power strip|rack ?PDU|\bSwitched (?:Rack|CDU)|intelligent power|\boutlets?\b|\bPX[23]?-\d|transfer switch|\bATS\b|IP Power|power ?switch|Expert Power Control|\bNetio\b/i, 'Power Distribution Unit'],
  [/\bUPS\b|uninterrupt|\bUSV\b|ConnectUPS|Powerware|Network Management Card|NetAgent|SNMP (?:web )?(?:card|adapter)|\bRMCARD|Liebert|\bWebcard\b|Web\/SNMP|BoxNMC|Socomec|\bRiello\b|NetMan ?\d{3}|\bNMC\b|MGE (?:Pulsar|Galaxy|UPS)|\bPulsar\b.*EX|Eaton \d?(?:5|9)[SPAEX]{1,3}\b/i, 'Uninterruptible Power Supply'],
  [/rectifier|\bDC (?:power|plant)|power (?:supply|system|plant)|\bPSU\b|smartpack|compack|\bACC\b.*NetSure|NetSure|battery|solar charge|charge controller|Cordex|\binverter\b|generator|power controller|SiteMonitor|ORION Controller/i, 'Smart PowerSupply'], [/power ?meter|energy meter|power quality|PowerLogic|PM5\d\d\d|energy analy/i, 'Power Meter'],
  // Environment
  [/sensorProbe|securityProbe|\bAKCP\b|Room ?Alert|TemPageR|WeatherGoose|HWg-|Poseidon|\bSTE2?\b.*sensor|Sensorhub|EnviroMux|ENVIROMUX|temperature|humidity|thermomet|\bTME\b|Web-Thermo|CMC[- ]?(?:TC|III)|environment|RackMonitor|rack ?monitor|\bsensor\b|NetGuardian|Didactum|\bTCW\d{3}|Papouch|water leak|leak detect/i, 'Environmental Sensor'],
  [/\bCRAC\b|cooling|chiller|air[- ]?condition|\bHVAC\b|pCOWeb|Stulz|\bWIB\d{4}|heat pump/i, 'HVAC'],
  // Wireless, before switches and routers: an access point's software speaks of both
  [/\bWLC\b|wireless (?:lan )?controller|Cisco Controller|mobility (?:controller|master|conductor)|wlan controller|ZoneDirector|SmartZone|\bvSZ\b|ArubaOS \(MODEL: (?:Aruba)?(?:[3679]\d{3}|MM|VMC|Aruba7)|\bWLC\d|NX-?\d{4} Wireless|RFS\d{4}|\bMSM7\d\d|MeruOS|virtual controller/i, 'Wireless Controller'],
  [/Cisco IOS Software.*\b(?:C1[12345]\d0|AP\d[A-Z]\d|C[23][678]00|C35\d0e?|AIR|C1700|C1800|C1[0-9]00|C602|C702|ap\d[a-z])\b.*(?:K9W[78]|W7|W8)/, 'Wireless Access Point', 'Cisco', 'Cisco IOS'], [/Aironet|-k9w[78]-/i, 'Wireless Access Point', 'Cisco'], [/Meraki MR/i, 'Wireless Access Point', 'Cisco'],
  [/airFiber|\bAF-?\d+|microwave|point[- ]to[- ]point|\bPTP ?\d{3}|FibeAir|\bIP-\d0[A-Z]?\b.*radio|radio (?:link|relay|terminal|system|unit)|EtherHaul|RADWIN|WinLink|\bIntegra-(?:W|G|X|E|WS)\b|CFIP|ALFO|ALS |PASOLINK|iPASOLINK|Eclipse|\bWTM\b|\bODU\b|\bRipEX\b|wireless (?:bridge|backhaul|link)|millimeter|LigoPTP|\bRTN ?\d{3}|MINI-LINK|Tsunami|DragonWave|Horizon (?:Compact|Quantum)|AirPair|Apex.*Trango/i, 'Wireless Bridge'],
  [/access point|\bWAP\d|\bAP\d{3}\b|\bIAP\b|\bAP-\d|UniFi|\bUAP|\bU[67]-|\bNanoStation|\bNanoBeam|LiteBeam|PowerBeam|\bRocket ?M|airOS|\bRuckus\b|ZoneFlex|\bHiveAP\b|HiveOS|\bXirrus\b|wireless (?:ap|lan|access|router|client)|\bWLAN\b|\bepmp\b|Canopy|\bcnPilot|\bWi-?Fi\b|MODEL: \d{2,3}\)|802\.11|subscriber (?:module|unit)|\bCPE\b.*wi|AirMAX|BreezeM|\bBSR?\d?\b.*WiMAX/i, 'Wireless Access Point'],
  // Firewalls and security
  [/FortiGate|FortiWifi|FGT?_?\d+|\bASA\b|Adaptive Security Appliance|\bPIX\b|Palo Alto Networks|\bPA-\d{3,4}|SonicWALL|SonicOS|\bSRX\d|\bNetScreen|\bSSG-?\d|ScreenOS|WatchGuard|\bXTM|Firebox|Check ?Point|\bGaia\b|Stormshield|NETASQ|Clavister|\bpfSense\b|OPNsense|ZyWALL|Sophos|\bUTM\b|Barracuda.*(?:NG|Firewall)|Hillstone|\bfirewall\b|Firepower|\bFTD\b|Secospace|Eudemon|StoneGate|\bVPN (?:gateway|concentrator|3000)|Meraki MX|Forcepoint NGFW/i, 'Firewall'],
  [/FortiMail|FortiManager|FortiAnalyzer|FortiWeb|FortiAuthenticator|FortiSandbox|IronPort|AsyncOS|ProxySG|Blue ?Coat|SecureSphere|Pulse (?:Connect|Secure)|\bSSL ?VPN|ClearPass|intrusion (?:detection|prevention)|TippingPoint|web (?:gateway|proxy)|mail gateway|anti-?spam|\bSIEM\b|Greenbone|\bPeakflow|\bArbor\b/i, 'Security Appliance'],
  [/BIG-IP|NetScaler|load ?balanc|LoadMaster|\bAlteon|AppDirector|\bThunder (?:Series|ADC)|\bAX ?Series|\bAX\d{4}|ServerIron|ADX|FortiADC|application delivery|\bADC\b|PAS-K/i, 'Load Balancer'],
  // Voice, video
  [/TelePresence|Tandberg|\bcodec\b|Polycom (?:HDX|RealPresence|Group)|video ?conferenc|LifeSize|ClickShare|\bMCU\b|RoomKit|Webex/i, 'Video Audio Conference'], [/\bIP[- ]?phone|SIP[- ]?phone|SoundPoint|\bVVX\b/i, 'IP Phone'],
  [/Mediant|\bSBC\b|session border|voice gateway|\bVoIP\b|\bPBX\b|\bIPBX|media gateway|\bSPA\d{3,4}|\bATA\b|OmniPCX|call ?(?:manager|server)|\bUCOS\b|Unified Communications|SmartNode|\bgateway\b.*\b(?:FXS|FXO|E1)\b|HiPath|OpenScape|softswitch|UNIVERGE|MiVoice|3300 ICP|innovaphone/i, 'VoIP Communications Equipment'],
  [/network camera|\bcamera\b|\bIPCAM|\bPTZ\b|\bdome\b/i, 'Camera'], [/\bNVR\b|\bDVR\b|video recorder/i, 'Network Video Recorder'], [/encoder|decoder|transcoder|streamer|DVB-|modulator|multiplexer.*(?:video|DVB)|AvediaPlayer|AvediaStream|\bavr-hd\b|\btransmitter\b|\bexciter\b|audio (?:codec|over)/i, 'Video Encoder'],
  // Time
  [/LANTIME|\bNTP\b|time ?server|SyncServer|Sonoma|\bOSA ?\d{4}|TimeProvider|\bSSU-?2000|grandmaster|\bGPS\b.*(?:clock|receiver|time)|Tempus|Meinberg/i, 'Time Server'],
  // Storage
  [/NetApp Release|Data ONTAP|\bEqualLogic|\bIsilon|OneFS|DiskStation|\bSynology|\bQNAP\b|\bTS-\d{3,4}|RAID (?:subsystem|controller|system)|\bRaid Subsystem|disk array|storage (?:array|system|node|center|works)|PowerVault|\bMSA ?\d{4}|\bP2000|\b3PAR|InForm OS|Nimble|\bNAS\b|ReadyNAS|FreeNAS|TrueNAS|tape (?:library|drive)|autoloader|\bMSL\d|\bOceanStor|ETERNUS|Data Domain|\bDD OS|CLARiiON|VNX|Unity|PowerStore|Celerra|StorNext|Scalar i|Pure Storage|FlashArray|\bInfortrend|EonStor|iSCSI|deduplicat|BlueArc|HNAS|Hitachi (?:VSP|HUS|AMS)|\bStorwize|\bDS\d{4}\b.*IBM|FAS\d{4}|Buffalo|TeraStation|LinkStation|My ?Cloud|Nexsan|ExaGrid/i, 'Network Storage'],
];

const SYSTEMS: readonly Row[] = [
  // Network systems by name
  [/Cisco IOS Software.*(?:C29[1-9]\d|C2[39]\d0|C3[5678]\d0|C49|C9[2345]\d0|CAT[349]K|C1000|IE\d{4}|CBS|ME\d{4}|cat4\d{3}|s72033|s222|C6\d{3}|WS-C)/i, 'Switch', 'Cisco', 'Cisco IOS'], [/Cisco (?:NX-OS|Nexus)|\bCatalyst\b|CatOS|Cisco.*\bswitch/i, 'Switch', 'Cisco'], [/Cisco IOS[- ]XR|IOS XR/, 'Router', 'Cisco', 'Cisco IOS XR'],
  [/Cisco (?:IOS|Internetwork Operating System)|Cisco.*\brouter/i, 'Router', 'Cisco', 'Cisco IOS'], [/Cisco Systems/i, 'Network Equipment', 'Cisco'], [/Juniper Networks.*\b(?:ex|qfx)\d|Juniper Networks.*(?:ethernet )?switch/i, 'Switch', 'Juniper', 'Junos'], [/Juniper Networks|\bJUNOS\b/i, 'Router', 'Juniper', 'Junos'],
  [/Arista Networks EOS/i, 'Switch', 'Arista', 'Arista EOS'], [/ExtremeXOS|Extreme Networks|\bSummit ?X?\d|BlackDiamond/i, 'Switch', 'Extreme', 'ExtremeXOS'], [/ProCurve|ProVision|OfficeConnect Switch|\bJ\d{4}A\b|\bJL\d{3}A|HPE? (?:\d{4}|Comware|FlexNetwork|FlexFabric)|Aruba (?:JL|CX|\d{4})/i, 'Switch', 'HP'],
  [/Brocade|Fabric OS|FastIron|\bICX\d|NetIron|TurboIron|Foundry/i, 'Switch', 'Brocade'], [/PowerConnect|Dell (?:EMC )?(?:Networking|Real Time Operating System)|Force10|OS10|\bN\d{4}[A-Z]*\b.*Dell/i, 'Switch', 'Dell'],
  [/RouterOS|MikroTik/i, 'Router', 'MikroTik', 'RouterOS'], [/\bSwOS\b/i, 'Switch', 'MikroTik', 'SwOS'], [/EdgeOS|EdgeRouter/i, 'Router', 'Ubiquiti', 'EdgeOS'], [/EdgeSwitch|UniFi Switch|\bUSW-|\bUS-\d/i, 'Switch', 'Ubiquiti'], [/\bVyOS\b|Vyatta/i, 'Router', undefined, 'VyOS'],
  [/Quidway|Huawei Versatile Routing Platform|\bVRP\b/i, 'Network Equipment', 'Huawei', 'Huawei VRP'], [/Comware|H3C/i, 'Switch', 'H3C', 'Comware'], [/TiMOS/, 'Router', 'Nokia', 'TiMOS'], [/Alcatel-Lucent (?:OS|Enterprise)|OmniSwitch/i, 'Switch', 'Alcatel-Lucent Enterprise'],
  [/LANCOM|Bintec|DrayTek|Teldat|Router model|OneAccess|Peplink|Pepwave|Cradlepoint|AirLink|\bRUT[XM]?\d|OpenWrt|DD-WRT|\bLTE\b|\b[45]G\b.*(?:router|modem)|Viprinet|SD-WAN|Silver Peak|EdgeConnect|VeloCloud|\bVersa\b|\bNetVanta/i, 'Router'],
  [/cable modem|\bDOCSIS\b|\bxDSL|\b[AV]DSL|\bONT\b|satellite modem|\bmodem\b/i, 'Modem'], [/\bCMTS\b|\bOLT\b|\bDSLAM|\bGPON|\bEPON|\bPON\b|\bDWDM|\bCWDM|\bWDM\b|optical|\bROADM|transponder|multiplexer|\bmux\b|\bSDH\b|SONET|\bADM-?\d|\bMSAN|\bEoC\b|\bNTE|carrier ethernet|demarc|\bFSP ?\d|line (?:card|system)|amplifier|EDFA|\bTDM\b|\bE1\b/i, 'Network Equipment'],
  [/industrial (?:ethernet )?switch|SCALANCE|\bEDS-|RuggedCom|\bRSG?\d{4}|Hirschmann|\bRS[23]0|Westermo|\bIE-?\d|Kyland|N-Tron|\bJetNet/i, 'Industrial Switch'], [/SIMATIC|\bPLC\b|programmable logic|\bS7-\d|\bCP ?343|\bCPU ?\d{3}/i, 'Industrial Controller'],
  [/media converter|converter/i, 'Media Converter'], [/stackable|SuperStack|switch|\bL2\+?|layer[- ]?[23]|\bGbE\b|\d+[- ]?port|gigabit|\bethernet\b.*\bmanag|\bSG ?\d{3}|\bSF ?\d{3}|\bGS\d{3,4}|\bDES-|\bDGS-|\bXGS|\bGSM?\d|\bFSM\d|managed|\bT\d{4}G/i, 'Switch'], [/\brouter\b|gateway/i, 'Router'],
  [/\bVMware ESX|ESXi?\b|Hyper-V|XenServer|Proxmox|Nutanix|\bAHV\b/i, 'Hypervisor'], [/Hardware: .*Software: Windows|Microsoft Windows|Windows (?:NT|2000|Server)/i, 'Server', undefined, 'Windows'],
  [/^(?:SunOS|Solaris|AIX|HP-?UX|FreeBSD|OpenBSD|NetBSD|DragonFly|Darwin)\b|IBM PowerPC|Base Operating System|\bOS\/400|OpenVMS|\bNovell\b|NetWare|Darwin Kernel/i, 'Server'],
  [/riverbed|steelhead|infoblox|\bIPAM\b|\bDDI\b|Gigamon|GigaVUE|network (?:tap|packet)|\bprobe\b|WAN optimi|\bAppliance\b|Endace|PacketShaper|NetEnforcer/i, 'Network Appliance'],
];

/** A Linux of no name: on a PC's or server's processor it is most often a server. */
const LINUX: readonly Row[] = [
  // OpenWrt numbers its kernels' builds 0; routers' own processors
  [/^Linux\b.* #0 .*\b(?:mips(?:64|el)?|arm\w*|aarch64)\b/, 'Router', undefined, 'Linux'], [/^Linux\b.*\b(?:brcm(?:arm|mips)\w*|mips(?:64|el)?)\b/, 'Router', undefined, 'Linux'],
  [/^Linux\b.*\b(?:x86_64|amd64|i[3-6]86|ppc64(?:le)?|s390x|ia64|sparc64)\b/, 'Server', undefined, 'Linux'], [/^Linux\b/, '', undefined, 'Linux'],
];

/** Certainty is the share of such claims that are right of LibreNMS' samples (build/knowledge/evaluate-sysdescr.ts), totals only. */
const rule = (certainty: number) => ([pattern, kind, vendor, system]: Row): Rule => ({
  pattern, certainty, ...(kind !== undefined && kind !== '' && { kind }), ...(vendor !== undefined && { vendor }), ...(system !== undefined && { system }),
});

export const RULES: readonly Rule[] = [...NAMED.map(rule(0.93)), ...PRODUCT_LINES.map(rule(0.93)), ...SYSTEMS.map(rule(0.92)), ...LINUX.map(rule(0.6))];

/** Whose product line it is, where a rule is of several makers' products. */
export const BRANDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:EdgeSwitch|EdgeOS|UniFi|airOS|airFiber|UFiber|NanoStation|NanoBeam|PowerBeam|LiteBeam)\b|\bUSW?-\d|\bUSW-|\bUAP-|\bU[67]-/, 'Ubiquiti'], [/\bCANOPY\b|\bcnPilot|\bePMP\b|\bcnMatrix|\bcnWave/i, 'Cambium Networks'], [/HiveOS/i, 'Aerohive'], [/\bMeraki\b/, 'Meraki'],
  [/\bAruba(?:OS)?\b|ClearPass/, 'Aruba'], [/ProCurve|\bHPE? /, 'HP'], [/PowerConnect|PowerEdge|PowerVault|\bDell\b/, 'Dell'], [/FortiGate|Forti[A-Z]\w+/, 'Fortinet'], [/\bSonic(?:WALL|OS)\b/i, 'SonicWall'], [/RouterOS|SwOS/, 'MikroTik'], [/\bCisco\b/i, 'Cisco'],
  [/JUNOS|\bJuniper\b/i, 'Juniper'], [/\bHuawei\b|Quidway/i, 'Huawei'], [/BIG-IP/, 'F5'], [/NetScaler/i, 'Citrix'], [/LANTIME/, 'Meinberg'], [/\bD-Link\b|\bD[EG]S-\d/, 'D-Link'], [/\bAT-\w|AlliedWare/, 'Allied Telesis'], [/EOS version/, 'Arista'], [/\bAPC\b/, 'APC'],
];
