import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './lint.ts';

export interface Source {
  /** From the root of the project. */
  readonly file: string;
  readonly text: string;
}

/** Every TypeScript file of ours. */
export async function readSources(): Promise<readonly Source[]> {
  const found: Source[] = [];
  for await (const file of glob('{shared,electron,renderer,test,build}/**/*.{ts,tsx}', { cwd: root })) {
    found.push({ file, text: await readFile(path.join(root, file), 'utf8') });
  }
  return found;
}
