/** The kernel parsers by name. */
import { PARSER_CAPTURE, PARSER_EAL, PARSER_LOG } from '../../assembly/layout.ts';

export const PARSERS = { capture: PARSER_CAPTURE, eal: PARSER_EAL, log: PARSER_LOG } as const;
export type Parser = (typeof PARSERS)[keyof typeof PARSERS];
