/** What an outlet is told: by which attributes lists and tags are, and where mappings are brought. */
import { EdgeError } from './errors.ts';

/** What a list or a tag can be of. */
export const OUTLET_ATTRIBUTES = ['profile', 'category', 'vendor', 'model', 'os', 'risk'] as const;
export type OutletAttribute = (typeof OUTLET_ATTRIBUTES)[number];
export function isOutletAttribute(text: string): text is OutletAttribute { return OUTLET_ATTRIBUTES.some((one) => one === text); }

const URL_MAX = 2048;

/** An address to bring mappings to; throws for what is none. */
export function destinationUrl(text: string): URL {
  const url = URL.canParse(text) && text.length <= URL_MAX ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') throw new EdgeError('usage', 'the address is an https:// URL without a name and password in it');
  return url;
}
