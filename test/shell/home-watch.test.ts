import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchHome } from '../../electron/shell/engine/home-watch.ts';

async function watchedHome(): Promise<{ home: string; told: () => number; next: () => Promise<void> }> {
  const home = await mkdtemp(path.join(tmpdir(), 'routerkeep-watched-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  let count = 0;
  let waiting: (() => void) | undefined;
  onTestFinished(
    watchHome(home, () => {
      count += 1;
      waiting?.();
    }),
  );
  return { home, told: () => count, next: () => new Promise((resolve) => (waiting = resolve)) };
}

describe('a home that two programs share', () => {
  it('tells when the other wrote a row of the history', async () => {
    const { home, next } = await watchedHome();
    const telling = next();
    await writeFile(path.join(home, 'history.db-wal'), 'a row');
    await telling;
  });

  it('tells when the other replaced the settings, once for several writes in a row, and never for its logs', async () => {
    const { home, told, next } = await watchedHome();
    const telling = next();
    await writeFile(path.join(home, 'routerkeep.log'), 'a line');
    await writeFile(path.join(home, '.settings.new'), '{}');
    await rename(path.join(home, '.settings.new'), path.join(home, 'settings.json'));
    await writeFile(path.join(home, 'history.db'), 'a row');
    await telling;
    expect(told()).toBe(1);
  });

  it('does without where nothing can be watched', () => {
    expect(() => watchHome('/nowhere/at/all', () => undefined)()).not.toThrow();
  });
});
