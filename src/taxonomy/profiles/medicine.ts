/** Profiles of medical devices. */
import type { ProfileRows } from './rows.ts';

export const MEDICINE_PROFILES: ProfileRows = [];
