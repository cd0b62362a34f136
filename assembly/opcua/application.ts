// What an OPC UA application says it is: its description, its endpoints, its build (OPC 10000-4 section 7.2 and 7.14, OPC 10000-5 section 12.4).
import {
  F_ID_DEVICE_TYPE, F_ID_NAME, F_ID_PRODUCT, F_ID_SOFTWARE, F_ID_URL, F_ID_VENDOR, F_OPC_APPLICATION_URI, F_OPC_BUILD, F_OPC_POLICY, F_OPC_PRODUCT_URI,
} from "../layout";
import { fieldCount } from "../memory/emit";
import { fieldTrimmed, fieldWord } from "../memory/words";
import { count, int32, localizedText, skip, readString, textAt, textLength, whole } from "./reader";

const MOST_ENDPOINTS: i32 = 16, MOST_URLS: i32 = 64, MOST_TOKENS: i32 = 32;

/** The string read last, where it is one. */
function say(id: i32, wanted: bool): void { if (wanted && whole() && textLength() > 0) fieldTrimmed(id, textAt(), textLength()); }

/** An ApplicationDescription; `wanted`: its words become fields. */
export function readApplication(wanted: bool): bool {
  const first = fieldCount();
  readString();
  say(F_OPC_APPLICATION_URI, wanted);
  readString();
  say(F_OPC_PRODUCT_URI, wanted);
  localizedText();
  say(F_ID_NAME, wanted);
  const type = int32();
  if (wanted && whole()) kindOfApplication(type);
  readString(); // gateway
  readString(); // discovery profile
  for (let left = count(MOST_URLS); left > 0; left--) readString();
  return fieldCount() > first;
}

function kindOfApplication(type: i32): void {
  if (type == 0) fieldWord(F_ID_DEVICE_TYPE, "server");
  else if (type == 1) fieldWord(F_ID_DEVICE_TYPE, "client");
  else if (type == 2) fieldWord(F_ID_DEVICE_TYPE, "client_and_server");
  else if (type == 3) fieldWord(F_ID_DEVICE_TYPE, "discovery_server");
}

/** Endpoints of one server: its description once, and every policy. */
export function readEndpoints(): bool {
  let named = false;
  const all = count(MOST_ENDPOINTS);
  for (let i = 0; i < all && whole(); i++) {
    readString();
    say(F_ID_URL, i == 0);
    if (readApplication(i == 0)) named = true;
    readString(); // certificate
    skip(4); // mode
    readString();
    say(F_OPC_POLICY, true);
    for (let left = count(MOST_TOKENS); left > 0; left--) {
      readString();
      skip(4);
      for (let part = 0; part < 3; part++) readString();
    }
    readString(); // transport profile
    skip(1); // level
  }
  return named;
}

/** BuildInfo: product, manufacturer, name, version, build, date. */
export function readBuild(): bool {
  const first = fieldCount();
  readString();
  say(F_OPC_PRODUCT_URI, true);
  readString();
  say(F_ID_VENDOR, true);
  readString();
  say(F_ID_PRODUCT, true);
  readString();
  say(F_ID_SOFTWARE, true);
  readString();
  say(F_OPC_BUILD, true);
  return fieldCount() > first;
}
