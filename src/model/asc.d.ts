/** AssemblyScript's scalar names, so that tsc can read the files of constants that both languages import. */
declare type i32 = number;
declare type u64 = number;
