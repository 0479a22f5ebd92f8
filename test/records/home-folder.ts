import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openHome, type Home } from '../../electron/records/index.ts';

/**
 * A folder of its own for one test, removed afterwards.
 * @param kind `memory`: in memory where the system offers that, for tests that write hundreds of times
 */
export async function temporaryFolder(kind: 'disk' | 'memory' = 'disk'): Promise<string> {
  const parent = kind === 'memory' && existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = await mkdtemp(path.join(parent, 'routerkeep-records-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function temporaryHome(kind?: 'memory'): Promise<Home> {
  return openHome(path.join(await temporaryFolder(kind), 'home'));
}
