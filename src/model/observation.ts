/** What a protocol adapter says it saw: facts about a MAC, and bindings of an address to a MAC. */
import type { DeviceKey, Ipv4 } from './address.ts';

/** A named, typed fact. `parameter` is a name from the parameters table in `features`; `value` is text as the device said it. */
export interface Fact { readonly mac: DeviceKey; readonly time: number; readonly parameter: string; readonly value: string }

/** How an address was tied to a device: a DHCP ACK or a cellular session proves it, people gave it and never saw it there, traffic through a router may not be its own. */
export type BindingProof = 'dhcp-ack' | 'gtp' | 'dhcp-request' | 'arp' | 'static' | 'traffic';
/** What is said of an address: that a MAC has it, or, by the server that gave it, that the MAC has it no longer. */
export type BindingWord = BindingProof | 'dhcp-release';
export interface Binding { readonly mac: DeviceKey; readonly ip: Ipv4; readonly time: number; readonly proof: BindingWord }

/** Where adapters put what they saw. Times are epoch milliseconds. */
export interface ObservationSink {
  fact(mac: DeviceKey, time: number, parameter: string, value: string): void;
  binding(mac: DeviceKey, ip: Ipv4, time: number, proof: BindingWord): void;
}
