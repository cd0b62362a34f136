/** The kernel parsers by name. */
import { PARSER_CAPTURE, PARSER_EAL } from '../../assembly/layout.ts';

export const PARSERS = { capture: PARSER_CAPTURE, eal: PARSER_EAL } as const;
export type Parser = (typeof PARSERS)[keyof typeof PARSERS];
