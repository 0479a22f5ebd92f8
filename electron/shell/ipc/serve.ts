import { ipcMain, type WebContents } from 'electron';
import { reportOf, keepError } from '../../../shared/index.ts';
import { CHANNELS, type Reply } from '../../../shared/ipc/index.ts';
import type { Dispose } from '../emitter.ts';
import { isOurPage } from '../security/index.ts';
import type { Desk } from './desk.ts';

/** Binds the contract to the page of our window, and to nobody else. */
export function serveDesk(desk: Desk, page: () => WebContents | undefined, log: (line: string) => void): Dispose {
  for (const channel of CHANNELS) {
    ipcMain.handle(
      `routerkeep:${channel}`,
      (event, input: unknown, work: unknown): Promise<Reply<unknown>> | Reply<never> => {
        if (isOurPage(event, page())) return desk.answer(channel, input, work);
        log(`ipc: ${channel} was asked for by a foreign sender`);
        return { ok: false, error: reportOf(keepError('internal', { detail: 'sender' })) };
      },
    );
  }
  return () => {
    for (const channel of CHANNELS) ipcMain.removeHandler(`routerkeep:${channel}`);
  };
}
