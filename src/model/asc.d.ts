/** AssemblyScript's scalar names, so that tsc can read assembly/layout.ts, which both languages import. */
declare type i32 = number;
