// Industrial protocols for the shared dispatch: which of them a payload begins, how long its first message is, and its parser.
import { KIND_MODBUS, PLANT_FIRST, PLANT_LAST, ROW_DST_PORT, ROW_SRC_PORT } from "../layout";
import { packetBase } from "../memory/regions";
import { isModbus, modbusLength, MODBUS_PORT, parseModbus } from "../modbus/modbus";

// @ts-ignore: decorator
@inline export function isPlant(kind: i32): bool { return kind >= PLANT_FIRST && kind <= PLANT_LAST; }

/** The kind that a TCP payload of at least four bytes begins, or 0. */
export function plantTcpKind(at: usize, length: i32): i32 {
  const packet = packetBase(), source = <i32>load<u16>(packet + ROW_SRC_PORT), target = <i32>load<u16>(packet + ROW_DST_PORT);
  if ((source == MODBUS_PORT || target == MODBUS_PORT) && isModbus(at, length)) return KIND_MODBUS;
  return 0;
}

/** Bytes of the first message at `at`, MORE or NONE (tcp/messages.ts). */
export function plantLength(kind: i32, at: usize, length: i32): i32 {
  switch (kind) {
    case KIND_MODBUS: return modbusLength(at, length);
    default: return -1;
  }
}

/** 0 = keep, 1 = nothing new or another protocol, -REASON = malformed. */
export function parsePlant(kind: i32, at: usize, length: i32, row: usize): i32 {
  switch (kind) {
    case KIND_MODBUS: return parseModbus(at, length, row);
    default: return 1;
  }
}
