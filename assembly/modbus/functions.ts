// Names of the public function codes (Modbus application protocol 1.1b3 section 5.1) and of one maker's that is everywhere.
import { fieldDecimal, fieldWord } from "../memory/words";

export function functionName(id: i32, code: i32): void {
  const word = nameOf(code);
  if (word.length > 0) fieldWord(id, word); else fieldDecimal(id, <u32>code);
}

function nameOf(code: i32): string {
  switch (code) {
    case 1: return "read_coils";
    case 2: return "read_discrete_inputs";
    case 3: return "read_holding_registers";
    case 4: return "read_input_registers";
    case 5: return "write_single_coil";
    case 6: return "write_single_register";
    case 7: return "read_exception_status";
    case 8: return "diagnostics";
    case 11: return "get_comm_event_counter";
    case 12: return "get_comm_event_log";
    case 15: return "write_multiple_coils";
    case 16: return "write_multiple_registers";
    case 17: return "report_server_id";
    case 20: return "read_file_record";
    case 21: return "write_file_record";
    case 22: return "mask_write_register";
    case 23: return "read_write_multiple_registers";
    case 24: return "read_fifo_queue";
    case 43: return "encapsulated_interface";
    case 90: return "umas"; // Schneider Electric's own programming protocol
    default: return "";
  }
}
