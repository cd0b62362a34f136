/** Rows that carry facts and bindings in plain sight: what tests and benches offer to a pipeline without a kernel or a protocol. */
import { KIND_ARP, KIND_REJECT } from '../../assembly/layout.ts';
import type { Binding, Fact, Ipv4, Mac, ObservationSink, RowReader } from '../model/index.ts';

export type Said = Fact | Binding | 'reject';

const nothing = (): undefined => undefined;
const none = (): never[] => [];
const zero = (): number => 0;

export class FactRows implements RowReader {
  readonly said: readonly Said[];
  readonly unfinished = 0;
  constructor(said: readonly Said[]) { this.said = said; }
  get count(): number { return this.said.length; }
  kind(row: number): number { return this.said[row] === 'reject' ? KIND_REJECT : KIND_ARP; }
  srcMac(): Mac { return 0 as Mac; }
  dstMac(): Mac { return 0 as Mac; }
  srcIp(): Ipv4 { return 0 as Ipv4; }
  dstIp(): Ipv4 { return 0 as Ipv4; }
  has(): boolean { return false; }
  hasAny(): boolean { return false; }
  digest(): number { return 0; }
  mark(): number { return 0; }
  readonly flags = zero; readonly proto = zero; readonly ttl = zero; readonly offset = zero; readonly timeMs = zero; readonly seconds = zero; readonly nanos = zero;
  readonly vlan = zero; readonly innerVlan = zero; readonly srcPort = zero; readonly dstPort = zero; readonly length = zero; readonly a = zero; readonly b = zero;
  readonly text = nothing; readonly number = nothing; readonly ip = nothing; readonly mac = nothing; readonly hex = nothing; readonly bytes = nothing;
  readonly texts = none; readonly numbers = none; readonly codes = none; readonly bytesList = none;
}

/** Takes the place of protocols.observe. */
export function observeFacts(rows: RowReader, sink: ObservationSink): void {
  if (!(rows instanceof FactRows)) throw new Error('these rows carry no facts');
  for (const one of rows.said) {
    if (one === 'reject') continue;
    if ('ip' in one) sink.binding(one.mac, one.ip, one.time, one.proof);
    else sink.fact(one.mac, one.time, one.parameter, one.value);
  }
}
