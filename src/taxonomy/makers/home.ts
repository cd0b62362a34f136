/** Makers of what stands in homes: televisions, speakers, consoles, lights, plugs, appliances. */
import type { MakerRows } from './rows.ts';

export const homeMakers = (): MakerRows => [
  ['Smart TV', [
    'Vizio*', 'Insignia*', 'Element: element electronics*', 'Funai*', 'Loewe*', 'Metz', 'Bang & Olufsen*', 'Grundig*', 'Westinghouse*', 'Sceptre*', 'RCA*', 'Arcelik*',
    'Polaroid*', 'TechniSat*', 'Kogan*',
  ]],
  ['Video Streaming', [
    'Roku*', 'Zidoo*', 'Dune HD*: dune', 'Minix', 'Ugoos*', 'Boxee*', 'Slingbox*: sling media*', 'Vudu*', 'Formuler*', 'BuzzTV*', 'Tanix*', 'Popcorn Hour*: syabas*',
    'Mag: infomir*',
  ]],
  ['Set-Top Box', [
    'TiVo*', 'EchoStar*: dish*', 'DirecTV*', 'Humax*', 'Amino', 'Kaon Media*: kaonmedia*', 'Dreambox*: dream multimedia*', 'VU+*: vu', 'GigaBlue*', 'Topfield*', 'Strong',
    'Xoro*', 'Zinwell*', 'Coship*', 'SDMC*', 'Kathrein*', 'Edision*', 'Arion', 'Entone*', 'Evolution Digital*', 'Unionman*: union man*', 'Canal+*: canal', 'Netgem*',
  ]],
  ['Audio Streaming', [
    'Sonos*', 'Denon*: dm holdings*, dm group*', 'Marantz*', 'Onkyo*', 'Pioneer', 'Bluesound*: lenbrook*', 'NAD*', 'Cambridge Audio*', 'Naim*', 'Linn: linn products*',
    'Squeezebox*: slim devices*', 'Raumfeld*: teufel*, lautsprecher teufel*', 'Libratone*', 'Devialet*', 'Bowers & Wilkins*: bw group*', 'Klipsch*', 'Polk*',
    'Definitive Technology*', 'Arcam*', 'Rotel*', 'Lyngdorf*', 'Revo', 'Roberts: roberts radio*', 'Pure: pure digital*', 'Sangean*',
    'Frontier Silicon*: frontier nuvola*, frontier smart*', 'LINKPLAY*', 'Arylic*', 'WiiM*', 'Edifier*', 'Ultimate Ears*', 'Harman*', 'JBL*', 'iHome*', 'Autonomic*', 'Russound*',
    'NuVo*', 'Savant', 'Trinnov*', 'Anthem', 'Auralic*', 'Aurender*', 'Volumio*', 'Roon*', 'HiFiBerry*', 'Astell & Kern*: iriver*', 'FiiO*', 'Lumin', 'Musical Fidelity*',
    'McIntosh*', 'Technics*', 'Terratec*', 'Hama*', 'Tonly*', 'Audio Pro*', 'DTS Play-Fi*', 'Marshall: zound industries*', 'SoundCast*', 'Monoprice*',
  ]],
  ['Video Gaming', [
    'Nintendo*', 'Valve', 'Sega*', 'Atari*', 'Ouya*', 'Mad Catz*', 'AYN*', 'Analogue', 'Anbernic*', 'Retroid*',
  ]],
  ['Smart Speaker', [
    'Mycroft*', 'Tmall*: zhejiang tmall*',
  ]],
  ['Smart Thermostat', [
    'ecobee*', 'tado*', 'Netatmo*', 'Radio Thermostat*', 'Sensibo*', 'Venstar*', 'Heatmiser*', 'Mysa*', 'Sinope*', 'Stelpro*', 'Honeywell Home*: resideo*, ademco*', 'Drayton',
    'Salus*', 'Hive: centrica*', 'Proliphix*', 'Viconics*', 'Wiser', 'Plugwise*', 'Nest: nest labs*', 'Flair: standard euler', 'tekmar*', 'Nuheat*', 'Uponor*', 'Aidoo: airzone*',
    'Intesis*', 'Cielo*', 'OJ Electronics*',
  ]],
  ['Smart Light', [
    'LIFX*: lifi labs*', 'Yeelight*: yeelink*, qingdao yeelink*', 'Nanoleaf*', 'WiZ*', 'Sengled*', 'Innr*', 'Ledvance*', 'Twinkly*: ledworks*', 'Govee*: ihoment', 'Tridonic*',
    'Casambi*', 'C by GE: ge lighting*, savant lighting', 'Feit*', 'Cree Lighting*', 'Paulmann*', 'Muller Licht*: mueller licht*', 'iLumi*', 'Magic Home*: zengge*',
    'Brilliant: brilliant home*, brilliant ng*', 'Dresden Elektronik*: phoscon',
  ]],
  ['Lighting Gateway', [
    'Osram*',
  ]],
  ['Smart Plug', [
    'Shelly*: allterco*', 'Etekcity*: vesync*, arovast*', 'Meross*', 'Gosund*', 'Teckin*', 'ConnectSense*: grid connect*', 'Orvibo*', 'KAB Electro*', 'EnerGenie*', 'Gude*',
    'Digital Loggers*', 'Athom', 'myStrom*', 'Currant', 'Kankun*', 'NETIO*: koukaam*', 'Aukey*', 'BN-LINK*: century products', 'Nous', 'Wion*',
  ]],
  ['Smart Switch', [
    'Sonoff*: itead*, ewelink*, coolkit*', 'Lutron*', 'BroadLink*', 'Insteon*: smartlabs*', 'Leviton*', 'Legrand*: wattstopper*, bticino*', 'Busch-Jaeger*', 'Gira*',
    'Jung: albrecht jung*', 'Hager*', 'Berker*', 'Vimar*', 'Simon: simon sau, simon brico', 'Niko', 'Fibaro*: fibar*', 'Qubino*', 'Aeotec*: aeon labs*', 'Zooz*', 'Jasco',
    'Noon: noon home*', 'Moes*', 'NodOn*', 'Eltako*', 'Teletask*', 'Ubisys*', 'Zemismart*', 'Inovelli*', 'Kincony*', 'Inveo*', 'Deako*', 'Velbus*',
  ]],
  ['Smart Lock', [
    'August: august home*', 'Nuki*', 'Schlage*: allegion*', 'Yale', 'Danalock*: poly control*', 'Kwikset*: spectrum brands*', 'Igloohome*', 'Sesame: candy house*', 'Latch',
    'Lockly*', 'Level Home*', 'SwitchBot*: wonderlabs*, woan technology*', 'Loqed*', 'Tedee*', 'U-tec*: ultraloq*', 'GoGogate*', 'Chamberlain*: liftmaster*, myq', 'Nice',
    'Hörmann*: hoermann*', 'Tailwind*',
  ]],
  ['Smart Doorbell', [
    'Ring: ring llc, bot home automation*', 'Skybell*', 'DoorBird*: bird home automation*', 'Netvue*', 'Remo+: olive and dove*', 'Eken*',
  ]],
  ['Smart Home Gateway', [
    'eQ-3*: homematic*', 'Samsung SmartThings: smartthings*, physical graph*', 'Hubitat*', 'Vera: mi casa verde*, vera control*, ezlo*', 'Control4*', 'Wink: wink hub*, quirky*',
    'Nabu Casa*', 'Home Assistant*', 'Zipato*', 'ednet*: assmann*, digitus*', 'Aqara*: lumi united*', 'ELAN*', 'URC*: universal remote control*', 'RTI*: remote technologies*',
    'Loxone*', 'Zennio*', 'Develco*', 'Climax*', 'Vivint*', 'Alarm.com*', 'Somfy*', 'Mobilus*', 'Devolo*', 'homee*', 'Innogy*: rwe effizienz*, livisi*', 'Crow', 'Delta Dore*',
    'HomeSeer*', 'Universal Devices*', 'Abode*', 'LightwaveRF*: lightwave*', 'HomeWizard*', 'digitalSTROM*', 'Enocean*', 'Popp*', 'Iotty*', 'Nexia*', 'Ikea*',
  ]],
  ['Alarm', [
    'SimpliSafe*', 'ADT*', 'Ajax*', 'Visonic*', 'Paradox: paradox security*', 'Risco*: rokonet*', 'Satel*', 'Jablotron*', 'DSC*: digital security controls*', 'Texecom*',
    'Pyronix*', 'Scout Alarm*', 'Securitas*', 'Verisure*', 'Egardia*', 'Lupus-Electronics*', 'Frontpoint*', 'Ness: ness corporation', 'DMP*: digital monitoring products*',
    'Napco*', 'Crow Electronic*', 'Elkron*', 'Inim*', 'Bentel*', 'Eldes*', 'Minut*', 'Roost*', 'X-Sense*', 'First Alert*: brk brands*',
  ]],
  ['Sensor', [
    'Monnit*', 'Temp Stick: ideal sciences*', 'Fingbox: fing*', 'AcuRite*: chaney instrument*', 'Davis Instruments*', 'Ambient Weather*', 'La Crosse Technology*',
    'Airthings*: corentium*', 'Awair*: bitfinder*', 'PurpleAir*', 'IQAir*', 'Ecowitt*: fine offset*', 'Kaiterra*', 'Foobot: airboxlab*', 'Moen*: flo technologies*', 'Phyn*',
    'Sensative*', 'Sense: sense labs*', 'Emporia*', 'Neurio*', 'Smappee*', 'Efergy*', 'The Energy Detective: energy detective*', 'Eyedro*', 'Iotawatt*', 'Rainforest Automation*',
    'Tibber*', 'WeatherFlow*: tempest', 'Bresser*', 'TFA Dostmann*', 'Aranet*: saf tehnika*', 'uHoo*', 'Disruptive Technologies*', 'Pressac*', 'Elsys', 'Decentlab*',
    'Talkpool*', 'Enlighted*', 'Density*', 'Xovis*', 'V-Count*', 'FootfallCam*', 'RetailNext*', 'Butlr*', 'Vayyar*', 'Irisys*',
  ]],
  ['Smart Appliance', [
    'BSH*: bosch siemens hausgerate*', 'Miele*', 'Whirlpool*', 'Electrolux*', 'Midea*: gd midea*', 'Smarter*', 'Rinnai*', 'Gree: gree electric*', 'Dyson*',
    "De'Longhi*: delonghi*", 'Jura', 'Instant Brands*', 'June: june life*', 'Traeger*', 'Weber: weber stephen*', 'Anova', 'Nespresso*', 'Vorwerk*', 'GE Appliances*',
    'Sub-Zero*: wolf sub zero', 'Coway*', 'Blueair*', 'Levoit*', 'Winix*', 'AO Smith*', 'Rheem*', 'Vaillant*', 'Viessmann*', 'Baxi*', 'Ariston*', 'Fisher & Paykel*',
    'Candy: candy hoover*', 'Gorenje*', 'Liebherr Appliances*: liebherr hausgerate*', 'Keurig*', 'Kohler*', 'Toto*', 'Pentair*', 'Hayward*', 'Jandy*: zodiac pool*, fluidra*',
    'Balboa: balboa water*', 'Gecko Alliance*', 'Eight Sleep*', 'Sleep Number*: select comfort*', 'Big Ass Fans*', 'Hunter Fan*', 'Bond: olibra*', 'Tineco*',
    'Narwal*',
  ]],
  ['Robot Vacuum', [
    'iRobot*', 'Neato*', 'Roborock*: beijing roborock*, rockrobo', 'Ecovacs*', 'Dreame*', 'SharkNinja*: shark, euro pro', 'ILIFE*', 'Bissell*', 'Husqvarna*', 'Worx*: positec*',
    'Mammotion*', 'Segway*: ninebot*',
  ]],
  ['Smart Shade', [
    'Hunter Douglas*', 'Velux*', 'Rollease Acmeda*: rollease*', 'Warema*', 'Soma: wazombi*', 'Dooya*',
  ]],
  ['Irrigation Controller', [
    'Rachio*', 'RainMachine*: green electronics*', 'Rain Bird*', 'Orbit: orbit irrigation*', 'Hunter Industries*', 'Gardena*', 'OpenSprinkler*', 'Hydrawise*', 'Netro*',
    'Skydrop*', 'Toro', 'Galcon*',
  ]],
  ['Personal Health Device', [
    'Fitbit*', 'Withings*', 'Omron Healthcare*', 'iHealth*', 'Beurer*', 'Tanita*', 'QardioArm: qardio*', 'Dexcom*', 'Renpho*', 'Beddit*', 'Peloton*', 'Technogym*',
    'Life Fitness*', 'Precor*', 'NordicTrack: icon health*, ifit*', 'Tonal*', 'Wahoo*', 'Hatch: hatch baby*', 'Owlet*', 'Nanit*: udisense*', 'Snoo: happiest baby*', 'Kolibree*',
    'Oral-B*', 'Concept2*', 'Matrix Fitness*: johnson health*',
  ]],
  ['Pet Device', [
    'Furbo*: tomofun*', 'Petcube*', 'PetSafe*: radio systems*', 'Sure Petcare*: sureflap*', 'Petkit*', 'Whistle', 'Litter-Robot*: automated pet care*, whisker', 'Tractive*',
    'Petlibro*', 'Wopet*',
  ]],
  ['Toy', [
    'Anki*: digital dream labs*', 'Sphero*', 'Mattel*', 'Lego', 'Tonies*: boxine*', 'Wowwee*', 'UBTech*', 'Makeblock*', 'Hasbro*', 'Yoto*', 'Spin Master*',
  ]],
  ['Drone', [
    'DJI*: sz dji*', 'Parrot', 'Yuneec*', 'Autel Robotics*', 'Skydio*', '3D Robotics*',
  ]],
  ['3D Printer', [
    'Ultimaker*', 'MakerBot*', 'Prusa*', 'Formlabs*', 'Bambu Lab*: bambulab*', 'Stratasys*', 'Creality*', '3D Systems*', 'Markforged*', 'Raise3D*', 'Anycubic*', 'Elegoo*',
    'Zortrax*', 'FlashForge*', 'EOS: eos gmbh electro optical*', 'Desktop Metal*', 'LulzBot*: aleph objects*', 'Glowforge*', 'Snapmaker*',
  ]],
  ['Electric Vehicle Charger', [
    'ChargePoint*: coulomb technologies*', 'Wallbox*', 'go-e*', 'Easee*', 'KEBA*', 'Zaptec*', 'JuiceBox*: electric motor werks*, enel x*', 'EVBox*', 'Alfen*', 'Mennekes*',
    'OpenEVSE*', 'ClipperCreek*', 'Webasto*', 'Pod Point*', 'myenergi*', 'Ohme*', 'EO Charging*', 'Compleo*', 'Circontrol*', 'Efacec*', 'Tritium*', 'EVgo*', 'Blink Charging*',
    'Hypervolt*', 'SemaConnect*', 'Ebee*: bender ebee*', 'Alpitronic*', 'Garo', 'Charge Amps*', 'ABL', 'Star Charge*: wanbang*', 'Vestel Mobilite*', 'wallbe*',
  ]],
  ['Solar Inverter', [
    'SMA*', 'SolarEdge*', 'Enphase*', 'Fronius*', 'Sungrow*', 'Growatt*', 'GoodWe*', 'Solis: ginlong*', 'KOSTAL*', 'Victron*', 'Kaco*', 'Solax*', 'Sofar*', 'Deye*',
    'Generac*: pika energy*', 'OutBack*', 'Sonnen*', 'Power-One*', 'Fimer*', 'E3/DC*: hagerenergy*', 'Senec*', 'RCT Power*', 'Solar-Log*: solare datensysteme*', 'Meteocontrol*',
    'SolarWorld*', 'Hoymiles*', 'APsystems*: altenergy*', 'EcoFlow*', 'Bluetti*', 'Zucchetti Centro*', 'Morningstar*', 'Steca*', 'Refusol*: refu elektronik*', 'Alpha ESS*',
    'BYD*', 'Pylontech*', 'Power Electronics*', 'Ingeteam*', 'Locus Energy*', 'Kehua*', 'FoxESS*',
  ]],
  ['Electronics IoT', [
    'Tile', 'Lovense*', 'Hitachi Maxell*: maxell*', 'LaMetric*: smart atoms*', 'Divoom*', 'Ulanzi*', 'Nixplay*: creedon*', 'Aura: aura home*, pushd*', 'Skylight',
    'Pix-Star*', 'Meural*', 'Automatic Labs*', 'Flume', 'Streamlabs*', 'Skyroam*', 'Universal Electronics*',
  ]],
  ['Lighting Control', [
    'Helvar*', 'Dynalite*', 'ETC: electronic theatre controls*', 'Pharos', 'Encelium*', 'MA Lighting*', 'Artnet: artistic licence*', 'Zumtobel*', 'Fagerhult*',
    'Acuity Brands*: sensorswitch*', 'Color Kinetics*', 'Vantage Controls*: vantage', 'LiteTouch*', 'ENTTEC*', 'Madrix*: inoage*', 'Chauvet*', 'Robe: robe lighting*',
    'Martin: martin professional*', 'Nicolaudie*', 'Traxon*', 'Trilux*', 'Synapse: synapse wireless*', 'Digital Lumens*', 'Steinel*', 'Erco', 'iGuzzini*', 'B.E.G.*',
  ]],
  [null, [
    'Anker: anker innovations*', 'Eve: eve systems*, elgato systems', 'Kasda*', 'Danfoss*', 'GE*: general electric*, multilin*', 'Honeywell*', 'Bosch*: robert bosch*', 'Siemens*: siemens energy automation*', 'Daikin*',
    'Mitsubishi Electric*', 'Stihl*', 'Makita*', 'Hilti*', 'Rivian*', 'BMW*', 'Mercedes-Benz*: daimler*', 'Volkswagen*', 'Ford*', 'General Motors*: gm', 'Toyota*', 'Audi*',
    'Porsche*', 'Lucid Motors*', 'Continental: continental automotive*', 'Visteon*',
  ]],
];
