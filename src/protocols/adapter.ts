/** What an adapter is: one row kind, and a function from a row to facts and bindings. */
import type { BindingWord, Ipv4, DeviceKey, ParameterName, RowReader } from '../model/index.ts';

/** ObservationSink with the parameter names checked by the compiler. */
export interface Observer {
  fact(mac: DeviceKey, time: number, parameter: ParameterName, value: string): void;
  binding(mac: DeviceKey, ip: Ipv4, time: number, proof: BindingWord): void;
}

export interface Adapter {
  readonly name: string;
  /** KIND_* of assembly/layout.ts. */
  readonly kind: number;
  observe(batch: RowReader, row: number, observer: Observer): void;
}
