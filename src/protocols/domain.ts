/** The registered domain of a DNS name, well enough to group the servers of one company. */

/** Second-level labels under which names are sold: `ntp.org.cn` belongs to somebody, `org.cn` to nobody. */
const SHARED_SECOND = new Set(['co', 'com', 'net', 'org', 'edu', 'gov', 'ac', 'or', 'ne', 'go']);
/** Suffixes whose tenants are strangers to each other: one more label is needed. */
const SHARED_HOSTING = new Set(['amazonaws.com', 'cloudfront.net', 'azurewebsites.net', 'cloudapp.net', 'akamaiedge.net', 'googleapis.com', 'herokuapp.com', 'myqcloud.com', 'aliyuncs.com']);

/** `a.b.example.co.uk` -> `example.co.uk`; undefined for addresses, local names and single labels. */
export function registeredDomain(name: string): string | undefined {
  const lower = name.toLowerCase(), last = lower.lastIndexOf('.'), before = last > 0 ? lower.lastIndexOf('.', last - 1) : -1;
  const top = lower.slice(last + 1), second = lower.slice(before + 1, Math.max(last, 0));
  if (second === '' || !/^(?:[a-z]{2,24}|xn--[a-z0-9-]+)$/.test(top)) return undefined;
  if (top === 'local' || top === 'arpa' || top === 'lan' || top === 'home' || top === 'localdomain' || top === 'internal') return undefined;
  if (!(top.length === 2 && SHARED_SECOND.has(second)) && !SHARED_HOSTING.has(`${second}.${top}`)) return lower.slice(before + 1);
  if (before < 0) return undefined;
  return lower.slice(before === 0 ? 0 : lower.lastIndexOf('.', before - 1) + 1);
}
