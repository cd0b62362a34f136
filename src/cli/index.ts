/** The command line's door: run one command, and the types of what it needs from the rest of the node. */
export { buildInfo } from './build-info.ts';
export { runCli, type Process } from './run.ts';
export type {
  ArchivedLog, CliDeps, DemoFirewall, DeviceAccount, DemoFixture, Explanation, FileFailure, FirewallIdentity, LikeAsk, LikeDevice, LoadReport, LoadTest, LogSearch, LogSearchSummary, NodeOptions, OfflineOptions, OfflineSummary, RecordObject,
  Replay, ReplayReport, RunningNode, SensorOptions, SensorReport,
} from './deps.ts';
export { enrolFirewall, type Enrolment } from './enrolment.ts';
