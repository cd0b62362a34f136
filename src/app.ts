/** Composition root: introduces the rooms to one another and gives the command line what it needs. */
import type { CliDeps } from './cli/index.ts';
import { demoFixtures } from './demo-fixtures.ts';
import { startNode } from './node.ts';
import { identifyFiles, parseFiles } from './offline.ts';
import { connectFirewall, replay, simulate } from './simulator/index.ts';

export function cliDeps(): CliDeps {
  return { startNode, identifyFiles, parseFiles, demoFixtures, connectFirewall, simulate, replay };
}
