import { watch } from 'node:fs';
import path from 'node:path';
import type { Dispose } from '../emitter.ts';

/** Writing one run changes the history several times in a row. */
const PAUSE_MS = 300;

/** Settings are replaced, the history's newest rows stand in the file beside it. Logs and locks change without meaning anything. */
const TELLING = /^(settings\.json|history\.db(-wal)?)$/;

/**
 * Tells when another program, or this one, wrote settings or history: the terminal shares the home. Where a file system
 * tells nothing, the engine's own look of every minute remains.
 */
export function watchHome(home: string, onChange: () => void): Dispose {
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, PAUSE_MS).unref();
  };
  try {
    const watcher = watch(home, { persistent: false }, (_, name) => {
      if (name === null || TELLING.test(path.basename(name))) soon();
    });
    watcher.on('error', () => watcher.close());
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch {
    return () => clearTimeout(timer);
  }
}
