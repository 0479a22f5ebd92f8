import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { BackupDetails, HistoryRow } from '../../../shared/ipc/index.ts';
import { callKey } from '../../state/keys.ts';
import type { HistoryPage } from './merge-rows.ts';
import { PAGES_READ } from './use-history.ts';

type Named = Pick<BackupDetails, 'deviceId' | 'file'>;

export interface ChangedBackup {
  /** What was changed about a backup stands in its details and in its row at once. */
  readonly changed: (details: BackupDetails) => void;
  readonly deleted: (backup: Named) => void;
}

export function useChangedBackup(): ChangedBackup {
  const queries = useQueryClient();
  const patch = useCallback(
    (backup: Named, change: (row: HistoryRow) => HistoryRow) => {
      queries.setQueriesData<InfiniteData<HistoryPage>>({ queryKey: [PAGES_READ] }, (data) =>
        data === undefined ? data : { ...data, pages: data.pages.map((page) => patchPage(page, backup, change)) },
      );
      queries.setQueriesData<HistoryPage>({ queryKey: ['history/page'] }, (page) =>
        page === undefined ? page : patchPage(page, backup, change),
      );
      void queries.invalidateQueries({ queryKey: ['restore/list'] });
    },
    [queries],
  );
  const changed = useCallback(
    (details: BackupDetails) => {
      const { deviceId, file, note, pinned, state } = details;
      queries.setQueryData(callKey('backup/details', { backup: { deviceId, file } }), details);
      patch(details, (row) => ({ ...row, pinned, backup: state, note: note === '' ? undefined : note }));
    },
    [queries, patch],
  );
  const deleted = useCallback(
    (backup: Named) => patch(backup, (row) => ({ ...row, backup: 'removed', pinned: false })),
    [patch],
  );
  return { changed, deleted };
}

/** Pure. */
function patchPage(page: HistoryPage, backup: Named, change: (row: HistoryRow) => HistoryRow): HistoryPage {
  const isMeant = ({ deviceId, file }: HistoryRow): boolean => deviceId === backup.deviceId && file === backup.file;
  return page.rows.some(isMeant) ? { ...page, rows: page.rows.map((row) => (isMeant(row) ? change(row) : row)) } : page;
}
