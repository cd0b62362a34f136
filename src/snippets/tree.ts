/** A piece of PAN-OS configuration as a tree, and its two spellings: XML to load, `set` commands to paste. */
import { EdgeError } from '../model/index.ts';

/** A leaf has text; a list entry has a name. */
export interface Setting { readonly tag: string; readonly name?: string; readonly text?: string; readonly children?: readonly Setting[] }

/** Where the tree stands: elements above it, from `config` down, in `set` words. */
export interface Snippet { readonly path: readonly string[]; readonly settings: readonly Setting[] }

export const leaf = (tag: string, text: string): Setting => ({ tag, text });
export const entry = (name: string, ...children: readonly Setting[]): Setting => ({ tag: 'entry', name: configName(name), children });
export const branch = (tag: string, ...children: readonly Setting[]): Setting => ({ tag, children });
export const members = (tag: string, names: readonly string[]): Setting => branch(tag, ...names.map((name) => leaf('member', name)));

/** PAN-OS object names: up to 63 letters, digits, spaces and . _ - ; refused otherwise. */
export function configName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}$/.test(name)) throw new EdgeError('usage', 'a name has 1 to 63 letters, digits, spaces and . _ - and begins with a letter or digit', { fields: { name: name.slice(0, 80) } });
  return name;
}

export function asXml({ path, settings }: Snippet): string {
  const lines: string[] = [`<!-- below ${path.join(' / ')} -->`];
  const write = ({ tag, name, text, children = [] }: Setting, depth: number): void => {
    const pad = '  '.repeat(depth), open = name === undefined ? tag : `${tag} name="${escaped(name)}"`;
    if (text !== undefined) lines.push(`${pad}<${open}>${escaped(text)}</${tag}>`);
    else if (children.length === 0) lines.push(`${pad}<${open}/>`);
    else {
      lines.push(`${pad}<${open}>`);
      for (const child of children) write(child, depth + 1);
      lines.push(`${pad}</${tag}>`);
    }
  };
  for (const setting of settings) write(setting, 0);
  return lines.join('\n');
}

export function asSet({ path, settings }: Snippet): string {
  const lines: string[] = [];
  const write = ({ tag, name, text, children = [] }: Setting, before: readonly string[]): void => {
    const here = tag === 'entry' ? [...before, quoted(name ?? '')] : [...before, tag];
    const listed = children.filter((child) => child.tag === 'member');
    if (text !== undefined) lines.push([...here, quoted(text)].join(' '));
    else if (listed.length > 0) lines.push([...here, listed.length === 1 ? quoted(listed[0]?.text ?? '') : `[ ${listed.map((child) => quoted(child.text ?? '')).join(' ')} ]`].join(' '));
    else for (const child of children) write(child, here);
  };
  for (const setting of settings) write(setting, ['set', ...path]);
  return lines.join('\n');
}

function escaped(text: string): string {
  return text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
function quoted(text: string): string { return /^[A-Za-z0-9._/:-]+$/.test(text) ? text : `"${text.replaceAll('"', '')}"`; }
