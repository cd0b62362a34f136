/** One shape for what both programs read: a message's protocol, place and fields as lists of text. */

export const PROTOCOLS = ['dhcp', 'dns', 'mdns', 'ssdp', 'http', 'tls'] as const;
export type Protocol = (typeof PROTOCOLS)[number];
export type Fields = Record<string, string[]>;

/** Facts of the packet that tell why two programs may read it differently. */
export interface Circumstances {
  /** The packet's number in its capture, from 1. */
  readonly frame: number;
  /** Layers as tshark names them, outermost first. */
  readonly layers: readonly string[];
  readonly malformed: boolean;
  /** The capture kept less than was sent. */
  readonly cut: boolean;
  /** TCP: sent again, out of order, or with bytes missing before it. */
  readonly disordered: boolean;
  /** Packets the message was put together from. */
  readonly packets: number;
}

export interface Message {
  readonly protocol: Protocol;
  /** Time to the microsecond and both ports: what a message is found by. */
  readonly place: string;
  readonly fields: Fields;
  readonly count: number;
  readonly circumstances?: Circumstances;
}

export const isProtocol = (name: unknown): name is Protocol => PROTOCOLS.some((one) => one === name);

/** Messages of one place and protocol, put behind one another: several in one packet cannot be told apart in tshark's columns. */
export function together(messages: readonly Message[]): Map<string, Message> {
  const out = new Map<string, Message>();
  for (const message of messages) {
    const key = `${message.protocol} ${message.place}`, before = out.get(key);
    if (before === undefined) { out.set(key, message); continue; }
    const fields: Fields = { ...before.fields };
    for (const [name, values] of Object.entries(message.fields)) fields[name] = [...fields[name] ?? [], ...values];
    out.set(key, { ...before, fields, count: before.count + message.count });
  }
  return out;
}
