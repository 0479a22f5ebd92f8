import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../../../shared/index.ts';
import { replaceFileSync } from '../../../platform/durable-file.ts';
import { readBoundedSync } from '../../../platform/read-bounded.ts';
import type { LaunchAtLogin } from './types.ts';

export interface LinuxLaunchOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homedir: string;
  /** Program and arguments. */
  readonly command: readonly string[];
}

/** A file in the desktop's autostart folder (freedesktop.org, "Desktop Application Autostart Specification"). */
export function linuxLaunchAtLogin({ env, homedir, command }: LinuxLaunchOptions): LaunchAtLogin {
  const given = env.XDG_CONFIG_HOME ?? '';
  const config = path.isAbsolute(given) ? given : path.join(homedir, '.config');
  const file = path.join(config, 'autostart', 'routerkeep.desktop');
  return {
    state: () => stateOf(file),
    set: (enabled) => {
      if (enabled) {
        mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        replaceFileSync(file, entry(command));
      } else rmSync(file, { force: true });
    },
  };
}

/** Bytes. Ours has a dozen lines. */
const LARGEST = 1024 * 1024;

/** Desktops switch an entry off by a line in it. */
function stateOf(file: string): 'on' | 'off' {
  let text: string;
  try {
    text = readBoundedSync(file, LARGEST).toString('utf8');
  } catch {
    return 'off';
  }
  return /^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(text) ? 'off' : 'on';
}

function entry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Routerkeep',
    `Comment=${say('shell.launch.comment')}`,
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** "Desktop Entry Specification", the Exec key: quotes around, backslashes doubled twice, and no field codes. */
function quoted(argument: string): string {
  const inner = argument
    .replaceAll(/["`$\\]/g, String.raw`\$&`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return `"${inner}"`;
}
