import { say } from '../../shared/index.ts';
import type { Keeper, Selection } from '../keeper/types.ts';
import type { Page } from './page.ts';

/** Says of which devices another home stores backups in the same folder: each keeps and deletes its own alone. */
export async function tellSharedFolders(keeper: Keeper, page: Page, selection: Selection): Promise<void> {
  for (const subject of await keeper.sharedFolders(selection)) {
    page.note(say('cli.of', { subject, message: say('keeper.shared') }));
  }
}
