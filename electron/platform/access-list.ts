import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Runs a program of Windows and gives what it wrote. */
export type WindowsTool = (name: 'icacls.exe' | 'whoami.exe', argv: readonly string[]) => Promise<string>;

/** Windows' own system account: it may enter anything anyhow, and backup programs run as it. */
const SYSTEM = 'S-1-5-18';

const run = promisify(execFile);

/** From the folder of Windows itself: another program of that name must not get in between. */
const systemTool: WindowsTool = async (name, argv) => {
  const program = path.win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', name);
  return (await run(program, argv, { windowsHide: true, timeout: 20_000 })).stdout;
};

/**
 * Leaves a folder and what will lie in it to its owner and the system alone, as mode 0700 does elsewhere: nothing is inherited
 * from above, and the list is read back.
 * @returns false where others may still read it, since its file system keeps no access lists or somebody forbids it
 */
export async function closeFolder(folder: string, tool: WindowsTool = systemTool): Promise<boolean> {
  try {
    const own = sidIn(await tool('whoami.exe', ['/user', '/fo', 'csv', '/nh']));
    if (own === undefined) return false;
    if (await isClosed(folder, own, tool)) return true;
    const grants = [own, SYSTEM].map((sid) => `*${sid}:(OI)(CI)F`);
    await tool('icacls.exe', [folder, '/inheritance:r', '/grant:r', ...grants, '/q']);
    return await isClosed(folder, own, tool);
  } catch {
    return false;
  }
}

/** The last field of the one line: `"pc\ann","S-1-5-21-1-2-3-1001"`. */
function sidIn(told: string): string | undefined {
  return /"(S-1-[0-9-]+)"\s*$/.exec(told)?.[1];
}

async function isClosed(folder: string, own: string, tool: WindowsTool): Promise<boolean> {
  const saved = path.join(tmpdir(), `routerkeep-${randomUUID()}.acl`);
  try {
    await tool('icacls.exe', [folder, '/save', saved, '/q']);
    return isOwnersAlone(await readFile(saved, 'utf16le'), own);
  } finally {
    await rm(saved, { force: true });
  }
}

/**
 * Whether an access list as `icacls /save` writes it, in SDDL, inherits nothing (P) and lets in nobody but one account and the
 * system. SDDL has names of its own for both: SY, and LA for the administrator that every Windows has (ending in -500). What
 * is more than plain grants and denials counts as open.
 */
export function isOwnersAlone(saved: string, own: string): boolean {
  const [, flags = '', entries = ''] = /^D:([A-Z]*)((?:\([AD];[^()]*\))*)\r?$/m.exec(saved) ?? [];
  const allowed = [...entries.matchAll(/\(A;[^()]*;([^;()]*)\)/g)].map(([, who = '']) => who);
  const welcome = [own, 'SY', SYSTEM, ...(own.endsWith('-500') ? ['LA'] : [])];
  return flags.includes('P') && allowed.length > 0 && allowed.every((who) => welcome.includes(who));
}
