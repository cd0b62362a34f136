/** Compiled shape checks, built at first use so that a node starts without paying for them. */
import type { Static, TSchema } from '@sinclair/typebox';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import { decode } from './encoding.ts';
import { DictionaryVersionSchema, EnrolSchema, ErrorSchema, FrameSchema, SessionSchema, UploadSchema, type PollFrame } from './frames.ts';

export interface Check<T> {
  readonly is: (value: unknown) => value is T;
  /** The first thing wrong, as `path: message`; undefined when the value is right. */
  readonly complaint: (value: unknown) => string | undefined;
}

function lazy<S extends TSchema>(schema: S): Check<Static<S>> {
  let compiled: TypeCheck<S> | undefined;
  const check = (): TypeCheck<S> => (compiled ??= TypeCompiler.Compile(schema));
  return {
    is: (value): value is Static<S> => check().Check(value),
    complaint: (value) => {
      const first = check().Errors(value).First();
      return first && `${first.path || '/'}: ${first.message}`;
    },
  };
}

export const frameCheck = lazy(FrameSchema);
export const sessionCheck = lazy(SessionSchema);
export const uploadCheck = lazy(UploadSchema);
export const enrolCheck = lazy(EnrolSchema);
export const errorCheck = lazy(ErrorSchema);
export const dictionaryVersionCheck = lazy(DictionaryVersionSchema);

/** A frame in MessagePack; undefined where the bytes are none, as a client must expect of anybody. */
export function frameOf(bytes: Uint8Array): PollFrame | undefined {
  try {
    const value = decode(bytes, 'msgpack');
    return frameCheck.is(value) ? value : undefined;
  } catch (error) {
    if (error instanceof Error) return undefined; // what the decoder cannot read is not a frame
    throw error;
  }
}
