/**
 * Makers of devices by their private enterprise number (IANA), and what an agent under that number usually runs on. Written from knowledge of
 * the makers' products; a maker of many kinds stands without one.
 */
import { lazily } from '../../model/index.ts';
import type { CategoryName } from '../../taxonomy/index.ts';

export interface Maker { readonly name: string; readonly usual: CategoryName | undefined }

/** "number name; number name". A number that a maker took over goes by the maker's name of today. */
const BY_KIND: readonly (readonly [CategoryName | undefined, string])[] = [
  [undefined, `
    2 IBM; 11 HP; 36 DEC; 42 Sun; 63 Apple; 111 Oracle; 116 Hitachi; 119 NEC; 122 Sony; 128 Tektronix; 161 Motorola; 186 Toshiba; 211 Fujitsu; 231 Fujitsu; 232 HP; 236 Samsung; 311
    Microsoft; 332 Digi; 343 Intel; 396 Panasonic; 409 Mitsubishi Electric; 475 Viavi; 572 LG; 674 Dell; 908 ABB; 1151 Anritsu; 1230 McAfee; 2566 Rohde & Schwarz; 2910 General Electric; 3833
    Schneider Electric; 5053 Agilent; 5951 Citrix; 6602 Viavi; 6718 EXFO; 8072    Net-SNMP; 10368 Fujitsu; 12325 FreeBSD; 17095 Microchip; 19046 Lenovo; 26381 lwIP; 27527 ABB; 33824 Spirent;
    43286 Keysight; 47196 Aruba; 53808 Viavi`],
  ['Network Equipment', `
    18 Bay Networks; 35 Nortel; 43 3Com; 45 Nortel; 50 ODS; 89 Radware; 94 Nokia; 164 RAD; 175 Sumitomo Electric; 188 Ascom; 193 Ericsson; 261 ADC; 272 Bintec; 429 UTStarcom; 434 EICON; 539
    Westell; 564    Telco Systems; 596 Tainet; 637 Nokia; 664 Adtran; 738 Telco Systems; 763 Siemens; 776 Telindus; 823 Loop Telecom; 868 Transition Networks; 930 Nortel; 964
    Carrier Access; 1038 Sagemcom; 1166    Arris; 1271 Ciena; 1286 ECI Telecom; 1332 Iskratel; 1397 Coriant; 1425 CXR; 1456 Terayon; 1507 Vertex; 1510 Arris; 1671 Adva; 1731 Ericsson; 1795
    Zhone; 1805 Sagem; 1807 Intracom; 1887    Albis; 2007 Teldat; 2014 ADC; 2352 Ericsson; 2354 ADC; 2544 Adva; 2591 Radyne; 2603 Allot; 2717 Alcatel; 2750 Vecima; 2865 Nortel; 2928 Net
    Insight; 2971 Corecess; 3225 Sycamore; 3607 Cisco; 3715 Teleste; 3729 Nokia; 3807 FiberHome; 3861 Fujitsu; 3902 ZTE; 4115 Arris; 4467 Fibrolan; 4515 PacketLight; 4641 Coriant; 4684 Ubee;
    4756 CTC Union; 4998 Arris; 5103 Foxcom; 5504 DZS; 5651 Maipu; 5672 Ciena; 5835 Newtec; 5843 FiberLogic; 5875 FiberHome; 6066 Calix; 6141 Ciena; 6247 Comtech; 6296 DZS; 6321 Calix; 6368
    Schmid Telecom; 6437 Kathrein; 6527 Nokia; 6782 Ciena; 6785 Delta; 6889 Avaya; 6926 Optical Access; 7342 Omnitron; 7352 Gilat; 7483 Nokia; 7501 BKtel; 7546 AXXESSIT; 7950 Ciena; 8034
    Rohill; 8248 Force10; 8255 Tejas Networks; 8550 Overture; 8768 Nevion; 8829 Axell; 8886 Raisecom; 9044 NEC; 9303 Waystream; 9304 CTS; 9344 Powerwave; 9906 Xtera; 10301 Adtran; 10428
    Furukawa; 11606 Pacific Broadband; 11610 Sandvine; 11857 Infinera; 12882 LGC; 12913 Procera; 13191 OneAccess; 13464 GCOM; 13721 Corning; 13732 iDirect; 13819 Infinera; 13995 Amperion;
    14198 Calix; 14846 Padtec; 14994 Miteq; 15228 Damm; 15397 Sandvine; 15921 MobileAccess; 16943 Ciena; 17409 China Cable; 17518 Comba; 18070 Infinera; 18210 Agilis; 20044 Ekinops; 20398
    Quintech; 20712 Comtech; 20858 Casa Systems; 20938 ETL; 21296 Infinera; 21362 Ifotec; 21369 Terrasat; 21696 Keymile; 22420    Accedian; 22488 Teltronic; 23039 Ambient; 23304 Codan; 24022
    Optelian; 25167 Genexis; 25184 Zinwave; 27304 DKT; 27615 devolo; 27894 Cube Optics; 28458 Nokia; 28533 Ciena; 28937 DZS; 29003 Fibernet; 29839 Simoco; 29865 Icotera; 29890 Work
    Microwave; 30220 Wavestream; 30533 DZS; 30826 Smartoptics; 31637 Peak; 32285 Sumavision; 32761 LigoWave; 33721 Cobham; 34592 C-Data; 34710 ACT; 36141 Ubiquoss; 36431 Cobham; 37576
    NovelSat; 37950 V-Solution; 39406 Benu; 40297 Hytera; 40829 CIG; 41462 Actiontec; 42229 Infinera; 45802 Ubee; 46098 Ericsson; 46184 Lumentum; 46366 Technicolor; 46904 Sepura; 47891 Sea
    Tel; 50224 HSGQ; 51628 Solid Optics; 51714 Lumentum; 51814 Solid Optics; 53257 Nokia; 53331 JMA; 57713 Intellian; 57924 Cobham; 60741 Optictimes; 61283 Zinwell; 61768 CommScope`],
  ['Switch', `
    52 Enterasys; 81 Lannet; 114 3Com; 171 D-Link; 197 Cisco; 202 SMC; 207 Allied Telesis; 259 Edgecore; 266 Nexans; 278 Apresia; 289 Brocade; 298 Asante; 326 Fore; 553 GarrettCom; 629 MRV;
    800 Xylan; 943 Level One; 1588 Brocade; 1663 QLogic; 1916 Extreme; 1991 Brocade; 2272 Nortel; 2467 Cisco; 2736 EtherWAN; 3320 BDCOM; 3709 Datacom; 3873 QLogic; 3955 Linksys; 4413
    Broadcom; 4526 Netgear; 4881 Ruijie; 5205 Ruby Tech; 5206 Mellanox; 5324 Delta Networks; 5624 Enterasys; 5771 Cisco; 5842 Cisco; 6027 Force10; 6158 NAG; 6203 Cisco; 6339 DCN; 6486
    Alcatel-Lucent Enterprise; 6603 Vitesse; 6878 Black Box; 7244 Quanta; 7800 Premier; 10456 Planet; 11863 TP-Link; 11946 Quanta; 12284 Imax; 12756 Delta Networks; 12780    Volktek; 13062
    Ascom; 21839 Alaxala; 25506 H3C; 26484 Cisco; 26543 Lenovo; 27282 Realtek; 27514 QTech; 27837 HanDreamnet; 28866 TRENDnet; 30065 Arista; 31874 Alpha Networks; 33049    NVIDIA; 35098
    Pica8; 36673 IP Infusion; 39221 Pakedge; 40310 Cumulus; 40418 SNR; 40534 Signamax; 42010 Luxul; 43191 Arista; 43296 Cisco; 44641 VyOS; 46242 Netonix; 47307 IgniteNet; 47318 Optigo; 50868
    Signamax; 52587 Edgecore; 52642 FS; 57344    Tachyon`],
  ['Router', `
    9 Cisco; 33 MRV; 529 Ascend; 872 AVM; 1182 Yamaha; 1411 Juniper; 1768 Patton; 2011 Huawei; 2078 Virtual Access; 2356 LANCOM; 2636 Juniper; 2863 Technicolor; 4874 Juniper; 4977 Tiesse;
    7367 DrayTek; 7745 Aethra; 14988 MikroTik; 17453 Billion; 19306 FatPipe; 20301 IBM; 20376 Century Systems; 23867 Silver Peak; 24693 FireBrick; 27286 Netopia; 30803 Vyatta; 33269 Ecessa;
    34086 Talari; 34492 Aryaka; 35265 Eltex; 35424 Viprinet; 41916 Cisco; 42359 Versa Networks; 44323 SmartRG; 45090 Mushroom Networks; 45346 VMware; 45956 Juniper; 50114 Palo Alto Networks`],
  ['Cellular Gateway', `
    995 Multi-Tech; 20542 Sierra Wireless; 20992 Cradlepoint; 23695 Peplink; 24063 NetComm; 27662 Peplink; 29789 Red Lion; 30140 Advantech; 31322 Sierra Wireless; 31496 NetModule; 31981
    Hongdian; 34081 Insys; 39699 Robustel; 48690 Teltonika`],
  ['Industrial Switch', `
    248 Hirschmann; 1890 Red Lion; 3181 Microsens; 4196 Siemens; 4329 Siemens; 4346 Phoenix Contact; 5940 Red Lion; 8691 Moxa; 10297 Advantech; 15004 Siemens; 16177 Westermo; 20540 Red Lion;
    21108 Harting; 21117 AMG; 24062 Beijer; 26067 Kyland; 26655 Advantech; 27378 Belden; 28381 Red Lion; 37072 Lantech; 38113 Red Lion; 38187 Weidmueller; 38477 Antaira; 45776 Belden`],
  ['Modem', `
    251 NetComm; 303 Hughes; 851 NetComm; 915 Sercomm; 2523 Hitron; 3136 Comtrend; 4590 Zoom; 7958 ViaSat; 8595 Hitron; 8698 Viasat; 14668 ViaSat; 32981 Arcadyan; 35604 Compal`],
  ['Wireless Access Point', `
    388 Zebra; 841 Proxim; 1301 Telrad; 1567 Z-Com; 2624 Wave Wireless; 2933 Alvarion; 3657 Ericsson; 4949 Fortress; 5323 Telrad; 8262 Alvarion; 8744 HP; 9250 Strix; 10002 Ubiquiti; 11898
    Proxim; 12394 Alvarion; 13906 Extreme; 14125    EnGenius; 14615 Vivato; 14823 Aruba; 15768 Ericsson; 16901 Arista; 17713 Cambium; 19454 Airspan; 21013 Xirrus; 21074 PureWave; 22835
    Firetide; 23937 Extricom; 24575 Tranzeo; 25053    Ruckus; 26928 Aerohive; 27586 Altai; 29671 Meraki; 31932 4ipnet; 32750 LigoWave; 33555 Racom; 34861 Rajant; 39660 Tarana; 41112 Ubiquiti;
    42397 Grandstream; 44194 EnGenius; 53058 Baicells`],
  ['Wireless Controller', '9967 Adtran; 14179 Cisco; 14525 Juniper; 15983 Fortinet'],
  ['Wireless Bridge', `
    2281 Ceragon; 2509 Aviat; 3286 Nera; 3323 Microwave Networks; 3370 Trango; 3373 SIAE; 3570 Tait; 3727 Proxim; 3942 InfiNet; 4130 GE MDS; 4458 Radwin; 5454 Trango; 6080 BridgeWave; 7262
    DragonWave; 7520 Harris; 7571 SAF Tehnika; 10606 Intracom; 10728 Redline; 12140 Alcoma; 14817 4RF; 16530 Exalt; 25651 Exalt; 31926 Siklu; 39003 Sub10; 40984 CBF Networks; 43356 Mimosa;
    44828 SilverNet; 46330 Vubiq; 49136 ALGcom; 50866 Elva-1`],
  ['Firewall', `
    393 Symantec; 928 SonicWall; 1369 Forcepoint; 1457 CyberGuard; 1573 McAfee; 2604 Sophos; 2620 Check Point; 3097 WatchGuard; 3224 Juniper; 3717 genua; 5089    Clavister; 8628 Arkoon; 8673
    Borderware; 8741 SonicWall; 9560 Secui; 9789 Sophos; 10311 Kerio; 11256 Stormshield; 11563 AhnLab; 12356 Fortinet; 14331 Topsec; 14501 Blue Coat; 17950    Endian; 20921 Hillstone; 21067
    Sophos; 25461 Palo Alto Networks; 28557 Hillstone; 29577 Rohde & Schwarz; 30054 Untangle; 32328 Legendsec; 35047 Sangfor; 42298 Smoothwall; 43721 Sophos; 45080 Kerio; 47565 Forcepoint;
    53869 OPNsense`],
  ['Security Appliance', `
    2499 IBM; 3401 McAfee; 3417 Blue Coat; 6101 Trend Micro; 6848 Crossbeam; 7146 Riverbed; 9694 Netscout; 10704 Barracuda; 10734 Trend Micro; 12532 Pulse Secure; 15497 Cisco; 19849 NSFOCUS; 20632
    Barracuda; 21139 Proofpoint; 22252 McAfee; 23128 McAfee; 23365 Forcepoint; 25597 FireEye; 26911 Trend Micro; 35847 Greenbone; 38384 DBAPP; 44227 Ivanti; 46262 Zscaler; 48007 Netskope;
    59732 Skyhigh`],
  ['Load Balancer', `
    1872 Radware; 3375 F5; 7564 Array Networks; 10188 Piolink; 12276 F5; 16165 Crescendo; 19713 Elfiq; 22610 A10 Networks; 23263 HAProxy; 24427 Kemp; 38370 Kemp; 40842 A10 Networks; 54849
    Loadbalancer.org; 58750 HAProxy`],
  ['Network Appliance', `
    110 Netscout; 141 Netscout; 2334 Symantec; 2440 EfficientIP; 3054 Keysight; 3845 Citrix; 4321 Riverbed; 7054 Riverbed; 7779 Infoblox; 10830 Apcon; 13315 BlueCat; 17163 Riverbed; 18418
    Endace; 21091 Exinda; 21150 XKL; 21671 Netscout; 23022 Keysight; 26866 Gigamon; 31218 Ucopia; 32182 Cubro; 32620 Keysight; 35696 Netscout; 35795 Actifio; 36859 Keysight`],
  ['Terminal Server', `
    127 Computone; 244 Lantronix; 441 Chase Research; 544 Equinox; 1229 SEH; 1354 Digi; 1390 Stallion; 1966 Perle; 2882 Pepperl+Fuchs; 2925 Avocent; 10243 Uplogix; 25049 Opengear; 42518 ZPE`],
  ['KVM Switch', `
    4302 Avocent; 5476 Avocent; 10418 Avocent; 16022 Minicom; 17658 Thinklogical; 20587 Rose Electronics; 25119 Adder; 32828 Guntermann & Drunck; 38034 IHSE`],
  ['Out-of-Band Management', '10876 Supermicro; 20974 AMI; 21317 Aten; 45065 Insyde; 49622 ASRock Rack'],
  ['Time Server', `
    601 Microchip; 1896 Microchip; 2061 Microchip; 2068 Elproma; 5551 Adva; 5597 Meinberg; 8955 Gorgy Timing; 9070 Microchip; 9448 Safran; 12527 Hopf; 13684 Elproma; 13827 EndRun; 13842
    Mobatime; 18837 Safran; 18954 Brandywine; 30731 Bodet; 36555 TimeTools; 36884 ESE; 39849 Arbiter; 42928 Galleon; 45561 Masterclock; 49029 Seven Solutions`],
  ['Server', `
    23 Novell; 32 SCO; 34 Cray; 59 SGI; 107 Bull; 147 Sequent; 169 Tandem; 223 Unisys; 458 Stratus; 2021 UCD-SNMP; 2312 Red Hat; 5548 Cobalt; 6653 Tyan; 7057 SUSE; 9586 Debian; 28978
    Canonical; 30155    OpenBSD; 37945 Inspur; 38067 Cray; 48512 Inspur`],
  ['Hypervisor', '6876 VMware; 31090 Scale Computing; 41263 Nutanix'],
  ['Network Storage', `
    80 Auspex; 106 EMC; 216 Tandberg Data; 347 Seagate; 789 NetApp; 1123 NetApp; 1139 EMC; 1211 Oracle; 1714 Infortrend; 1981 EMC; 1993 Xyratex; 2036 Quantum; 2294 Dot Hill; 2366 Xiotech;
    2512 Crossroads; 2820 Procom; 2935 Quantum; 3073 Exabyte; 3351 Overland; 3478 Spectra Logic; 3582 LSI; 3697 Quantum; 3764 Quantum; 5127 Western Digital; 5257 Areca; 6109 Quantum; 6411
    Overland; 6520 Dot Hill; 6574 Synology; 6894 DataDirect Networks; 7247 Nexsan; 7368 FalconStor; 7612 Digi-Data; 7933 Promise; 9804 HP; 10159 Panasas; 11096 Hitachi; 11369 Lenovo; 11622
    HP; 12124 Dell     EMC; 12740 Dell; 12925 HP; 14752 Proware; 14851 SNIA; 15156 Accusys; 15548 Oracle; 16114 Qualstar; 16139 Dell; 18928 Areca; 19746 Dell EMC; 22274 QSAN; 24681 QNAP;
    33186 Drobo; 34774    Huawei; 35687 Proware; 35897 Violin; 35904 MacroSAN; 36366 Kaminario; 37447 Hewlett Packard Enterprise; 37758 Actidata; 37814 Infinidat; 38091 NetApp; 38243 Thecus;
    38549 Netstor; 40045 Nexenta; 40482    Pure Storage; 41456 Tintri; 42040 Nasuni; 43906 Tegile; 44738 Asustor; 44977 Reduxio; 47017 Qumulo; 47421 Cohesity; 49929 Rubrik; 50536 TrueNAS;
    51960 Actidata; 55062 QNAP; 61723 Hitachi`],
  ['Printer', `
    253 Xerox; 279 Olivetti; 297 Fujifilm; 314 Kodak; 367 Ricoh; 480 QMS; 641 Lexmark; 671 Printer Systems; 1065 Canon; 1129 Toshiba Tec; 1248 Epson; 1347 Kyocera; 1472 Sharp; 1552 Oce; 1602
    Canon; 2001 Oki; 2136 EFI; 2364 Konica Minolta; 2385 Sharp; 2435 Brother; 2590 Konica Minolta; 2699 Printer Working Group; 3369 Genicom; 3793 Ricoh; 5502 Canon; 10504 Printronix; 18334
    Konica Minolta; 22624 Source Technologies; 24807 Riso; 40463 Troy; 43845 Toshiba Tec; 50919 Konica Minolta`],
  ['Label Printer', '1963 Honeywell; 10642 Zebra; 10917 Honeywell; 16653 Zebra; 20438 Citizen; 33241 Citizen; 33550 Bixolon; 42406 SATO; 43564 TSC'],
  ['Print Server', '108 Emulex; 683 Extended Systems; 726 Castelle'],
  ['Uninterruptible Power Supply', `
    318 APC; 476 Vertiv; 534 Eaton; 574 Oneac; 684 Sola; 705 Eaton; 818 Victron; 907 Controlled Power; 935 Phoenixtec; 959 Sola; 1122 Piller; 1356 Generex; 1364 Chloride; 1488 Elteco; 2254
    Delta; 2468 USHA; 2947    Best Power; 3465 Sanyo Denki; 3711 Sinetica; 3808 CyberPower; 3941 Santak; 4555 Socomec; 5115 Powercom; 5430 Masterguard; 5491 Riello; 6050 Gamatronic; 6302
    Vertiv; 7293 Powercom; 7508 Fuji Electric; 7783 Riello; 8567 Active Power; 9464 Siel; 9797 Ever; 13891 Sinetica; 15446 CyberPower; 20246 Delta; 21842 Energy Technologies; 25158 Riello;
    26272 Salicru; 28802 SMS; 30650 Minuteman; 31444 Makelsan; 32160    Powerneteco; 34652 IPF; 35154 PowerShield; 37533 Delta; 37662 Ablerex; 38969 Intellipower; 40288 Delta; 40614 East;
    42610 Superior Power; 43086 NHS; 43194 ABB; 43943 Voltronic; 43944 Voltronic; 45426 Soltec; 51055 ABB; 51613 Controlled Power; 53973 ABB; 54358 Tescom; 59370 Ragtech`],
  ['Power Distribution Unit', `
    1718 Server Technology; 2634 WTI; 2769 Knuerr; 4779 BayTech; 10439 Schneider Electric; 13742 Raritan; 15117 Protection One; 19536 Panduit; 20677 Eaton; 21239 Vertiv; 21360 Chatsworth;
    21728 Synaccess; 23362 Leviton; 24436 PDI; 24496 WTI; 28507 Gude; 30966 Clever; 31034 Schleifenbauer; 31770 Bachmann; 35308 Koukaam; 35774 Starline; 38446 nVent Enlogic; 41936 Marway;
    45770 Digital Loggers; 47952 Netio; 50138 Legrand; 54893 Anord Mardix`],
  ['Smart PowerSupply', `
    885 Emerson; 926 Alpha Technologies; 1918 Eaton; 7309 Alpha Technologies; 7374 C&D Technologies; 7428 Microchip; 12148 Eltek; 13169 Unipower; 13400 Vertiv; 13858 Eltek; 17131 Rectifier Technologies; 18416
    Victron; 22894 Unipower; 26854 Alpha Innovations; 31394 Victron; 31530 TSI Power; 33333 Morningstar; 33872 Alpha Technologies; 39145 ICT; 40211 Megmeet; 45621 Tycon; 49075 Samlex; 61718 C&D
    Technologies`],
  ['Power Meter', '21695 E3Meter; 25883 Elspec; 33688 Packet Power; 34278 Janitza; 39959 Circutor'],
  ['Solar Inverter', '1851 OutBack; 36013 SMA; 52956 Fronius; 53862 Enphase; 54644 SolarEdge'],
  ['Environmental Sensor', `
    901 IT Watchdogs; 994 Dantel; 1909 Infratec; 2606 Rittal; 2682 DPS Telecom; 3052 Asentria; 3699 NTI; 3854 AKCP; 5040 Wiesemann & Theis; 5528 NetBotz; 15848 Sensorsoft; 16174
    Sensatronics; 16961 Vaisala; 17373 Vertiv; 18248 Papouch; 19011 Jacarta; 19935 Allnet; 20916 AVTECH; 21796 HW group; 22626 Comet; 25432 ServersCheck; 25728 NetPing; 28402 Conteg; 30586
    ControlByWeb; 31440 EDS; 32410    RF Code; 37954 Kentix; 38783 Teracom; 39052 Vutlan; 41542 Monnit; 42814 Inveo; 46501 Didactum; 48460 Rotronic; 50598 Stulz; 52674 NetBotz`],
  ['HVAC', '9839 Carel; 22110 Airedale; 29462 Stulz; 35616 DeltaNet; 45692 Dantherm; 46651 Dantherm; 52447 Daikin; 53295 Dantherm'],
  ['Building Automation', `
    4131 Tridium; 4399 Johnson Controls; 4941 Echelon; 6361 Siemens; 10781 Schneider Electric; 15255 Reliable Controls; 42036 Loytec; 48327 Johnson Controls; 57783 Delta Controls`],
  ['Video Audio Conference', `
    274 PictureTel; 1531 QSC; 3212 Crestron; 4634 VCON; 5596 Cisco; 6970 VCON; 7312 Barco; 8942 AMX; 12827 Barco; 13885 Poly; 18026 Extron; 20341 Lifesize; 21831 ClearOne; 35969 Vidyo; 43496
    QSC; 44457 Biamp; 45986 Kramer; 49563 Shure; 52187 StarLeaf; 58924 Barco`],
  ['VoIP Communications Equipment', `
    177 Ribbon; 523 APT; 903 Radvision; 1027 Mitel; 1556 Ribbon; 2127 Ribbon; 2879 Ribbon; 3028 Dialogic; 3043 Frequentis; 3600 Teltronics; 4686 VegaStream; 4923 AudioCodes; 4935 Media5;
    5003 AudioCodes; 5173 Ribbon; 5329    Mitel; 6431 Cisco; 6666 innovaphone; 9148 Oracle; 9622 Quescom; 11268 Mitel; 19444 Metaswitch; 21776 TelcoBridges; 22736 Digium; 27292 Topex; 32150
    Zetron; 35987 Sangoma; 52694 Ribbon`],
  ['IP Phone', '7526 Snom; 14870 Avaya; 37459 Yealink'],
  ['Camera', `
    368 Axis; 21701 Mobotix; 23465 Vivotek; 25066 Pelco; 27344 Dallmeier; 28106 Geutebrueck; 29908 IndigoVision; 34674 FLIR; 34799 ACTi; 36849 Hanwha Vision; 37496 Dahua; 39093 Basler; 39165
    Hikvision; 39747 Uniview; 45789 Vicon; 46202 Avigilon; 49984 Arecont Vision; 50565 Cohu; 52116 Geutebrueck; 54999 Uniview; 60913 Tiandy; 1004849 Dahua`],
  ['Network Video Recorder', '1815 Verint; 4784 March Networks; 24149 Milestone; 50001 Hikvision'],
  ['Video Encoder', `
    1216 Tiernan; 1544 Harmonic; 1563 Harmonic; 1773 Ericsson; 3872 Grass Valley; 4289 VBrick; 4466 Harmonic; 4866 Moseley; 4947 Grass Valley; 5299 WorldCast; 5353 EVS; 6404 WorldCast; 6827
    Evertz; 6902 Plisch; 7465 Wisi; 7829    Axon; 7995 Grass Valley; 8456 Optibase; 9986 Sencore; 10613 Ericsson; 11386 Studer; 12243 Vislink; 14859 Lawo; 16744 Blankom; 17491 Barix; 18137
    Wegener; 19443 Egatel; 19587 Adtec; 20111 Leader; 20967 Anevia; 21035 DEV Systemtechnik; 21678 Screen Service; 21784 Calrec; 22285 Teracue; 23180 Televes; 23548 Elber; 23916    Appear;
    24562 Bridge Technologies; 25433 Haivision; 26302 Blonder Tongue; 26637 OMB; 27070 DekTec; 27338 Ateme; 27399 Ross Video; 27993 Vigintos; 28142 Nautel; 28174 Solid State Logic; 28194
    Exterity; 28423 Nucomm; 29286 Imagine; 29693 Cobalt Digital; 30631 Terra; 30641 AJA; 31472 Axcera; 31682 Audinate; 32690    Comrex; 35305 DB Elettronica; 35833 Deva; 37018 Phabrix; 37086
    AWS; 37196 Tieline; 37614 Siqura; 40748 Ionodes; 40864 Larcan; 41260 Wheatstone; 41877 Orban; 42111 Inovonics; 43768 GatesAir; 45396 Dejero; 46785 Comark; 53174 Vitec`],
  ['Thin Client', '714 Wyse; 11216 Neoware; 13243 Chip PC; 25071 Teradici; 38536 10ZiG'],
  ['Intercom', '6530 2N; 24071 Zenitel; 26122 Zenitel; 32546 Valcom; 37568 Commend; 41738 Algo; 45953 CyberData'],
  ['Projector', '25766 Christie'],
  ['Industrial Controller', `
    95 Rockwell Automation; 1662 Rockwell Automation; 5130 Omron; 7427 Yokogawa; 13576 WAGO; 16838 Omron; 25157 Beckhoff; 29312 B&R; 31977 Saia-Burgess; 32481 Unitronics; 34321 ICP DAS;
    43236 Pilz; 47349 Rockwell Automation; 57461 WAGO`],
  ['Access Control', `
    14080 Brivo; 15714 Lenel; 25206 Axxess; 25696 Nedap; 29240 HID; 37734 Assa Abloy; 40334 Mercury Security; 47399 AMAG; 48115 Gallagher; 56726 Assa Abloy; 56901 Salto`],
  ['Time Clock', '28282 Kronos; 39623 PCS'],
  ['Payment Terminal', '626 Hypercom; 1236 Verifone; 25431 Ingenico'],
  ['Point of Sale', '191 NCR; 3586 Diebold; 14760 Diebold Nixdorf'],
  ['Industrial Gateway', '30722 ProSoft; 43144 HMS; 47330 Murrelektronik'],
  ['Protection Relay', '31823 SEL'],
];

/** Names that descriptions use for makers of another name today. */
const ALIASES: readonly (readonly [string, string])[] = [
  ['deliberant', 'LigoWave'], ['zhone', 'DZS'], ['dasan', 'DZS'], ['occam', 'Calix'], ['transmode', 'Infinera'], ['tellabs', 'Coriant'], ['netasq', 'Stormshield'], ['akcess', 'AKCP'],
];
const SHORTEST_NAME = 4;
const FIRST_WORDS = 4;

const byNumber = lazily((): ReadonlyMap<number, Maker> => new Map(BY_KIND.flatMap(([usual, makers]) => makers.trim().split(/;\s+/).map((entry): [number, Maker] => {
  const space = entry.indexOf(' ');
  return [Number(entry.slice(0, space)), { name: entry.slice(space + 1), usual }];
}))));

/** The maker behind an enterprise number, when it makes devices that we know of. */
export function makerOfEnterprise(number: number): Maker | undefined { return byNumber().get(number); }

/** Makers whose name a description may begin with, where all their numbers stand for one kind. */
const byName = lazily((): ReadonlyMap<string, Maker> => {
  const found = new Map<string, Maker | undefined>();
  for (const maker of byNumber().values()) {
    const name = maker.name.toLowerCase(), other = found.get(name);
    found.set(name, maker.usual === undefined || (found.has(name) && other?.usual !== maker.usual) ? undefined : maker);
  }
  for (const [alias, name] of ALIASES) { const maker = found.get(name.toLowerCase()); if (maker !== undefined) found.set(alias, maker); }
  return new Map([...found].flatMap(([name, maker]) => (maker === undefined || name.length < SHORTEST_NAME ? [] : [[name, maker]])));
});

/** The maker that a description names in its first words. */
export function makerNamedIn(text: string): Maker | undefined {
  const names = byName(), words = text.toLowerCase().match(/[\p{L}\d][\p{L}\d.&-]*/gu)?.slice(0, FIRST_WORDS) ?? [];
  for (let at = 0; at < words.length; at++) for (const length of [3, 2, 1]) {
    const maker = names.get(words.slice(at, at + length).join(' '));
    if (maker !== undefined) return maker;
  }
  return undefined;
}
