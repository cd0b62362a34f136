/** Door of the sources. */
export { openBytes, readRecords, FORMATS } from './file-replay/index.ts';
export type { Format, ReadOptions } from './file-replay/index.ts';
export { startCapture } from './live-capture/index.ts';
export type { CaptureOptions, LiveCapture } from './live-capture/index.ts';
export { logUploads } from './eal-http/index.ts';
export type { LogReceipt, LogUpload, LogUploadDeps } from './eal-http/index.ts';
export { startSyslog } from './syslog/index.ts';
export type { ListenAt, SenderBooks, SenderRegistry, Syslog, SyslogDeps, SyslogLimits, SyslogOptions, SyslogSender } from './syslog/index.ts';
