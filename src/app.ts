/** Composition root: introduces the rooms to one another and gives the command line what it needs; each part is loaded by the command that uses it. */
import type { CliDeps } from './cli/index.ts';

export function cliDeps(): CliDeps {
  return {
    startNode: async (options) => (await import('./node/node.ts')).startNode(options),
    identifyFiles: async (options) => (await import('./desk/offline.ts')).identifyFiles(options),
    parseFiles: async (options, emit) => (await import('./desk/offline.ts')).parseFiles(options, emit),
    demoFixtures: async () => (await import('./node/demo-fixtures.ts')).demoFixtures(),
    connectFirewall: async (url, identity) => (await import('./simulator/index.ts')).connectFirewall(url, identity),
    renewFirewall: async (...ask) => (await import('./client/index.ts')).renewFirewall(...ask),
    renewIfDue: async (...ask) => (await import('./client/index.ts')).renewIfDue(...ask),
    revocationLists: async (...ask) => (await import('./node/enroller.ts')).revocationLists(...ask),
    async simulate({ upload, ...test }) {
      const { readPieces, simulate } = await import('./simulator/index.ts');
      if (upload === undefined) return await simulate(test);
      const { openBytes } = await import('./sources/index.ts');
      return await simulate({ ...test, upload: { ...upload, pieces: await readPieces(await openBytes(upload.file, test.signal)) } });
    },
    sensor: async (options) => (await import('./node/sensor.ts')).runSensor(options),
    agent: async (options) => (await import('./enforcement/index.ts')).runAgent(options),
    agentStatus: async (at) => (await import('./enforcement/index.ts')).agentStatus(at),
    agentRules: async (of) => (await import('./enforcement/index.ts')).rulesText(of),
    describeDevice: async (store, device) => (await import('./desk/device-desk.ts')).describeDevice(store, device),
    likeDevices: async (store, ask) => (await import('./desk/device-likes.ts')).likeDevices(store, ask),
    companies: async () => (await import('./pipeline/judge.ts')).judgeParts().vendorOf,
    searchLogs: async (search, emit) => (await import('./desk/log-search.ts')).searchArchive(search, emit),
    explain: async (store, refs) => (await import('./desk/explain.ts')).explainDevices(store, refs),
    async replay({ from, ...job }) {
      const [{ replay }, { openBytes }] = [await import('./simulator/index.ts'), await import('./sources/index.ts')];
      return await replay({ ...job, open: (file, signal) => openBytes(file, signal, from) });
    },
  };
}
