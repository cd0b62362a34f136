/** System logs: a firewall about itself. They say nothing about a device. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';

export const system: Adapter = { name: 'system', kind: L.KIND_SYSTEM, observe() { /* the firewall's own affairs */ } };
