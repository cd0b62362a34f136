/** Whose evidence a tunnel brings: recordings of real encapsulations, from their bytes to facts. */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { observe } from './index.ts';
import { loadKernel, PARSERS } from '../kernels/index.ts';
import { ipText, keyText } from '../model/index.ts';

const kernel = loadKernel();

/** The MACs that facts and bindings are about, and the bindings. */
function heard(name: string): { readonly macs: string[]; readonly bindings: string[] } {
  const macs = new Set<string>(), bindings = new Set<string>();
  observe(kernel.parse(PARSERS.capture, readFileSync(join(import.meta.dir, '../../fixtures/capture', name, 'in.pcap'))), {
    fact: (mac) => { macs.add(keyText(mac)); },
    binding: (mac, ip) => { macs.add(keyText(mac)); bindings.add(`${keyText(mac)} ${ipText(ip)}`); },
  });
  return { macs: [...macs], bindings: [...bindings] };
}

test.each(['good-erspan2', 'good-erspan3', 'good-gre', 'good-geneve'])('[R149] %s: the device that was mirrored speaks, the switch and the collector do not', (name) => {
  expect(heard(name)).toEqual({ macs: ['02:4e:50:00:11:16'], bindings: ['02:4e:50:00:11:16 10.77.0.43'] });
});

test('VXLAN: the devices of the network inside, not the two ends', () => {
  expect(heard('good-vxlan')).toEqual({ macs: ['02:4e:50:00:11:13', '02:4e:50:00:11:14'], bindings: ['02:4e:50:00:11:13 10.77.0.40', '02:4e:50:00:11:14 10.77.0.41'] });
});
