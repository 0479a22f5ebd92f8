import { useCallback, useRef, type ReactElement } from 'react';
import type { HistoryRow } from '../../../shared/ipc/index.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useAct } from '../../state/use-answer.ts';
import { BackupPanel } from './backup-panel.tsx';

/** What a line opens to: why it failed and what helps, or the backup it made. */
export function RowDetails({ row }: { readonly row: HistoryRow }): ReactElement {
  const { deviceId, file, error } = row;
  const details = useRef<HTMLDivElement>(null);
  /** Whoever opens the last line in sight wants to see what it opens to. */
  const comeIntoSight = useCallback(() => {
    const line = details.current?.closest('.history-line');
    const scroller = details.current?.closest('.content');
    if (line === null || line === undefined || scroller === null || scroller === undefined) return;
    const isHidden = line.getBoundingClientRect().bottom > scroller.getBoundingClientRect().bottom;
    if (isHidden) line.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <div className="history-details" ref={details}>
      {error !== undefined && <FailedRun deviceId={deviceId} error={error} />}
      {file !== undefined && row.backup !== undefined && (
        <BackupPanel backup={{ deviceId, file }} onShown={comeIntoSight} />
      )}
    </div>
  );
}

function FailedRun({
  deviceId,
  error,
}: {
  readonly deviceId: string;
  readonly error: NonNullable<HistoryRow['error']>;
}) {
  const { go } = useNavigation();
  const backUp = useAct('devices/back-up');
  const page = useAct('devices/open-page');
  return (
    <>
      <ErrorNote
        error={error}
        actions={{
          retry: () => backUp.mutate({ targets: [deviceId] }),
          page: () => page.mutate({ deviceId }),
          password: () => go({ place: 'devices', deviceId, view: 'password' }),
          certificate: () => go({ place: 'devices', deviceId, view: 'trust' }),
        }}
      />
      {backUp.error !== null && <ErrorNote error={backUp.error} urgent />}
      {page.error !== null && <ErrorNote error={page.error} urgent />}
    </>
  );
}
