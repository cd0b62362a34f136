/** The schema of the document, as the binary carries it. */
import schema from './dictionary.xsd' with { type: 'text' };

export const SCHEMA: string = schema;
