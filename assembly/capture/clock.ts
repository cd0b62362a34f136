// pcapng time stamps: a 64-bit count of units, the unit being any power of 10 or of 2 of a second (if_tsresol).
import { FLAG_NANOS } from "../layout";
import { setClock } from "./packet";

const NANOS: u64 = 1000000000;

function power10(exponent: i32): u64 {
  let value: u64 = 1;
  for (let i = 0; i < exponent; i++) value *= 10;
  return value;
}

/** Sets the packet's time from `units` of the interface described at `face`. A time that does not fit a row is unknown (0). */
export function setClockFrom(face: usize, units: u64): void {
  const resolution = <i32>load<u8>(face + 2), offset = load<i64>(face + 8);
  let seconds: u64 = 0, nanos: u64 = 0, fine = false;
  if (resolution == 6) {
    seconds = units / 1000000; nanos = (units - seconds * 1000000) * 1000;
  } else if (resolution == 9) {
    seconds = units / NANOS; nanos = units - seconds * NANOS; fine = true;
  } else if (resolution < 128) {
    fine = resolution > 6;
    if (resolution <= 19) { // 10^20 and beyond exceed 64 bits: no such clock tells a whole second
      const unit = power10(resolution), rest = units % unit;
      seconds = units / unit;
      nanos = resolution <= 9 ? rest * power10(9 - resolution) : rest / power10(resolution - 9);
    }
  } else {
    const shift = resolution - 128;
    fine = shift > 20;
    if (shift < 64) {
      let rest = shift == 0 ? 0 : units & ((<u64>1 << <u64>shift) - 1);
      seconds = units >> <u64>shift;
      // Above 32 bits the lowest are worth less than a nanosecond, and the product must fit 64 bits.
      const kept = min(shift, 32);
      if (shift > 32) rest >>= <u64>(shift - 32);
      nanos = (rest * NANOS) >> <u64>kept;
    }
  }
  const moved = <i64>seconds + offset;
  if (moved < 0 || moved > 0xffffffff) { setClock(0, 0, 0); return; }
  setClock(<u32>moved, <u32>nanos, fine ? FLAG_NANOS : 0);
}
