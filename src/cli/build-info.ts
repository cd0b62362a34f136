/** What this program is: version, commit, and the runtime inside. */
import manifest from '../../package.json' with { type: 'json' };

/** Put in by build/build.ts; not there when run from source. */
declare const NAMEPLATE_COMMIT: string | undefined;

export interface BuildInfo { readonly version: string; readonly commit: string | null; readonly bun: string; readonly platform: string }

export function buildInfo(): BuildInfo {
  return {
    version: manifest.version,
    commit: typeof NAMEPLATE_COMMIT === 'undefined' ? null : NAMEPLATE_COMMIT,
    bun: Bun.version,
    platform: `${process.platform}-${process.arch}`,
  };
}
