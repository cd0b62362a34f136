// Record kinds and fields of industrial protocols (kinds 32-47, fields 420-499). What a device says it is stands in identity.ts. Constants
// only: asc and Bun both import this file as it is.
export const KIND_MODBUS: i32 = 32; // modbus
export const PLANT_FIRST: i32 = 32;
export const PLANT_LAST: i32 = 47;

export const F_PLANT_UNIT: i32 = 420; // modbus unit identifier: a gateway speaks for several
export const F_PLANT_EXCEPTION: i32 = 421; // the answer is a refusal, by its code
