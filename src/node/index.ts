/** A running node: its parts introduced to one another. */
export { type Deliveries, startDeliveries } from './deliveries.ts';
export { demoFixtures } from './demo-fixtures.ts';
export { DeviceDictionary } from './device-dictionary.ts';
export { DictionaryShelf } from './dictionary-shelf.ts';
export { enroller } from './enroller.ts';
export { BEHIND_MS, Lags } from './lags.ts';
export { startNode } from './node.ts';
export { outletDoor } from './outlets.ts';
export { startSweeping, steadyClock } from './raw-logs.ts';
export { registryOf } from './registry.ts';
export { syslogOf } from './syslog.ts';
