/** The model, the vendor list and the scorer, put together as the pipeline needs them. */
import { readFileSync } from 'node:fs';
import { buildInfo } from '../cli/index.ts';
import modelPath from '../identify/model/home.npm1' with { type: 'file' };
import vendorsPath from '../../build/out/oui.bin' with { type: 'file' };
import { packVectors, type DeviceState } from '../features/index.ts';
import { identifyBut, loadModel, loadVendors, ofGateway, Remembered, weigh, type Model, type Refused, type Traced, type VendorTable, type Weighing } from '../identify/index.ts';
import { Knowledge, openBooks } from '../knowledge/index.ts';
import { knowledgeFile, knowledgeVersion } from './knowledge-files.ts';
import { createScorer, reasonName, RECORD_NAMES, type Scorer } from '../kernels/index.ts';
import { parameterIndex, PARAMETERS, type Identity, type Parameter, type ParameterName } from '../model/index.ts';
import type { PipelineDeps } from './pipeline.ts';
import { observe } from '../protocols/index.ts';
import { NAT, rolesIn } from '../routers/index.ts';

interface Judge { readonly model: Model; readonly scorer: Scorer; readonly lookup: Remembered }

export interface JudgeParts extends Pick<PipelineDeps, 'observe' | 'identify' | 'worth' | 'modelVersion' | 'vendorOf' | 'kindName' | 'reasonName'> {
  /** Why the verdict on a device is no surer. */
  readonly weigh: (state: DeviceState, recordOf: Traced['recordOf']) => Weighing;
  /** Whether the trained model has a product model of this name. */
  readonly namesModel: (name: string) => boolean;
  /** How many parameters of each source some book reads. */
  readonly readable: () => ReadonlyMap<Parameter['source'], number>;
}

/** The part of the pipeline's needs that is knowledge. Vendors and model are read when the first device speaks: an idle node does not carry them. */
export function judgeParts(): JudgeParts {
  const file = readFileSync(modelPath), knowledge = new Knowledge(openBooks(knowledgeFile));
  let judge: Judge | undefined, vendors: VendorTable | undefined, models: ReadonlySet<string> | undefined;
  const ready = (): Judge => {
    const model = loadModel(file);
    return { model, scorer: createScorer(model), lookup: new Remembered() };
  };
  const vendorOf: PipelineDeps['vendorOf'] = (mac) => (vendors ??= loadVendors(readFileSync(vendorsPath))).lookup(mac);
  return {
    observe, vendorOf,
    worth: (parameter, value) => knowledge.claimsOf(parameter, value),
    identify: (states, recordOf, refusedOf) => judgeAll(judge ??= ready(), states, vendorOf, recordOf, refusedOf),
    weigh: (state, recordOf) => weighOne(judge ??= ready(), state, recordOf),
    namesModel: (name) => (models ??= new Set((judge ??= ready()).model.tiers.model.values)).has(name),
    readable: () => {
      const counts = new Map<Parameter['source'], number>();
      for (const { name, source } of PARAMETERS) if (knowledge.reads(name)) counts.set(source, (counts.get(source) ?? 0) + 1);
      return counts;
    },
    // All of them make verdicts, and so do the rules and tables of the program itself: another of any judges the stored devices again.
    modelVersion: knowledgeVersion(Bun.hash.wyhash(readFileSync(vendorsPath), Bun.hash.wyhash(file, Bun.hash.wyhash(programVersion())))).toString(16),
    kindName: (kind) => RECORD_NAMES[kind] ?? 'unknown',
    reasonName,
  };
}

function programVersion(): string {
  const { version, commit } = buildInfo();
  return `${version} ${commit ?? 'source'}`;
}

const NONE: readonly Refused[] = [];

/** One kernel call for all devices (design section 3), then each verdict. */
function judgeAll({ model, scorer, lookup }: Judge, states: readonly DeviceState[], vendorOf: PipelineDeps['vendorOf'], recordOf: Traced['recordOf'], refusedOf: (device: number) => readonly Refused[] = () => NONE): readonly Identity[] {
  const { ids, offsets } = packVectors(states), width = scorer.classes;
  const logits = new Float32Array(states.length * width);
  scorer.score(ids, offsets, logits);
  return states.map((state, i) => {
    const identity = identifyBut({
      logits: logits.subarray(i * width, (i + 1) * width), ids: ids.subarray(offsets[i], offsets[i + 1]), vendor: vendorOf(state.mac), claims: state.claims(), isProved: isProved(state),
      traceOf: (parameter) => state.traceOf(parameter), recordOf,
    }, refusedOf(i), model, lookup);
    return (rolesIn(state) & NAT) === 0 ? identity : ofGateway(identity);
  });
}

/** What ARP and DHCP tell of a device; each of them shows its MAC beside its address. LLDP, CDP and PROFINET DCP are said by the MAC itself, and no router passes them on. */
const PROOFS = ['arp.kind', 'dhcp.message', 'dhcp.hostname', 'dhcp.client_id', 'dhcpv6.message', 'dhcp.serves', 'lldp.chassis', 'lldp.system', 'cdp.device', 'cdp.platform', 'pndcp.role', 'pndcp.station_type'] as const satisfies readonly ParameterName[];
const PROVING: readonly number[] = PROOFS.map((parameter) => parameterIndex(parameter));
export function isProved(state: DeviceState): boolean {
  for (const index of PROVING) if (state.traces.learned(index) > 0) return true;
  return false;
}

function weighOne({ model, scorer }: Judge, state: DeviceState, recordOf: Traced['recordOf']): Weighing {
  const { ids, offsets } = packVectors([state]), logits = new Float32Array(scorer.classes);
  scorer.score(ids, offsets, logits);
  return weigh({ logits, ids, heard: state.sources(), traceOf: (parameter) => state.traceOf(parameter), recordOf }, model);
}
