// Names of S7 jobs and of the functions in user data.
import { fieldDecimal, fieldWord } from "../memory/words";

function say(id: i32, word: string, number: i32): void { if (word.length > 0) fieldWord(id, word); else fieldDecimal(id, <u32>number); }

export function jobName(id: i32, job: i32): void { say(id, nameOf(job), job); }
export function userName(id: i32, group: i32, part: i32): void { say(id, partOf(group, part), group * 256 + part); }

function nameOf(job: i32): string {
  switch (job) {
    case 0x00: return "cpu_services";
    case 0x04: return "read_var";
    case 0x05: return "write_var";
    case 0x1a: return "request_download";
    case 0x1b: return "download_block";
    case 0x1c: return "download_ended";
    case 0x1d: return "start_upload";
    case 0x1e: return "upload";
    case 0x1f: return "end_upload";
    case 0x28: return "plc_control";
    case 0x29: return "plc_stop";
    case 0xf0: return "setup_communication";
    default: return "";
  }
}

function partOf(group: i32, part: i32): string {
  if (group == 4 && part == 1) return "read_szl";
  if (group == 7) return part == 1 ? "read_clock" : part == 2 ? "set_clock" : "time_functions";
  switch (group) {
    case 1: return "programmer_commands";
    case 2: return "cyclic_data";
    case 3: return "block_functions";
    case 4: return "cpu_functions";
    case 5: return "security";
    case 6: return "block_send";
    default: return "";
  }
}
