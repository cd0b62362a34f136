// Industrial protocols for the shared dispatch: which of them a payload begins, how long its first message is, and its parser.
import { KIND_BACNET, KIND_DNP3, KIND_ENIP, KIND_FINS, KIND_MODBUS, KIND_OPCUA, KIND_S7COMM, PLANT_FIRST, PLANT_LAST, ROW_DST_PORT, ROW_SRC_PORT } from "../layout";
import { packetBase } from "../memory/regions";
import { isBacnet, parseBacnet } from "../bacnet/bacnet";
import { dnp3Length, isDnp3 } from "../dnp3/link";
import { parseDnp3 } from "../dnp3/dnp3";
import { ENIP_PORT, enipLength, isEnip, parseEnip } from "../enip/enip";
import { FINS_PORT, finsLength, isFins, isFinsTcp, parseFins } from "../fins/fins";
import { isOpcua, opcuaLength, parseOpcua } from "../opcua/opcua";
import { isTpkt, parseS7, S7_PORT, tpktLength } from "../s7comm/s7comm";
import { findFlow, goesForward, guessOpener } from "../traffic/flows";
import { enterFlow } from "./said";
import { isModbus, modbusLength, MODBUS_PORT, parseModbus } from "../modbus/modbus";

const UDP: i32 = 17;
/** 05 64. */
const DNP3_START: u16 = 0x6405;

// @ts-ignore: decorator
@inline export function isPlant(kind: i32): bool { return kind >= PLANT_FIRST && kind <= PLANT_LAST; }

/** The kind that a TCP payload of at least four bytes begins, or 0. */
export function plantTcpKind(at: usize, length: i32): i32 {
  const packet = packetBase(), source = <i32>load<u16>(packet + ROW_SRC_PORT), target = <i32>load<u16>(packet + ROW_DST_PORT);
  if ((source == MODBUS_PORT || target == MODBUS_PORT) && isModbus(at, length)) return KIND_MODBUS;
  if ((source == ENIP_PORT || target == ENIP_PORT) && isEnip(at, length)) return KIND_ENIP;
  if ((source == S7_PORT || target == S7_PORT) && isTpkt(at, length)) return KIND_S7COMM;
  if ((source == FINS_PORT || target == FINS_PORT) && isFinsTcp(at, length)) return KIND_FINS;
  // These tell themselves apart on any port
  if (isOpcua(at, length)) return KIND_OPCUA;
  return load<u16>(at) == DNP3_START && isDnp3(at, length) ? KIND_DNP3 : 0;
}

/** The kind of a datagram, or 0; the flow that its side speaks in is entered. */
export function plantUdpKind(source: i32, target: i32, at: usize, length: i32): i32 {
  let kind = 0;
  if (isBacnet(source, target, at, length)) kind = KIND_BACNET;
  else if ((source == ENIP_PORT || target == ENIP_PORT) && isEnip(at, length)) kind = KIND_ENIP;
  else if ((source == FINS_PORT || target == FINS_PORT) && isFins(at, length)) kind = KIND_FINS;
  else if (length >= 2 && load<u16>(at) == DNP3_START && isDnp3(at, length)) kind = KIND_DNP3;
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
    case KIND_FINS: return finsLength(at, length);
    case KIND_S7COMM: return tpktLength(at, length);
    case KIND_DNP3: return dnp3Length(at, length);
    case KIND_OPCUA: return opcuaLength(at, length);
    default: return -1;
  }
}

/** 0 = keep, 1 = nothing new or another protocol, -REASON = malformed. */
export function parsePlant(kind: i32, at: usize, length: i32, row: usize): i32 {
  switch (kind) {
    case KIND_MODBUS: return parseModbus(at, length, row);
    case KIND_BACNET: return parseBacnet(at, length, row);
    case KIND_ENIP: return parseEnip(at, length, row);
    case KIND_FINS: return parseFins(at, length, row);
    case KIND_S7COMM: return parseS7(at, length, row);
    case KIND_DNP3: return parseDnp3(at, length, row);
    case KIND_OPCUA: return parseOpcua(at, length, row);
    default: return 1;
  }
}
