import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's packages for the programs a private keyring consists of. */
const PROGRAMS = [
  ['dbus-daemon', 'dbus'],
  ['dbus-send', 'dbus'],
  ['gnome-keyring-daemon', 'gnome-keyring'],
] as const;

/** What this machine lacks for a private keyring, as a sentence; undefined when all is there. */
export async function missingProgram(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'a private keyring can be started on Linux alone';
  for (const [program, debianPackage] of PROGRAMS) {
    try {
      await run(program, ['--version']);
    } catch (error) {
      // A program that ran and complained (dbus-send does) has a number here; one that could not be started has a word.
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ENOENT') return `${program} is not installed (Debian: apt-get install ${debianPackage})`;
      // Containers without the capability to lock memory refuse gnome-keyring-daemon; `setcap -r` on it helps.
      if (typeof code === 'string') return `${program} cannot be started here (${code})`;
    }
  }
  try {
    await import('keytar');
  } catch {
    return 'libsecret is not installed (Debian: apt-get install libsecret-1-0)';
  }
  return undefined;
}
