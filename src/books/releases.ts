/** Which content and which PAN-OS a firewall runs, as far as its own logs say (R24, R43). */
import * as L from '../../assembly/layout.ts';
import type { RowReader } from '../model/index.ts';

export interface Release {
  readonly tenant: string;
  readonly firewall: string;
  /** Application and threat content, "8367-6513"; null not seen. */
  readonly content: string | null;
  /** "10.2.4-h2"; null not seen. */
  readonly panos: string | null;
  /** Time of the log that said the latest, epoch ms. */
  readonly at: number;
}

/** Firewalls remembered; those beyond it are not. */
const FIREWALLS_MAX = 4096;
const CONTENT = /(?:contents|apps|AppThreat|content version)\D{0,16}(\d{4,5}-\d{4,5})\b/i;
const PANOS = /\b(?:PAN-?OS|panos|software) (?:version )?(\d{1,2}\.\d{1,2}\.\d{1,3}(?:-h\d{1,3})?)\b/i;
const VERSION = [L.F_THREAT_CONTENT_VERSION] as const;

export class Releases {
  readonly #known = new Map<string, Release>();
  readonly #changed = new Set<string>();
  #lastVersion = Number.NaN;
  #lastFirewall = '';

  constructor(saved: Iterable<Release>) { for (const release of saved) this.#known.set(name(release.tenant, release.firewall), release); }

  read(tenant: string, firewall: string, rows: RowReader, row: number, kind: number, at: number): void {
    if (kind === L.KIND_SYSTEM) {
      const said = rows.text(row, L.F_ID_DESCRIPTION) ?? '';
      if (/install|upgrad|content|version/i.test(said)) this.#note(tenant, firewall, CONTENT.exec(said)?.[1], PANOS.exec(said)?.[1], at);
    } else if (kind === L.KIND_THREAT && rows.has(row, L.F_THREAT_CONTENT_VERSION)) {
      const mark = rows.mark(row, VERSION, 0);
      if (mark === this.#lastVersion && firewall === this.#lastFirewall) return;
      this.#lastVersion = mark;
      this.#lastFirewall = firewall;
      this.#note(tenant, firewall, /(\d{4,5}-\d{4,5})\b/.exec(rows.text(row, L.F_THREAT_CONTENT_VERSION) ?? '')?.[1], undefined, at);
    }
  }

  plan(): readonly Release[] { return [...this.#changed].flatMap((key) => this.#known.get(key) ?? []); }
  committed(): void { this.#changed.clear(); }

  #note(tenant: string, firewall: string, content: string | undefined, panos: string | undefined, at: number): void {
    if (content === undefined && panos === undefined) return;
    const key = name(tenant, firewall), known = this.#known.get(key);
    if (known === undefined ? this.#known.size >= FIREWALLS_MAX : at < known.at) return;
    const next: Release = { tenant, firewall, content: content ?? known?.content ?? null, panos: panos ?? known?.panos ?? null, at };
    if (known !== undefined && known.content === next.content && known.panos === next.panos) return;
    this.#known.set(key, next);
    this.#changed.add(key);
  }
}

function name(tenant: string, firewall: string): string { return JSON.stringify([tenant, firewall]); }
