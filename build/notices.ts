/** `npm run notices`: writes THIRD-PARTY-NOTICES.md, the licences of everything that is inside the binary. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './generate.ts';

export const NOTICES = join(ROOT, 'THIRD-PARTY-NOTICES.md');

/** Development packages whose work ends up in the binary all the same. */
const BUILT_IN: Readonly<Record<string, string>> = {
  'oui-data': 'the table of MAC address vendors is packed from it (original data: IEEE Registration Authority)',
  'uap-core': 'the book of user agents is packed from its regexes.yaml',
  'assemblyscript': 'its standard library is compiled into the kernels',
};

const AS_IS = `THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;
const BSD_2 = `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other materials provided with the distribution.

${AS_IS}`;
/** The third clause stands between the second and the last paragraph. */
const BSD_3 = BSD_2.replace(AS_IS, `3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived from this software without specific prior written permission.

${AS_IS}`);

/** Parts that come without a licence file in node_modules. */
const NOTES: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Bun',
    text: `The binary contains the Bun runtime, Copyright (c) Oven, under the MIT License. Bun statically links JavaScriptCore (and WebKit's WTF and bmalloc) under LGPL-2.1 with parts under BSD-2-Clause, BoringSSL under its own OpenSSL- and ISC-style licences, SQLite (public domain), zlib-ng, zstd, brotli, libarchive, lol-html, c-ares, libuv, mimalloc, simdutf, libdeflate, ls-hpack, tinycc (LGPL-2.1), uSockets and uWebSockets (Apache-2.0) and others, each under its own licence; Bun's LICENSE.md lists all of them and says how to relink with another JavaScriptCore. Bun is used unchanged as published in its npm packages.`,
  },
  {
    name: 'Home Assistant',
    text: `The table in src/knowledge/home-assistant is compiled from the discovery rules of Home Assistant (github.com/home-assistant/core), Copyright the Home Assistant authors, under the Apache License 2.0, whose text is this project's LICENSE; only which pattern belongs to which integration is taken, rules that are too generic are left out, and what an integration's devices are is our own table.`,
  },
  {
    name: 'Vendor numbers',
    text: `The numbers in src/knowledge/plant/vendors.tsv are facts that ASHRAE (BACnet vendor identifiers) and ODVA (EtherNet/IP vendor identifiers) publish, with names shortened by us.`,
  },
  {
    name: 'recog',
    text: `The book of fingerprints in src/knowledge/recog is compiled from the fingerprint files of recog (github.com/rapid7/recog), Copyright (c) 2014-2015, Rapid7. All rights reserved.

${BSD_2}`,
  },
  {
    name: 'kyd',
    text: `The book of DHCP request lists in src/knowledge/dhcp is compiled from kyd (github.com/fatemabw/kyd), Copyright (c) 2019, Fatema BW. All rights reserved.

${BSD_3}`,
  },
  {
    name: 'Training data',
    text: `The identification model was trained on the IoT Sentinel captures (Copyright (c) Aalto University and contributors, MIT License). The captures are not contained; src/identify holds the model card.`,
  },
  {
    name: 'Injection model',
    text: `The weights by which SQL injections in request targets are found were learned from HttpParamsDataset (Copyright (c) 2016 Morzeux, MIT License), from the test texts of libinjection (Copyright (c) 2012-2016 Nick Galbreath, BSD-3-Clause) and from requests made up for it. None of the texts is contained.`,
  },
];

/** For packages that name a licence but carry no file with its text. */
const TEXTS: Readonly<Record<string, string>> = {
  'oui-data': `Copyright (c) silverwind

${BSD_2}`,
};

interface Package { readonly name: string; readonly version: string; readonly licence: string; readonly text: string; readonly why: string }

interface LockEntry { readonly version?: string; readonly license?: string; readonly dev?: boolean; readonly optional?: boolean; readonly devOptional?: boolean }

function lockEntries(): [string, LockEntry][] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockEntry> }; // npm's own format, version 3
  return Object.entries(lock.packages).filter(([path]) => path !== '');
}

export function collect(): Package[] {
  return lockEntries()
    .map(([path, entry]) => ({ path, entry, name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length) }))
    // Optional packages are native addons; the build leaves them out.
    .filter(({ entry, name }) => BUILT_IN[name] !== undefined || (entry.dev !== true && entry.optional !== true && entry.devOptional !== true))
    .map(({ path, entry, name }) => ({ name, version: entry.version ?? '', licence: entry.license ?? licenceOf(path), text: licenceText(path) || (TEXTS[name] ?? ''), why: BUILT_IN[name] ?? '' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function licenceOf(path: string): string {
  const manifest = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')) as { license?: string; licenses?: { type: string }[] };
  return manifest.license ?? manifest.licenses?.map((one) => one.type).join(', ') ?? 'unknown'; // the list is npm's old form
}

function licenceText(path: string): string {
  const folder = join(ROOT, path);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort() : [];
  return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
}

export function render(packages: readonly Package[]): string {
  const lines = [
    '# Third-party notices', '',
    'What the nameplate binary contains beside our own code, and under which licence. Written by `npm run notices`; a test says when it is out of date.', '',
    '| package | version | licence |', '|---|---|---|', ...packages.map((one) => `| ${one.name} | ${one.version} | ${one.licence} |`),
  ];
  for (const note of NOTES) lines.push('', `## ${note.name}`, '', note.text);
  for (const one of packages) {
    lines.push('', `## ${one.name} ${one.version}`, '', ...(one.why === '' ? [] : [`Why: ${one.why}.`, '']));
    lines.push(...(one.text === '' ? [`Licence: ${one.licence}. The package carries no licence file.`] : ['```', one.text.replace(/\r\n/g, '\n').replaceAll('```', "'''"), '```']));
  }
  return `${lines.join('\n')}\n`;
}

if (import.meta.main) writeFileSync(NOTICES, render(collect()));
