/** The door of inventory: what there is to say of a device, and which devices somebody asks for. */
export { asked, fits, spanOf, type Asked } from './ask.ts';
export { ATTRIBUTES, attributeOf, valueText, type Attribute, type Value } from './attributes.ts';
export type { AlertCounts, Listed, ListedRow } from './listed.ts';
export { isUnknownApplication, Names } from './names.ts';
export { columnsOf, compareKeys, orderOf, sortKey, type Order, type SortKey } from './order.ts';
export { PUBLISHED } from './published.ts';
export { Subnets } from './subnets.ts';
