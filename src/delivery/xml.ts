/** The little XML that a management API speaks: elements, attributes and text. What else there is (document types, entities of their own) is refused. */

export interface XmlNode { readonly name: string; readonly attributes: ReadonlyMap<string, string>; readonly children: readonly XmlNode[]; readonly text: string }

const DEPTH_MAX = 64;

/** For text and attributes. Characters that XML 1.0 cannot say at all (section 2.2) are left out. */
export function escapeXml(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replace(/[&<>"'\t\n\r]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** Undefined when it is not well formed, or says more than such replies do. */
export function readXml(text: string): XmlNode | undefined {
  const root: Open = { name: '', attributes: new Map(), children: [], text: '' }, open: Open[] = [root];
  const token = /<\?xml[^<>]*\?>|<!--(?:(?!--)[\s\S])*-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([A-Za-z_][\w.-]*)\s*>|<([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
  while (token.lastIndex < text.length) {
    const found = token.exec(text), top = open.at(-1);
    if (found === null || top === undefined) return undefined;
    const [, cdata, close, start, attributes = '', empty, words] = found;
    if (cdata !== undefined) top.text += cdata;
    else if (close !== undefined) { if (open.length < 2 || open.pop()?.name !== close) return undefined; }
    else if (start !== undefined) {
      const node: Open = { name: start, attributes: attributesOf(attributes), children: [], text: '' };
      if (top === root && root.children.length > 0) return undefined;
      top.children.push(node);
      if (empty === '') open.push(node);
      if (open.length > DEPTH_MAX) return undefined;
    } else if (words !== undefined) top.text += unescaped(words);
  }
  return open.length === 1 && root.text.trim() === '' ? root.children[0] : undefined;
}

interface Open { readonly name: string; readonly attributes: ReadonlyMap<string, string>; readonly children: Open[]; text: string }

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => [name, unescaped(double ?? single ?? '')]));
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g, (all, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (name !== undefined) return NAMED[name] ?? all;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
