// The module's exports; no logic here. Addresses are constant for the life of an instance.
import { freeBase, ensureMemory } from "./memory/regions";
export { inputBase, rowBase, digestBase, fieldBase, arenaBase, stateBase } from "./memory/regions";
export { fieldCount, arenaUsed, stoppedAt, rejectOnly } from "./memory/emit";
export { packetCount, skippedCount, recordNeed } from "./capture/state";
export { unfinishedCount } from "./fragments/table";
export { seedDigests } from "./digest/row";
export { parse, split } from "./parsers";
export { reserveModel, modelKeys, modelBias, modelWeights, indexModel, reserveBatch, batchOffsets, batchIds, batchOut, runScores } from "./score/score";

/** Makes the fixed regions addressable; call once before anything else. */
export function prepare(): bool { return ensureMemory(freeBase()); }
export { reserveModel, modelKeys, modelBias, modelWeights, indexModel, reserveBatch, batchOffsets, batchIds, batchOut, runScores } from "./score/score";
export { injectionInput, scoreInjection } from "./injection/injection";
