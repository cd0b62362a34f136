/** What a command beside the node reads of the store, put together by the rooms below. */
export { deviceReport } from './device-report.ts';
export { explainDevices } from './explain.ts';
export { identifyFiles } from './offline.ts';
