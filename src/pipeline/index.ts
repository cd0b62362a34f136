/** The straight line from rows to published mappings, and its stations. */
export { Feed } from './feed.ts';
export { Inspection } from './inspection.ts';
export { storedSurroundings, withInstance } from './instance-tier.ts';
export { isProved, judgeParts, type JudgeParts } from './judge.ts';
export { knowledgeFile } from './knowledge-files.ts';
export { Origins } from './origins.ts';
export { createPipeline, type Pipeline, type PipelineDeps, type PipelineOptions } from './pipeline.ts';
export { SteadyClock } from './steady-clock.ts';
