// Industrial protocols for the shared dispatch: which of them a payload begins, how long its first message is, and its parser.
import { KIND_BACNET, KIND_ENIP, KIND_MODBUS, PLANT_FIRST, PLANT_LAST, ROW_DST_PORT, ROW_SRC_PORT } from "../layout";
import { packetBase } from "../memory/regions";
import { isBacnet, parseBacnet } from "../bacnet/bacnet";
import { ENIP_PORT, enipLength, isEnip, parseEnip } from "../enip/enip";
import { findFlow, goesForward, guessOpener } from "../traffic/flows";
import { enterFlow } from "./said";
import { isModbus, modbusLength, MODBUS_PORT, parseModbus } from "../modbus/modbus";

const UDP: i32 = 17;

// @ts-ignore: decorator
@inline export function isPlant(kind: i32): bool { return kind >= PLANT_FIRST && kind <= PLANT_LAST; }

/** The kind that a TCP payload of at least four bytes begins, or 0. */
export function plantTcpKind(at: usize, length: i32): i32 {
  const packet = packetBase(), source = <i32>load<u16>(packet + ROW_SRC_PORT), target = <i32>load<u16>(packet + ROW_DST_PORT);
  if ((source == MODBUS_PORT || target == MODBUS_PORT) && isModbus(at, length)) return KIND_MODBUS;
  if ((source == ENIP_PORT || target == ENIP_PORT) && isEnip(at, length)) return KIND_ENIP;
  return 0;
}

/** The kind of a datagram, or 0; the flow that its side speaks in is entered. */
export function plantUdpKind(source: i32, target: i32, at: usize, length: i32): i32 {
  let kind = 0;
  if (isBacnet(source, target, at, length)) kind = KIND_BACNET;
  else if ((source == ENIP_PORT || target == ENIP_PORT) && isEnip(at, length)) kind = KIND_ENIP;
  if (kind == 0) return 0;
  const e = findFlow(0, guessOpener(UDP));
  enterFlow(e, goesForward());
  return kind;
}

/** Bytes of the first message at `at`, MORE or NONE (tcp/messages.ts). */
export function plantLength(kind: i32, at: usize, length: i32): i32 {
  switch (kind) {
    case KIND_MODBUS: return modbusLength(at, length);
    case KIND_ENIP: return enipLength(at, length);
    default: return -1;
  }
}

/** 0 = keep, 1 = nothing new or another protocol, -REASON = malformed. */
export function parsePlant(kind: i32, at: usize, length: i32, row: usize): i32 {
  switch (kind) {
    case KIND_MODBUS: return parseModbus(at, length, row);
    case KIND_BACNET: return parseBacnet(at, length, row);
    case KIND_ENIP: return parseEnip(at, length, row);
    default: return 1;
  }
}
