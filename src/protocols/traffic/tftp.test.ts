/** File names of TFTP requests, and nothing else of that port. */
import { expect, test } from 'bun:test';
import { tftpFile } from './tftp.ts';

const packet = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test('read and write requests name their file', () => {
  expect(tftpFile(packet('\x00\x01SEP001122334455.cnf.xml\x00octet\x00'))).toBe('SEP001122334455.cnf.xml');
  expect(tftpFile(packet('\x00\x02backup/startup-config\x00netascii\x00'))).toBe('backup/startup-config');
});

test('data, acknowledgements, cut, empty and unreadable names are none', () => {
  for (const text of ['\x00\x03\x00\x01abc\x00', '\x00\x04\x00\x01', '\x00\x01update.sh', '\x00\x01\x00octet\x00', '\x00\x01a\x07b\x00octet\x00', '\x00\x01', '', `\x00\x01${'a'.repeat(200)}\x00octet\x00`]) expect(tftpFile(packet(text))).toBeUndefined();
});
