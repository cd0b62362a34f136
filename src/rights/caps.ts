/** How many mappings a model takes (R80): as many as User-ID mappings. What an operator states of a firewall goes before this table. */

/** From general knowledge of the series, for those where it is sure enough; of the others nothing is known, and they get everything. */
const SERIES: readonly { readonly model: RegExp; readonly mappings: number }[] = [
  { model: /^PA-(2[02]0R?|4[1-6][05](R|-5G)?|8[25]0)$/, mappings: 64_000 },
  { model: /^PA-(52[2-8]0|54[1-5]0|70[58]0|7500)$/, mappings: 512_000 },
];

/** R81: every model takes the same number of unique device objects. */
export const DEVICE_OBJECTS = 1000;

/** Undefined: nobody knows of a limit. */
export function mappingsOf(model: string | null | undefined): number | undefined {
  const name = (model ?? '').trim().toUpperCase();
  return SERIES.find((row) => row.model.test(name))?.mappings;
}
