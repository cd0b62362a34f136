/** Adapters of industrial protocols on captures built from the specifications: who is credited with what. */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { observe } from './index.ts';
import { loadKernel, PARSERS } from '../kernels/index.ts';
import { ipText, macText, type ObservationSink } from '../model/index.ts';

const kernel = loadKernel(), FIXTURES = join(import.meta.dir, '../../fixtures');

/** What the adapters say of one protocol in a fixture: `last byte of the MAC parameter=value` and `mac ip proof`, each once, sorted. */
function hear(name: string): { readonly facts: string[]; readonly bindings: string[] } {
  const protocol = name.slice(0, name.indexOf('/')), facts = new Set<string>(), bindings = new Set<string>();
  const sink: ObservationSink = {
    fact: (mac, _time, parameter, value) => { if (parameter.startsWith(`${protocol}.`)) facts.add(`${macText(mac).slice(-2)} ${parameter.slice(protocol.length + 1)}=${value}`); },
    binding: (mac, ip, _time, proof) => { if (proof !== 'traffic') bindings.add(`${macText(mac)} ${ipText(ip)} ${proof}`); },
  };
  observe(kernel.parse(PARSERS.capture, readFileSync(join(FIXTURES, name, 'in.pcap'))), sink);
  return { facts: [...facts].sort(), bindings: [...bindings].sort() };
}

test('modbus: a panel asks, a controller serves and says what it is; polling says nothing new', () => {
  expect(hear('modbus/good-polled-controller').facts).toEqual([
    '20 asks=encapsulated_interface', '20 asks=read_fifo_queue', '20 asks=read_holding_registers', '20 asks=report_server_id', '20 role=client',
    '21 application=mixer', '21 model=SC-M221CE16', '21 product=Sound Logic', '21 product_code=SC-M221', '21 revision=V1.12', '21 role=server', '21 server_id=Sound Controls SC-M221',
    '21 serves=encapsulated_interface', '21 serves=read_holding_registers', '21 serves=report_server_id', '21 unit=1', '21 url=https://sound.example/', '21 vendor=Sound Controls',
  ]);
});
