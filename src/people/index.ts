/** The door of people: what they said of a device, and how it stands over what the machine says. */
export { applyEdit } from './apply.ts';
export { editText, isEmpty, NO_EDIT, readEdit, REFUSABLE, TEXT_FIELDS, UNIT_FIELDS, VERDICT_FIELDS, type Confirmed, type DeviceEdit, type Refusable, type Refusal, type Said, type TextField } from './edit.ts';
