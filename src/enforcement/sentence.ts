/** An error in one sentence for people. */
import { LostCall } from '../client/index.ts';
import { EdgeError } from '../model/index.ts';

export function sentence(error: unknown): string {
  if (error instanceof LostCall) return error.kind;
  if (!(error instanceof EdgeError)) return error instanceof Error ? error.message : String(error);
  const { key, reason } = error.fields;
  return `${error.message}${reason === undefined ? '' : ` (${key === undefined || key === '' ? '' : `${String(key)}: `}${String(reason)})`}`;
}
