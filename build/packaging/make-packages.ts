import { access, constants, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Arch, build, Platform, type Configuration } from 'electron-builder';
import type { ElectronSource } from './electron-source.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface Made {
  /** Files and folders, from the root of the project. */
  readonly made: readonly string[];
  /** One sentence for each thing that was not made. */
  readonly leftOut: readonly string[];
  /** Formats of this system whose tools could not be had. */
  readonly failed: readonly string[];
}

const SYSTEMS = {
  linux: { name: 'Linux', platform: Platform.LINUX, formats: ['tar.gz', 'deb', 'AppImage'] },
  win32: { name: 'Windows', platform: Platform.WINDOWS, formats: ['nsis', 'portable'] },
  darwin: { name: 'macOS', platform: Platform.MAC, formats: ['dmg', 'zip'] },
} as const;

/** Packs the built application for the system this runs on, in each of its formats that this machine has the tools for. */
export async function makePackages(
  source: Exclude<ElectronSource, { kind: 'none' }>,
  { folderOnly, output }: { readonly folderOnly: boolean; readonly output: string },
): Promise<Made> {
  const here = SYSTEMS[process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux'];
  // electron-builder changes what it is given.
  const config = (): Configuration => configurationFor(source, output);
  const leftOut = Object.values(SYSTEMS)
    .filter((system) => system !== here)
    .map(({ name }) => `${name}: is packed on ${name} itself, by the workflow.`);
  if (here !== SYSTEMS.linux) {
    // Their tools come with the system; all processors of the configuration are packed.
    const files = await build({
      projectDir: root,
      config: config(),
      targets: here.platform.createTarget(),
      publish: 'never',
    });
    return { made: files.map(fromRoot), leftOut, failed: [] };
  }
  const processor = process.arch === 'arm64' ? Arch.arm64 : Arch.x64;
  const folder = await packFolder(config(), processor, output);
  const made = [fromRoot(folder)];
  const failed: string[] = [];
  if (folderOnly) return { made, leftOut: [...leftOut, `${here.formats.join(', ')}: not asked for.`], failed: [] };
  await useInstalled7zip();
  for (const format of here.formats) {
    try {
      const targets = Platform.LINUX.createTarget([format], processor);
      const files = await build({ projectDir: root, config: config(), targets, prepackaged: folder, publish: 'never' });
      made.push(...files.map(fromRoot));
    } catch (error) {
      failed.push(format);
      leftOut.push(`${format}: its tool could not be had here (${firstLine(error)}).`);
    }
  }
  return { made, leftOut, failed };
}

/** Lets electron-builder take the system's 7-Zip instead of downloading its own. */
async function useInstalled7zip(): Promise<void> {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const program = path.join(folder, '7za');
    const there = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) process.env.ELECTRON_BUILDER_7ZIP_PATH ??= program;
  }
}

/** The program as it lies in every package, unpacked. */
async function packFolder(config: Configuration, processor: Arch, output: string): Promise<string> {
  await build({ projectDir: root, config, targets: Platform.LINUX.createTarget(['dir'], processor), publish: 'never' });
  const name = (await readdir(output)).find((each) => /^linux-(\w+-)?unpacked$/.test(each));
  if (name === undefined) throw new Error('electron-builder left no unpacked program');
  return path.join(output, name);
}

function configurationFor(source: Exclude<ElectronSource, { kind: 'none' }>, output: string): Configuration {
  const common = { extends: 'build/electron-builder.yml', directories: { output } };
  if (source.kind === 'own') return common;
  return {
    ...common,
    electronVersion: source.version,
    electronDist: source.folder,
    directories: { output, app: source.application },
  };
}

function fromRoot(file: string): string {
  const relative = path.relative(root, file);
  return relative.startsWith('..') ? file : relative;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? '';
}
