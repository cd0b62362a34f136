/** Profiles of what runs plants and grids. */
import type { ProfileRows } from './rows.ts';

export const INDUSTRY_PROFILES: ProfileRows = [];
