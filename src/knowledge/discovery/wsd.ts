/** WS-Discovery: types that a device announces, and ONVIF's scopes. */
import { FACTORY_NAME, HINT, MAKER_FORM, NAMES_ITSELF } from '../certainty.ts';
import type { Rule } from '../rule.ts';

export const TYPES: readonly Rule[] = [
  ['camera', /\bNetworkVideoTransmitter\b/i, { category: 'Camera' }, FACTORY_NAME],
  ['recorder', /\b(?:NetworkVideoStorage|RecordingControl|ReplayControl)\b/i, { category: 'Network Video Recorder' }, FACTORY_NAME],
  ['video-display', /\bNetworkVideoDisplay\b/i, { category: 'Video Encoder' }, HINT],
  ['printer', /\bPrintDeviceType\b/i, { category: 'Printer' }, MAKER_FORM],
  ['scanner', /\bScanDeviceType\b/i, { category: 'Printer' }, HINT],
  ['computer', /\bComputer\b/, { category: 'Personal Computer', os_family: 'Windows' }, HINT],
  ['projector', /\b(?:ProjectorDevice|Projector)\b/i, { category: 'Projector' }, FACTORY_NAME],
];

/** `onvif://www.onvif.org/type/ptz` and its like; many recorders claim to be cameras, too. */
export const SCOPES: readonly Rule[] = [
  ['onvif-recorder', /onvif\.org\/type\/(?:NetworkVideoRecorder|video_recorder)/i, { category: 'Network Video Recorder' }, FACTORY_NAME],
  ['onvif-ptz', /onvif\.org\/type\/ptz/i, { category: 'Camera' }, FACTORY_NAME],
  ['onvif-door', /onvif\.org\/Profile\/[AC]\b/i, { category: 'Access Control' }, HINT],
  ['onvif-recording', /onvif\.org\/Profile\/G\b/i, { category: 'Camera' }, HINT],
  ['onvif-camera', /onvif\.org\/(?:type\/(?:video_encoder|audio_encoder)|Profile\/[ST]\b)/i, { category: 'Camera' }, HINT],
  ['onvif-maker', /onvif\.org\/(?:manufacturer|mfr|vendor)\/([\w.&-]{2,24})/i, { vendor: '$1' }, NAMES_ITSELF],
];

export const HARDWARE: readonly Rule[] = [
  ['axis', /^([A-Z]\d{4}(?:-[A-Z]{1,4})?)$/, { vendor: 'Axis', category: 'Camera', model: '$1' }, HINT],
  ['hikvision-recorder', /^(DS-[789]\d{3}[\w/-]{0,20})$/, { vendor: 'Hikvision', category: 'Network Video Recorder', model: '$1' }, MAKER_FORM],
  ['hikvision', /^(DS-\d[A-Z]{2}[\w/-]{2,24})$/, { vendor: 'Hikvision', category: 'Camera', model: '$1' }, MAKER_FORM],
  ['dahua-recorder', /^((?:DHI?-)?(?:NVR|XVR|HCVR)\d{2,4}[\w/-]{0,20})$/, { vendor: 'Dahua', category: 'Network Video Recorder', model: '$1' }, FACTORY_NAME],
  ['dahua', /^((?:DHI?-)?(?:IPC-[A-Z]{1,4}|SD\d)[\w/-]{2,24})$/, { vendor: 'Dahua', category: 'Camera', model: '$1' }, FACTORY_NAME],
  ['hanwha', /^([XQPST]N[A-Z]-[A-Z0-9]{4,8}(?:\/\w+)?)$/, { vendor: 'Hanwha Vision', category: 'Camera', model: '$1' }, MAKER_FORM],
  ['bosch', /^((?:FLEXIDOME|DINION|AUTODOME|MIC|NDE|NBE|NDI|NDP|NUC)[\w -]{1,30})/i, { vendor: 'Bosch', category: 'Camera', model: '$1' }, MAKER_FORM],
  ['sony', /^(SNC-\w{3,10})$/, { vendor: 'Sony', category: 'Camera', model: '$1' }, MAKER_FORM],
  ['panasonic', /^(WV-\w{3,12})$/, { vendor: 'Panasonic i-PRO', category: 'Camera', model: '$1' }, MAKER_FORM],
  ['d-link', /^(DCS-\d{3,4}\w{0,4})/, { vendor: 'D-Link', category: 'Camera', model: '$1' }, NAMES_ITSELF],
  ['tp-link', /^(?:Tapo )?(TC\d{2}|C\d{3}\w{0,3}|VIGI \w+)$/, { vendor: 'TP-Link', category: 'Camera', model: '$1' }, HINT],
  ['any', /^([A-Z][\w/. -]{2,30})$/i, { model: '$1' }, HINT],
];
