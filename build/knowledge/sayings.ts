/** What every device in a capture says, in clear: parameter and value, through the same parser and adapters as the node. */
import { readFileSync } from 'node:fs';
import { PARSERS, type CaptureState, type Kernel } from '../../src/kernels/index.ts';
import type { Mac, ParameterName } from '../../src/model/index.ts';
import { observe } from '../../src/protocols/index.ts';

const BATCH = 1 << 20;
/** Most values of one parameter of one device; a capture of a resolver has thousands. */
const MOST = 200;

export type Sayings = Map<ParameterName, Set<string>>;

/** By MAC. A part the kernel cannot split ends the reading. */
export function sayingsOf(kernel: Kernel, path: string): Map<Mac, Sayings> {
  const found = new Map<Mac, Sayings>(), bytes = readFileSync(path);
  const sink = {
    fact(mac: Mac, _time: number, parameter: ParameterName, value: string): void {
      const said = found.get(mac) ?? new Map<ParameterName, Set<string>>(), values = said.get(parameter) ?? new Set<string>();
      if (values.size < MOST) values.add(value);
      said.set(parameter, values);
      found.set(mac, said);
    },
    binding(): void { /* an address says nothing about what a device is */ },
  };
  let state: CaptureState | undefined, at = 0;
  while (at < bytes.length) {
    const part = bytes.subarray(at, at + BATCH), split = kernel.split(PARSERS.capture, part, state);
    if (split.length === 0) break;
    observe(kernel.parse(PARSERS.capture, part.subarray(0, split.length), state, at), sink);
    state = split.state;
    at += split.length;
  }
  return found;
}
