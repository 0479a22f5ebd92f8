import type { PowerSaveBlocker } from 'electron';

/** Keeps the computer awake while a backup runs, and not a moment longer. */
export interface Suspension {
  /** @param running how many runs there are */
  readonly update: (running: number) => void;
}

export function createSuspension(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>): Suspension {
  let id: number | undefined;
  return {
    update: (running) => {
      if (running > 0) id ??= blocker.start('prevent-app-suspension');
      else if (id !== undefined) {
        blocker.stop(id);
        id = undefined;
      }
    },
  };
}
