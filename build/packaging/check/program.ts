import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Target } from './contents.ts';

/** A packed program around its archive. */
export interface Program {
  /** What carries the fuses: an executable, or an `.app`. */
  readonly executable: string;
  readonly target: Target;
  /** Electron's version; undefined where the package does not tell (macOS). */
  readonly electron: string | undefined;
}

/** Recognises system and processor of a program by what lies around `resources/app.asar`. @throws when it is none of ours */
export async function recognise(archive: string): Promise<Program> {
  const resources = path.dirname(archive);
  const around = path.dirname(resources);
  if (path.basename(around) === 'Contents') {
    const target = { system: 'darwin', processors: ['x64', 'arm64'] } as const;
    return { executable: path.dirname(around), target, electron: undefined };
  }
  const version = path.join(around, 'version');
  const electron = existsSync(version) ? (await readFile(version, 'utf8')).trim().replace(/^v/, '') : undefined;
  for (const [name, system] of [
    ['routerkeep', 'linux'],
    ['Routerkeep.exe', 'win32'],
  ] as const) {
    const executable = path.join(around, name);
    if (existsSync(executable)) {
      return { executable, electron, target: { system, processors: [await processorOf(executable)] } };
    }
  }
  throw new Error('there is no program of ours beside app.asar');
}

/** Where a Windows or a Linux executable says what it runs on. */
async function processorOf(executable: string): Promise<string> {
  const head = (await readFile(executable)).subarray(0, 4096);
  const isWindows = head.toString('latin1', 0, 2) === 'MZ';
  const machine = isWindows ? head.readUInt16LE(head.readUInt32LE(0x3c) + 4) : head.readUInt16LE(18);
  const names: Readonly<Partial<Record<number, string>>> = { 0x8664: 'x64', 0xaa64: 'arm64', 62: 'x64', 183: 'arm64' };
  return names[machine] ?? `machine ${machine}`;
}
