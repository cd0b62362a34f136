/** What industrial protocols share: who is a client or a server, and the words in which a device says what it is. */
import * as L from '../../assembly/layout.ts';
import type { DeviceKey, ParameterName, RowReader } from '../model/index.ts';
import type { Observer } from './adapter.ts';

/** Which parameter a field becomes. */
export type Words = readonly (readonly [field: number, parameter: ParameterName])[];

/** Reports those of the fields that are there. */
export function say(batch: RowReader, row: number, mac: DeviceKey, observer: Observer, words: Words): void {
  const time = batch.timeMs(row);
  for (const [field, parameter] of words) {
    const value = batch.text(row, field);
    if (value !== undefined) observer.fact(mac, time, parameter, value);
  }
}

/** The same for fields that are numbers. */
export function sayNumbers(batch: RowReader, row: number, mac: DeviceKey, observer: Observer, numbers: Words): void {
  const time = batch.timeMs(row);
  for (const [field, parameter] of numbers) {
    const value = batch.number(row, field);
    if (value !== undefined) observer.fact(mac, time, parameter, String(value));
  }
}

export function isResponse(batch: RowReader, row: number): boolean { return (batch.flags(row) & L.FLAG_RESPONSE) !== 0; }
