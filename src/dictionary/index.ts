/** The door of dictionary: what a device can be, as one signed file for everybody. */
export { CAPS, FACTS, isName, keyOf, KINDS, ownerOf, type Entry, type Facts, type Kind, type Wanted } from './entry.ts';
export { FAMILIES, shipped } from './shipped.ts';
export { candidatesOf, collected, isForeignProfile, objection, WITHHELD, type Said, type Withheld, type Witness } from './turned-out.ts';
export { bodyOf, deltaOf, documentOf, NAMESPACE, readHead, sha256Of, type Changes, type Head } from './xml.ts';
export { entryOf, hashOf, rowOf, type StoredEntry } from './stored.ts';
export { SCHEMA } from './schema.ts';
