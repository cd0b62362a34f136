// OPC UA over TCP (OPC 10000-6 section 7): the hello, the secure channel's policy, and the services of messages that are not encrypted.
import {
  F_ID_FUNCTION, F_ID_URL, F_OPC_APPLICATION_URI, F_OPC_POLICY, FLAG_RESPONSE, ROW_FLAGS, ROW_SRC_PORT,
} from "../layout";
import { fieldWord, fieldTrimmed } from "../memory/words";
import { firstSaid } from "../capture/said";
import { nodeId, openAt, skip, readString, textAt, textLength, whole } from "./reader";
import { isReply, readService, serviceIndex, serviceName } from "./services";

const OPC_PORT: u16 = 4840;
// 0 three letters and the kind of chunk, 4 u32 bytes
const HEAD: i32 = 8;
const HEL: u32 = 0x4c4548, ACK: u32 = 0x4b4341, ERR: u32 = 0x525245, RHE: u32 = 0x454852, OPN: u32 = 0x4e504f, CLO: u32 = 0x4f4c43, MSG: u32 = 0x47534d;
/** Largest chunk believed, bytes. */
const LONGEST: u32 = 1 << 24;
/** Keys of said.ts: services by their place in the table, the transport's own messages behind them. */
const KEY_HELLO: i32 = 180, KEY_ACK: i32 = 181, KEY_ERROR: i32 = 182, KEY_REVERSE: i32 = 183, KEY_OPEN: i32 = 184, KEY_CLOSE: i32 = 185;

// @ts-ignore: decorator
@inline function letters(at: usize): u32 { return load<u32>(at) & 0xffffff; }
// @ts-ignore: decorator
@inline function isChunk(c: u8): bool { return c == 70 || c == 67 || c == 65; } // F, C, A

/** Whether a message begins here, whatever the port. */
export function isOpcua(at: usize, length: i32): bool {
  const word = letters(at);
  if (word != MSG && word != HEL && word != ACK && word != OPN && word != CLO && word != ERR && word != RHE) return false;
  return isChunk(load<u8>(at + 3)) && (length < HEAD || (load<u32>(at + 4) >= <u32>HEAD && load<u32>(at + 4) <= LONGEST));
}

export function opcuaLength(at: usize, length: i32): i32 {
  if (!isOpcua(at, length)) return -1;
  if (length < HEAD) return 0;
  const bytes = load<u32>(at + 4);
  return bytes > <u32>length ? 0 : <i32>bytes;
}

/** 0 = keep, 1 = nothing new. */
export function parseOpcua(at: usize, length: i32, row: usize): i32 {
  if (length < HEAD) return 1;
  const end = at + <usize>min<u32>(<u32>length, load<u32>(at + 4));
  switch (letters(at)) {
    case HEL: return hello(at + HEAD + 20, end, row, false);
    case RHE: return hello(at + HEAD, end, row, true);
    case ACK: answers(row); return transport("acknowledge", KEY_ACK);
    case ERR: answers(row); return transport("error", KEY_ERROR);
    case CLO: return transport("close_channel", KEY_CLOSE);
    case OPN: return openChannel(at + HEAD, end, row);
    default: return service(at + HEAD + 16, end, row); // channel, token, sequence, request
  }
}

function transport(word: string, key: i32): i32 {
  fieldWord(F_ID_FUNCTION, word);
  return firstSaid(key) ? 0 : 1;
}
function answers(row: usize): void { store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE); }

/** A client calls a URL; or a server calls a client, and says who it is and where to go. */
function hello(at: usize, end: usize, row: usize, reverse: bool): i32 {
  openAt(at, end);
  if (reverse) {
    answers(row);
    readString();
    if (textLength() > 0) fieldTrimmed(F_OPC_APPLICATION_URI, textAt(), textLength());
  }
  readString();
  if (textLength() > 0) fieldTrimmed(F_ID_URL, textAt(), textLength());
  return transport(reverse ? "reverse_hello" : "hello", reverse ? KEY_REVERSE : KEY_HELLO);
}

/** Channel, policy, certificate, thumbprint, sequence, request; what is behind is a service when nothing encrypts it. */
function openChannel(at: usize, end: usize, row: usize): i32 {
  openAt(at, end);
  skip(4);
  readString();
  if (!whole()) return 1;
  if (textLength() > 0) fieldTrimmed(F_OPC_POLICY, textAt(), textLength());
  readString();
  readString();
  skip(8);
  const index = serviceIndex(nodeId());
  if (index >= 0 ? isReply(index) : load<u16>(row + ROW_SRC_PORT) == OPC_PORT) answers(row);
  return transport("open_secure_channel", KEY_OPEN);
}

function service(at: usize, end: usize, row: usize): i32 {
  openAt(at, end);
  const index = serviceIndex(nodeId());
  // Encrypted, or one that says nothing about who speaks
  if (index < 0) return 1;
  if (isReply(index)) answers(row);
  serviceName(F_ID_FUNCTION, index);
  const first = firstSaid(index), named = readService(index);
  return first || named ? 0 : 1;
}
