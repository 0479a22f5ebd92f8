import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How each kind of package is unpacked into a folder: program and arguments. */
const UNPACK: readonly (readonly [ending: string, command: (file: string, into: string) => readonly string[]])[] = [
  ['.tar.gz', (file, into) => ['tar', '-xzf', file, '-C', into]],
  ['.deb', (file, into) => ['dpkg-deb', '-x', file, into]],
  ['.AppImage', (file) => [file, '--appimage-extract']],
  [
    '.zip',
    (file, into) =>
      process.platform === 'darwin' ? ['ditto', '-xk', file, into] : ['7z', 'x', '-y', `-o${into}`, file],
  ],
  ['.dmg', (file, into) => ['hdiutil', 'attach', '-nobrowse', '-readonly', '-mountpoint', into, file]],
  ['.exe', (file, into) => ['7z', 'x', '-y', `-o${into}`, file]],
];

export interface OpenedPackage {
  /** The program's archive. */
  readonly archive: string;
  /** Bytes of the package itself. */
  readonly bytes: number;
}

/** Whether this is something that can be opened; electron-builder leaves other files beside the packages. */
export function isPackage(name: string): boolean {
  return /-unpacked$|^mac(-\w+)?$/.test(name) || UNPACK.some(([ending]) => name.endsWith(ending));
}

/**
 * Opens a package, hands its program over, and clears up.
 * @throws when it cannot be opened or holds no program
 */
export async function withPackage<T>(file: string, use: (opened: OpenedPackage) => Promise<T>): Promise<T> {
  if ((await stat(file)).isDirectory()) return use({ archive: await findArchive(file), bytes: await sizeOf(file) });
  const into = await mkdtemp(path.join(tmpdir(), 'routerkeep-package-'));
  try {
    await unpack(file, into);
    // An installer for Windows holds the program as an archive of its own.
    const inner = (await readdir(into, { recursive: true })).find((name) => /app-(32|64|arm64)\.7z$/.test(name));
    if (inner !== undefined) await run('7z', ['x', '-y', `-o${into}`, path.join(into, inner)]);
    return await use({ archive: await findArchive(into), bytes: (await stat(file)).size });
  } finally {
    if (file.endsWith('.dmg')) await run('hdiutil', ['detach', into]);
    await rm(into, { recursive: true, force: true });
  }
}

async function unpack(file: string, into: string): Promise<void> {
  const command = UNPACK.find(([ending]) => file.endsWith(ending))?.[1];
  const [program, ...given] = command?.(path.resolve(file), into) ?? [];
  if (program === undefined) throw new Error('nobody knows how to open it');
  await run(program, given, { cwd: into, maxBuffer: 64 * 1024 * 1024 });
}

async function findArchive(folder: string): Promise<string> {
  const found = (await readdir(folder, { recursive: true })).find((name) => path.basename(name) === 'app.asar');
  if (found === undefined) throw new Error('there is no app.asar in it');
  return path.join(folder, found);
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
