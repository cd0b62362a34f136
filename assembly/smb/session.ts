// SMB 1 (MS-CIFS, MS-SMB): dialects offered and chosen, and the systems that both sides name when a session is set up.
import { F_ID_NAME, F_SMB_DIALECT, F_SMB_DOMAIN, F_SMB_NATIVE_LM, F_SMB_NATIVE_OS, F_SMB_OFFERED } from "../layout";
import { fieldText } from "../memory/emit";
import { findByte } from "../http/scan";
import { fieldTrimmed, fieldUtf16, fieldWord } from "../text/fields";
import { readNtlm } from "./ntlm";

const HEADER: i32 = 32;
const UNICODE: u16 = 0x8000;
const EXTENDED: u32 = 0x80000000;
const DIALECTS_MAX: i32 = 32;
const BUFFER_FORMAT: u8 = 2;

let cursor: usize = 0;
let base: usize = 0;
let limit: usize = 0;
let unicode: bool = false;

/** Starts reading strings at `at`: two-byte ones stand at even offsets from the header. */
function strings(header: usize, at: usize, end: usize): void {
  base = header;
  limit = end;
  unicode = (load<u16>(header, 10) & UNICODE) != 0;
  cursor = at;
  if (unicode && ((cursor - base) & 1) != 0) cursor++;
}

/** The next string as field `id`; 0 passes it over. A string that the end cuts is still told. */
function nextString(id: i32): void {
  const from = cursor;
  if (from >= limit) return;
  if (unicode) {
    while (cursor + 2 <= limit && load<u16>(cursor) != 0) cursor += 2;
    if (id != 0 && cursor > from) fieldUtf16(id, from, <i32>(cursor - from), false);
    cursor += 2;
  } else {
    cursor = findByte(from, limit, 0);
    if (id != 0 && cursor > from) fieldTrimmed(id, from, <i32>(cursor - from));
    cursor++;
  }
}

export function negotiate1(at: usize, end: usize, response: bool): void {
  const words = <i32>load<u8>(at, HEADER), parameters = at + HEADER + 1, data = parameters + <usize>(words * 2) + 2;
  if (data > end) return;
  if (!response) {
    let next = data;
    for (let i = 0; i < DIALECTS_MAX && next + 1 < end && load<u8>(next) == BUFFER_FORMAT; i++) {
      const stop = findByte(next + 1, end, 0);
      if (stop > next + 1) fieldText(F_SMB_OFFERED, next + 1, <i32>(stop - next - 1));
      next = stop + 1;
    }
    return;
  }
  if (words != 17) return;
  fieldWord(F_SMB_DIALECT, "NT LM 0.12"); // the only one with so many words
  if ((load<u32>(parameters, 19) & EXTENDED) != 0) return;
  const key = <usize>load<u8>(parameters, 33);
  // These two are never aligned (MS-SMB section 2.2.4.5.2.2 note).
  strings(at, data + key, end);
  cursor = data + key;
  nextString(F_SMB_DOMAIN);
  nextString(F_ID_NAME);
}

export function setup1(at: usize, end: usize, response: bool): void {
  const words = <i32>load<u8>(at, HEADER), parameters = at + HEADER + 1, data = parameters + <usize>(words * 2) + 2;
  if (data > end) return;
  let blob = 0;
  if (response) {
    if (words != 3 && words != 4) return;
    if (words == 4) blob = load<u16>(parameters, 6);
  } else if (words == 12) blob = load<u16>(parameters, 14);
  else if (words == 13) blob = <i32>load<u16>(parameters, 14) + <i32>load<u16>(parameters, 16); // two passwords, passed over
  else return;
  if (blob > <i32>(end - data)) return;
  if (words == 4 || words == 12) readNtlm(data, data + <usize>blob);
  strings(at, data + <usize>blob, end);
  if (!response && words == 13) { nextString(0); nextString(F_SMB_DOMAIN); } // the account is a person's
  nextString(F_SMB_NATIVE_OS);
  nextString(F_SMB_NATIVE_LM);
  if (response) nextString(F_SMB_DOMAIN);
}
