import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keepError, say } from '../../shared/index.ts';
import { invalid } from './usage-error.ts';

/** Where a demo keeps everything it makes. */
export interface DemoFolder {
  readonly path: string;
  /** Removes what a demo that was broken off leaves behind. A folder that was asked for stays. */
  readonly discard: () => Promise<void>;
}

/**
 * The folder given with --home, which must be empty (a demo never works in a home with real devices), else a new one
 * among the temporary files.
 * @throws KeepError usage/invalid, home/unusable
 */
export async function makeDemoFolder(home: string | undefined): Promise<DemoFolder> {
  try {
    if (home === undefined) {
      const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-demo-'));
      return { path: folder, discard: () => rm(folder, { recursive: true, force: true }) };
    }
    await mkdir(home, { recursive: true, mode: 0o700 });
    const there = await readdir(home);
    if (there.length === 0) return { path: home, discard: () => Promise.resolve() };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : say('cli.unknown-reason');
    throw keepError('home/unusable', { folder: home ?? tmpdir(), reason }, error);
  }
  throw invalid(say('cli.demo.not-empty', { folder: home }), say('cli.demo.not-empty.remedy'));
}
