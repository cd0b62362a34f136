/** The compiled books of src/knowledge that the binary carries, by name: a row a book. */
import { readFileSync } from 'node:fs';
import agents from '../../build/out/agents.book' with { type: 'file' };
import dhcp from '../knowledge/dhcp/dhcp.book' with { type: 'file' };
import enterprises from '../knowledge/sysdescr/enterprises.txt.zst' with { type: 'file' };
import homeAssistant from '../knowledge/home-assistant/home-assistant.tsv' with { type: 'file' };
import plantVendors from '../knowledge/plant/vendors.tsv' with { type: 'file' };
import recog from '../knowledge/recog/recog.jsonl.zst' with { type: 'file' };

const FILES: Readonly<Record<string, string>> = { agents, dhcp, enterprises, 'home-assistant': homeAssistant, 'plant-vendors': plantVendors, recog };

/** Bytes of a compiled book, unpacked, as `openBooks` asks for them. */
export function knowledgeFile(name: string): Uint8Array {
  const path = FILES[name];
  if (path === undefined) throw new RangeError(`there is no compiled book ${name}`);
  const bytes = readFileSync(path);
  return isZstd(bytes) ? Bun.zstdDecompressSync(bytes) : bytes;
}

/** The magic number of RFC 8878 section 3.1.1. */
function isZstd(bytes: Uint8Array): boolean { return bytes[0] === 0x28 && bytes[1] === 0xB5 && bytes[2] === 0x2F && bytes[3] === 0xFD; }

/** The compiled books as one number: with another, what a device said may claim something else. Read in their packed form. */
export function knowledgeVersion(seed: bigint): bigint { return Object.values(FILES).reduce((hash, path) => Bun.hash.wyhash(readFileSync(path), hash), seed); }
