import { useState, type ReactElement } from 'react';
import type { KeepError } from '../../../shared/errors.ts';
import type { BackupDetails } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { useNavigation } from '../../app/navigation.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useAct } from '../../state/use-answer.ts';
import { DeleteBackup } from './delete-backup.tsx';
import { useChangedBackup } from './use-changed-backup.ts';
import { VerifyNow } from './verify-now.tsx';

/** What can be done with a stored backup. */
export function BackupActions({ details }: { readonly details: BackupDetails }): ReactElement {
  const { deviceId, file, pinned, state } = details;
  const backup = { deviceId, file };
  const { go } = useNavigation();
  const { politely } = useAnnounce();
  const { changed } = useChangedBackup();
  const [deleting, setDeleting] = useState(false);
  const [done, setDone] = useState('');
  const show = useAct('backup/show');
  const saveAs = useAct('backup/save-as');
  const pin = useAct('backup/pin');
  const tell = (sentence: string): void => {
    setDone(sentence);
    politely(sentence);
  };
  const isHere = state === 'verified' || state === 'damaged';
  const failures = [show.error, saveAs.error, pin.error].filter((error): error is KeepError => error !== null);
  return (
    <>
      <div className="buttons">
        {state === 'verified' && (
          <Button variant="primary" onPress={() => go({ place: 'restore', deviceId, file })}>
            {say('window.backup.restore')}
          </Button>
        )}
        {isHere && <Button onPress={() => show.mutate({ backup })}>{say('window.backup.show')}</Button>}
        {isHere && (
          <Button
            isPending={saveAs.isPending}
            onPress={() =>
              saveAs.mutate({ backup }, { onSuccess: ({ saved }) => saved && tell(say('window.backup.saved')) })
            }
          >
            {say('window.backup.save-as')}
          </Button>
        )}
        {isHere && <VerifyNow backup={backup} />}
        {isHere && (
          <Button
            isPending={pin.isPending}
            onPress={() =>
              pin.mutate(
                { backup, pinned: !pinned },
                {
                  onSuccess: (after) => {
                    changed(after);
                    // The answer to the system's question was no.
                    if (after.pinned === pinned) return;
                    tell(say(after.pinned ? 'window.backup.pinned' : 'window.backup.unpinned'));
                  },
                },
              )
            }
          >
            {say(pinned ? 'window.backup.unpin' : 'window.backup.pin')}
          </Button>
        )}
        {state !== 'away' && (
          <Button variant="quiet" className="backup-delete" onPress={() => setDeleting(true)}>
            {say('window.backup.delete')}
          </Button>
        )}
      </div>
      {done !== '' && <p className="backup-done">{done}</p>}
      {failures.map((error) => (
        <ErrorNote key={error.code} error={error} urgent />
      ))}
      {deleting && <DeleteBackup details={details} onClose={() => setDeleting(false)} />}
    </>
  );
}
