import { useState, type ReactElement } from 'react';
import type { BackupDetails } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { momentText } from '../../../shared/dates.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { CheckBox } from '../../components/switch.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useChangedBackup } from './use-changed-backup.ts';

/** Asks before a backup is deleted; for the last verified one it must be said twice. The system asks once more. */
export function DeleteBackup({
  details,
  onClose,
}: {
  readonly details: BackupDetails;
  readonly onClose: () => void;
}): ReactElement {
  const { deviceId, file, device, takenAt, last, pinned } = details;
  const [evenLast, setEvenLast] = useState(false);
  const remove = useAct('backup/delete');
  const { deleted } = useChangedBackup();
  const { politely } = useAnnounce();
  const send = (): void =>
    remove.mutate(
      { backup: { deviceId, file }, evenLast },
      {
        onSuccess: ({ deleted: isGone }) => {
          onClose();
          if (!isGone) return;
          deleted({ deviceId, file });
          politely(say('window.backup.deleted'));
        },
      },
    );
  return (
    <FormDialog
      title={say('window.backup.delete.title')}
      action={say('window.backup.delete')}
      danger
      isPending={remove.isPending}
      canSend={!last || evenLast}
      onSend={send}
      onClose={onClose}
    >
      <p>{say('window.backup.delete.text', { date: momentText(takenAt) })}</p>
      {pinned && <p>{say('window.backup.delete.pinned')}</p>}
      {last && (
        <>
          <p className="backup-last">{say('window.backup.delete.last', { device })}</p>
          <CheckBox label={say('window.backup.delete.even-last')} isOn={evenLast} onChange={setEvenLast} />
        </>
      )}
      <p className="field-text">{say('window.backup.delete.system')}</p>
      {remove.error !== null && <ErrorNote error={remove.error} urgent />}
    </FormDialog>
  );
}
