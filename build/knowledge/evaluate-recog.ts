/** `bun build/knowledge/evaluate-recog.ts`: recog's worked examples against the compiled file: every field that an example asserts, and through the book as a device says it. */
import { knowledgeFile } from '../../src/pipeline/index.ts';
import { Recog, recogBook, SUBJECTS } from '../../src/knowledge/index.ts';
import { recogFiles, type RecogFile } from './recog.ts';

export interface RecogRow {
  readonly database: string;
  readonly examples: number;
  /** By the fingerprint it belongs to, by another before it, by none. */
  readonly own: number;
  readonly other: number;
  readonly none: number;
  readonly fields: number;
  readonly right: number;
  /** Examples that a device can say in a parameter that the book reads, and those of them that the book reads by the fingerprint they belong to. */
  readonly sayable: number;
  readonly heard: number;
}

const commonName = (text: string): string | undefined => (/^CN=[^,=]*$/.test(text) ? text.slice('CN='.length) : undefined);

/** How the parameter has what recog reads; undefined where an example has more than the parameter can hold. */
const AS_SAID: Readonly<Record<string, (text: string) => string | undefined>> = {
  ssh_banners: (text) => `SSH-2.0-${text}`,
  ftp_banners: (text) => `ftp: 220 ${text}`,
  smtp_banners: (text) => `smtp: 220 ${text}`,
  pop_banners: (text) => `pop3: +OK ${text}`,
  imap_banners: (text) => `imap: * OK ${text}`,
  mysql_banners: (text) => `mysql: ${text}`,
  // The kernel keeps a greeting's line feeds, without the returns before them.
  telnet_banners: (text) => `telnet: ${text.replace(/\r/g, '').trim()}`,
  'mdns_device-info_txt': (text) => (text.startsWith('model=') ? text.slice('model='.length) : undefined),
  // A parameter has the common name alone.
  x509_issuers: commonName,
  x509_subjects: commonName,
};

export function evaluateRecog(files: readonly RecogFile[] = recogFiles()): RecogRow[] {
  const recog = new Recog(knowledgeFile('recog')), book = recogBook(() => knowledgeFile('recog'));
  return files.map(({ name, prints }) => {
    const row = { database: name, examples: 0, own: 0, other: 0, none: 0, fields: 0, right: 0, sayable: 0, heard: 0 };
    const parameter = SUBJECTS.find(({ database }) => database === name)?.parameter;
    prints.forEach(({ examples, description }, index) => {
      for (const { text, asserts } of examples) {
        const match = recog.match(name, text);
        row.examples++;
        if (match === undefined) row.none++; else if (match.index === index) row.own++; else row.other++;
        for (const [field, value] of asserts) { row.fields++; if (match?.fields.get(field) === value) row.right++; }
        const said = parameter === undefined ? undefined : (AS_SAID[name] ?? ((same: string) => same))(text);
        if (parameter === undefined || said === undefined) continue;
        row.sayable++;
        if (book.matched(parameter, said) === `recog/${name}: ${description}`) row.heard++;
      }
    });
    return row;
  });
}

export function total(rows: readonly RecogRow[]): RecogRow {
  return rows.reduce((sum, row) => ({
    database: 'all', examples: sum.examples + row.examples, own: sum.own + row.own, other: sum.other + row.other, none: sum.none + row.none,
    fields: sum.fields + row.fields, right: sum.right + row.right, sayable: sum.sayable + row.sayable, heard: sum.heard + row.heard,
  }));
}

if (import.meta.main) {
  const rows = evaluateRecog();
  console.table([...rows, total(rows)]);
}
