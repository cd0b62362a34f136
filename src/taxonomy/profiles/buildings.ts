/** Profiles of what runs buildings. */
import type { ProfileRows } from './rows.ts';

export const BUILDING_PROFILES: ProfileRows = [];
