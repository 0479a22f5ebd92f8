import { app } from 'electron';

export interface Ending {
  /** Whether the program is on its way out. */
  readonly begun: () => boolean;
  readonly quit: () => void;
}

/**
 * One way out, whoever asks: tray, system, signal. The work is brought to its end first, then the process ends.
 * @param close brings the work to its end; never takes long
 */
export function prepareEnding(close: () => Promise<void>, log: (line: string) => void): Ending {
  let closing: Promise<void> | undefined;
  const end = (): void => {
    closing ??= close()
      .catch((thrown: unknown) => log(`end: ${thrown instanceof Error ? thrown.name : typeof thrown}`))
      .then(() => app.exit(0));
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    end();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  // The window's end is not the program's.
  app.on('window-all-closed', () => undefined);
  return { begun: () => closing !== undefined, quit: end };
}
