import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * An empty folder that is gone when the test ends.
 * @param kind `memory`: in memory where the system offers that, for tests that save thousands of times
 */
export async function temporaryFolder(kind: 'disk' | 'memory' = 'disk'): Promise<string> {
  const parent = kind === 'memory' && existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = await mkdtemp(path.join(parent, 'routerkeep-vault-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
