import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/** How every fuse stands in a packed program. Nothing is left to a default. */
const FUSES = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Faster WebAssembly; Electron's default.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** One fuse by Electron's name. `absent`: this Electron does not know it yet. */
export interface Fuse {
  readonly name: string;
  readonly wanted: 'on' | 'off';
  readonly found: 'on' | 'off' | 'absent' | 'neither';
}

/** Reads all fuses of a packed program back. @param program an executable, or an `.app` on macOS */
export async function readFuses(program: string): Promise<readonly Fuse[]> {
  const wire = new Map<string, unknown>(Object.entries(await getCurrentFuseWire(program)));
  return Object.entries(FUSES).map(([index, on]) => ({
    name: FuseV1Options[Number(index)] ?? index,
    wanted: on ? 'on' : 'off',
    found: foundIn(wire.get(index)),
  }));
}

function foundIn(state: unknown): Fuse['found'] {
  if (state === undefined) return 'absent';
  if (state === FuseState.ENABLE) return 'on';
  return state === FuseState.DISABLE ? 'off' : 'neither';
}

export interface FuseRules {
  /** An Electron before 45, as tests use one: fuses that it does not know yet are let pass. */
  readonly olderElectron: boolean;
}

/** The fuses that stand otherwise than they shall. */
export function wrongFuses(fuses: readonly Fuse[], { olderElectron }: FuseRules): readonly Fuse[] {
  return fuses.filter(({ wanted, found }) => found !== wanted && !(olderElectron && found === 'absent'));
}

/**
 * Sets every fuse.
 * @param program an executable, or an `.app` on macOS, which is then signed anew (ad hoc): without a signature an ARM Mac starts nothing
 * @returns names of the fuses that an older Electron lacks
 * @throws when an Electron from 45 on lacks a fuse, or has one that is not in the table
 */
export async function setFuses(program: string, { olderElectron }: FuseRules): Promise<readonly string[]> {
  const absent = (await readFuses(program)).filter(({ found }) => found === 'absent').map(({ name }) => name);
  const shared = { version: FuseVersion.V1, resetAdHocDarwinSignature: program.endsWith('.app') } as const;
  if (absent.length === 0) {
    // Strict: a fuse that a newer Electron adds ends the packaging until somebody decided about it.
    await flipFuses(program, { ...shared, ...FUSES, strictlyRequireAllFuses: true });
  } else {
    if (!olderElectron) throw new Error(`this Electron lacks the fuses ${absent.join(', ')}`);
    const known = Object.entries(FUSES).filter(([index]) => !absent.includes(FuseV1Options[Number(index)] ?? index));
    await flipFuses(program, { ...shared, ...Object.fromEntries(known) });
  }
  return absent;
}
