import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './lint.ts';

export interface Source {
  /** From the root of the project. */
  readonly file: string;
  readonly text: string;
}

/** Every TypeScript file of ours. */
export function readSources(): Promise<readonly Source[]> {
  return read('{shared,electron,renderer,test,build}/**/*.{ts,tsx}');
}

/** Every file of the tray application's shell and of its page, styles too. */
export function readShellAndPage(): Promise<readonly Source[]> {
  return read('{electron/shell,renderer}/**/*.{ts,tsx,css,html}');
}

async function read(pattern: string): Promise<readonly Source[]> {
  const found: Source[] = [];
  for await (const file of glob(pattern, { cwd: root })) {
    found.push({ file, text: await readFile(path.join(root, file), 'utf8') });
  }
  return found;
}
