import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { isOurs } from './origin.ts';

/** The part of a call that tells who makes it. */
export type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** Point 17: calls count from our window alone, from its main frame, while it shows our page. */
export function isOurPage({ sender, senderFrame }: Sender, ours: WebContents | undefined): boolean {
  if (ours === undefined || sender !== ours || senderFrame === null) return false;
  return senderFrame === ours.mainFrame && senderFrame.parent === null && isOurs(senderFrame.url);
}
