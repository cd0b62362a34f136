/** Log types that are accepted and counted and say nothing here (R13 to R19). */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';

export const unused: Adapter = { name: 'unused', kind: L.KIND_UNUSED, observe() { /* counted by whoever took the row */ } };
