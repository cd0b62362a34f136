/** The door of taxonomy. */
export { CATEGORIES, categoryOf, type Category, type CategoryName, type DeviceType, type PurdueLevel, type Vertical } from './categories.ts';
