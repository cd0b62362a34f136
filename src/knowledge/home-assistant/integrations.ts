/** What the devices of a Home Assistant integration are: our own table beside its matchers. An integration of no one maker, or of software, is not in it. */
import type { Said } from '../rule.ts';

const light = (vendor: string): Said => ({ vendor, category: 'Smart Light' });
const hub = (vendor: string): Said => ({ vendor, category: 'Smart Home Gateway' });
const thermostat = (vendor: string): Said => ({ vendor, category: 'Smart Thermostat' });
const camera = (vendor: string): Said => ({ vendor, category: 'Camera' });
const audio = (vendor: string): Said => ({ vendor, category: 'Audio Streaming' });
const tv = (vendor: string): Said => ({ vendor, category: 'Smart TV' });

export const INTEGRATIONS: ReadonlyMap<string, Said> = new Map<string, Said>([
  ['abode', { vendor: 'Abode', category: 'Smart Home Gateway' }], ['arcam_fmj', audio('Arcam')], ['august', { vendor: 'August', category: 'Smart Lock' }], ['awair', { vendor: 'Awair', category: 'Sensor' }],
  ['axis', camera('Axis')], ['baf', { vendor: 'Big Ass Fans', category: 'Smart Appliance' }], ['blebox', { vendor: 'BleBox', category: 'Smart Switch' }], ['blink', camera('Blink')], ['bond', hub('Bond')],
  ['bosch_shc', hub('Bosch')], ['braviatv', tv('Sony')], ['brother', { vendor: 'Brother', category: 'Printer' }], ['control4', hub('Control4')], ['daikin', { vendor: 'Daikin', category: 'HVAC' }], ['denonavr', audio('Denon')],
  ['devolo_home_control', { vendor: 'Devolo' }], ['devolo_home_network', { vendor: 'Devolo' }], ['dlink', { vendor: 'D-Link', category: 'Smart Plug' }], ['doorbird', { vendor: 'DoorBird', category: 'Smart Doorbell' }],
  ['ecobee', thermostat('ecobee')], ['elgato', light('Elgato')], ['emonitor', { vendor: 'SiteSage', category: 'Power Meter' }], ['enphase_envoy', { vendor: 'Enphase', category: 'Solar Inverter' }],
  ['escea', { vendor: 'Escea', category: 'Smart Appliance' }], ['flume', { vendor: 'Flume', category: 'Sensor' }], ['flux_led', light('Magic Home')], ['freebox', { vendor: 'Free', category: 'Router' }],
  ['fritz', { vendor: 'AVM' }], ['fritzbox', { vendor: 'AVM' }], ['goalzero', { vendor: 'Goal Zero', category: 'Smart PowerSupply' }], ['gogogate2', { vendor: 'GoGogate', category: 'Smart Lock' }],
  ['harmony', hub('Logitech')], ['heos', audio('Denon')], ['hive', hub('Hive')], ['homewizard', { vendor: 'HomeWizard', category: 'Sensor' }], ['hue', { vendor: 'Philips', category: 'Lighting Gateway' }],
  ['hunterdouglas_powerview', { vendor: 'Hunter Douglas', category: 'Smart Shade' }], ['isy994', hub('Universal Devices')], ['izone', { vendor: 'iZone', category: 'HVAC' }],
  ['kaleidescape', { vendor: 'Kaleidescape', category: 'Video Streaming' }], ['lametric', { vendor: 'LaMetric', category: 'Electronics IoT' }], ['lifx', light('LIFX')], ['litterrobot', { vendor: 'Litter-Robot', category: 'Pet Device' }],
  ['lookin', { vendor: 'LOOKin', category: 'Electronics IoT' }], ['loqed', { vendor: 'Loqed', category: 'Smart Lock' }], ['lutron_caseta', { vendor: 'Lutron', category: 'Lighting Gateway' }], ['lyric', thermostat('Honeywell')],
  ['modern_forms', { vendor: 'Modern Forms', category: 'Smart Appliance' }], ['motion_blinds', { vendor: 'Motion Blinds', category: 'Smart Shade' }], ['myq', { vendor: 'Chamberlain', category: 'Smart Lock' }],
  ['nam', { vendor: 'Nettigo', category: 'Environmental Sensor' }], ['nanoleaf', light('Nanoleaf')], ['netatmo', { vendor: 'Netatmo' }], ['nexia', thermostat('Trane')], ['nuheat', thermostat('nVent')],
  ['nuki', { vendor: 'Nuki', category: 'Smart Lock' }], ['oncue', { vendor: 'Kohler', category: 'Smart PowerSupply' }], ['overkiz', hub('Somfy')], ['plugwise', thermostat('Plugwise')], ['powerwall', { vendor: 'Tesla', category: 'Solar Inverter' }],
  ['pure_energie', { vendor: 'Pure Energie', category: 'Power Meter' }], ['rachio', { vendor: 'Rachio', category: 'Irrigation Controller' }], ['rainmachine', { vendor: 'RainMachine', category: 'Irrigation Controller' }],
  ['reolink', camera('Reolink')], ['roku', { vendor: 'Roku', category: 'Video Streaming' }], ['roomba', { vendor: 'iRobot', category: 'Robot Vacuum' }], ['ruuvi_gateway', { vendor: 'Ruuvi', category: 'Sensor' }], ['samsungtv', tv('Samsung')],
  ['screenlogic', { vendor: 'Pentair', category: 'Smart Appliance' }], ['sensibo', thermostat('Sensibo')], ['shelly', { vendor: 'Shelly', category: 'Smart Switch' }], ['simplisafe', { vendor: 'SimpliSafe', category: 'Alarm' }],
  ['smappee', { vendor: 'Smappee', category: 'Sensor' }], ['smartthings', hub('Samsung SmartThings')], ['somfy_mylink', hub('Somfy')], ['songpal', audio('Sony')], ['sonos', { vendor: 'Sonos', category: 'Audio Streaming' }],
  ['soundtouch', { vendor: 'Bose', category: 'Audio Streaming' }], ['squeezebox', audio('Logitech')], ['steamist', { vendor: 'Steamist', category: 'Smart Appliance' }], ['synology_dsm', { vendor: 'Synology', category: 'Network Storage' }],
  ['tado', thermostat('tado')], ['tesla_wall_connector', { vendor: 'Tesla', category: 'Electric Vehicle Charger' }], ['toon', thermostat('Eneco')], ['tradfri', { vendor: 'Ikea', category: 'Lighting Gateway' }], ['twinkly', light('Twinkly')],
  ['unifi', { vendor: 'Ubiquiti', category: 'Router' }], ['vizio', tv('Vizio')], ['webostv', tv('LG')], ['wemo', { vendor: 'Belkin' }], ['wilight', { vendor: 'WiLight', category: 'Smart Switch' }], ['wiz', light('WiZ')],
  ['yamaha_musiccast', audio('Yamaha')], ['yeelight', light('Yeelight')],
]);
