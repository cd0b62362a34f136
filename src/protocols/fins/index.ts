/** Omron FINS: who asks and who answers, and the model of a controller. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { isResponse, say, type Words } from '../plant.ts';
import { speaker } from '../speaker.ts';

const WORDS: Words = [[L.F_ID_MODEL, 'fins.model'], [L.F_ID_FIRMWARE, 'fins.version']];

export const fins: Adapter = {
  name: 'fins',
  kind: L.KIND_FINS,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), name = batch.text(row, L.F_ID_FUNCTION), answers = isResponse(batch, row);
    if (mac === undefined) return;
    observer.fact(mac, time, 'fins.role', answers ? 'server' : 'client');
    if (name !== undefined) observer.fact(mac, time, answers ? 'fins.serves' : 'fins.asks', name);
    if (answers) say(batch, row, mac, observer, WORDS);
  },
};
