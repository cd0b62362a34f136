/** What a maker's own protocol says about the product that speaks it. */
export interface Product { readonly model: string | undefined; readonly kind: string | undefined }
export const NO_PRODUCT: Product = Object.freeze({ model: undefined, kind: undefined });
