/** The name of a firewall: what stands in its certificate's CN, in file names and in URLs, so one small alphabet. */
import { EdgeError } from '../model/index.ts';

/** File names of our own certificates: a firewall of that name would write its files over them, or have them written over its own. */
const RESERVED = ['ca', 'server'];

/** 1 to 64 characters (X.520 ub-common-name is 64); the first is a letter or digit, so it is never an option or a hidden file. */
const SERIAL = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export function parseSerial(text: string): string {
  if (!SERIAL.test(text)) {
    throw new EdgeError('usage', 'a serial is 1 to 64 letters, digits, dots, underscores or dashes, and starts with a letter or digit', { fields: { serial: text.slice(0, 80) } });
  }
  if (RESERVED.includes(text.toLowerCase())) throw new EdgeError('usage', 'this name is taken by the node itself', { fields: { serial: text } });
  return text;
}
