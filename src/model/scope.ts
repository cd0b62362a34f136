/** Where a fact belongs: tenant, site and network segment (design law 9). Segments let address ranges overlap. */
export interface Scope { readonly tenant: string; readonly site: string; readonly segment: string }
export const DEFAULT_SCOPE: Scope = Object.freeze({ tenant: 'default', site: 'default', segment: 'default' });
