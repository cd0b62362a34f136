/** Entry of a kernel worker: piscina's loop and the one task. A worker keeps nothing between tasks but its kernel instance. */
import '../../node_modules/piscina/dist/worker.js';
import { loadKernel, type Kernel } from './instance.ts';
import type { ParseTask } from './task.ts';
import { moved } from './threads.ts';

const kernels: Map<string, Kernel> = new Map();

export default function parse(task: ParseTask): unknown {
  const kernel = kernels.get(task.variant) ?? loadKernel(task.variant, task.seed);
  kernels.set(task.variant, kernel);
  try {
    const result = kernel.parseParts(task.parser, task.bytes, task.state);
    return moved(result, [result.rows, result.digests, result.fields, result.arena, result.input]);
  } catch (error) {
    // A trap would be a bug of ours and leaves the instance in an unknown state: the next task gets a new one.
    kernels.delete(task.variant);
    throw error;
  }
}
