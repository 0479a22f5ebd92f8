import { say } from '../../../shared/index.ts';
import type { Dialogs } from '../ipc/index.ts';

export interface UnseenOptions {
  /** Whether a tray shows our icon, as last known. */
  readonly hasTray: () => boolean;
  readonly isFine: () => boolean;
  readonly onFine: () => void;
  readonly dialogs: Dialogs;
  readonly isEnding: () => boolean;
  readonly closeWindow: () => void;
  readonly quit: () => void;
}

let asking = false;

/**
 * Whether the window may close. Where no tray shows the program, it would go on unseen: somebody is asked, once.
 */
export function mayCloseWindow(options: UnseenOptions): boolean {
  if (options.isEnding() || options.hasTray() || options.isFine()) return true;
  if (!asking) {
    asking = true;
    void ask(options).finally(() => (asking = false));
  }
  return false;
}

async function ask({ dialogs, onFine, closeWindow, quit }: UnseenOptions): Promise<void> {
  // Escape and Return are the other answer: the nights must not end by a key too many.
  const ends = await dialogs.confirm({
    message: say('shell.confirm.no-tray'),
    detail: say('shell.confirm.no-tray.detail'),
    action: say('shell.confirm.no-tray.quit'),
    other: say('shell.confirm.no-tray.keep'),
  });
  if (ends) {
    quit();
    return;
  }
  onFine();
  closeWindow();
}
