// Why the line being read is refused. Set on the way out of a failing function, which returns 0.

let reason: i32 = 0;

/** Notes the reason and returns 0, the address that means "failed". */
export function fail(why: i32): usize { reason = why; return 0; }
/** The reason noted last. */
export function failure(): i32 { return reason; }
