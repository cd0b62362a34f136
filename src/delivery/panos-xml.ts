/** What is said to a PAN-OS firewall and what it says back: the uid-message of IP-tag registration, and pages of registered addresses. */
import { escapeXml, readXml, type XmlNode } from './xml.ts';

export interface TagChange { readonly ip: string; readonly register: readonly string[]; readonly unregister: readonly string[] }

/** Registered before unregistered: an address is never without what it keeps being. `seconds` is how long a tag lasts; undefined is for ever. */
export function uidMessage(changes: readonly TagChange[], seconds?: number): string {
  const part = (name: 'register' | 'unregister'): string => {
    const entries = changes.filter((change) => change[name].length > 0).map((change) => `<entry ip="${escapeXml(change.ip)}"><tag>${change[name].map((tag) => `<member${name === 'register' && seconds !== undefined ? ` timeout="${seconds}"` : ''}>${escapeXml(tag)}</member>`).join('')}</tag></entry>`);
    return entries.length === 0 ? '' : `<${name}>${entries.join('')}</${name}>`;
  };
  return `<uid-message><version>2.0</version><type>update</type><payload>${part('register')}${part('unregister')}</payload></uid-message>`;
}

export function registeredCommand(start: number, limit: number): string { return `<show><object><registered-ip><limit>${limit}</limit><start-point>${start}</start-point></registered-ip></object></show>`; }

/** It holds what was asked for, or does not hold what was to go: as good as done. */
const HARMLESS = /already exists, ignore|does not exist, ignore unreg/;

/** Tags that were there already, which says nothing of how long they stay. */
export function wereThere(text: string): boolean { return /already exists, ignore/.test(text); }

/** Codes of the API: unauthorised, session timed out, wrong credentials. */
export function refusesKey(text: string): boolean {
  const reply = readXml(text), code = reply?.attributes.get('code') ?? '';
  return reply?.attributes.get('status') === 'error' && ['16', '22', '401', '403'].includes(code);
}

/** Undefined when all is as it was asked for, else what it says is wrong. */
export function complaintOf(text: string): string | undefined {
  const reply = readXml(text);
  if (reply?.name !== 'response') return 'it did not answer in XML';
  if (reply.attributes.get('status') === 'success') return undefined;
  const entries = find(reply, 'entry').filter((entry) => entry.attributes.has('message')), messages = entries.map((entry) => entry.attributes.get('message') ?? '');
  const wrong = messages.find((message) => !HARMLESS.test(message));
  if (entries.length > 0 && wrong === undefined) return undefined;
  return (wrong ?? wordsOf(reply)).slice(0, 200) || `error ${reply.attributes.get('code') ?? ''}`;
}

/** Undefined when it is no such page. `entries` counts all of them, tags of others included: what follows is asked by it. */
export function registeredPage(text: string, prefix: string): { readonly entries: number; readonly tags: ReadonlyMap<string, readonly string[]> } | undefined {
  const reply = readXml(text), result = reply?.children.find((node) => node.name === 'result');
  if (reply?.name !== 'response' || reply.attributes.get('status') !== 'success' || result === undefined) return undefined;
  const entries = result.children.filter((node) => node.name === 'entry'), tags = new Map<string, readonly string[]>();
  for (const entry of entries) {
    const ip = entry.attributes.get('ip'), ours = find(entry, 'member').map((member) => member.text.trim()).filter((tag) => tag.startsWith(prefix));
    if (ip !== undefined && ours.length > 0) tags.set(ip, ours);
  }
  return { entries: entries.length, tags };
}

function find(node: XmlNode, name: string): XmlNode[] { return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...find(child, name)]); }
function wordsOf(node: XmlNode): string { return [node.text.trim(), ...node.children.map(wordsOf)].filter((words) => words !== '').join(' '); }
