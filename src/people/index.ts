/** The door of people: what they said of a device, and how it stands over what the machine says. */
export { applyEdit } from './apply.ts';
export { checkCategory, checkText, printable } from './check.ts';
export { readCsv, type CsvFault, type CsvFile, type CsvRecord } from './csv.ts';
export { editText, isEmpty, NO_EDIT, readEdit, REFUSABLE, TEXT_FIELDS, UNIT_FIELDS, VERDICT_FIELDS, type Confirmed, type DeviceEdit, type Refusable, type Refusal, type Said, type TextField } from './edit.ts';
export { FORM_COLUMNS, formOf, readForms, ROWS_MAX, templateLines, type Column, type Form, type Forms } from './form.ts';
export { likeness, Rarity, type Likeness } from './likeness.ts';
export { meantBy, type Asked, type KnownProfile, type Meant, type ProfileBook } from './profiles.ts';
export { peopleReport, type PeopleReport } from './report.ts';
export { addressed, confirmed, edited, labelled, merged, rejected, resetVerdict, split, stateOf, unlabelled, type Change, type EditState, type Names } from './revise.ts';
export { INTERFACES_MAX, leaderOf, sharedWith, type Interface } from './share.ts';
