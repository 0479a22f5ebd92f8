import { useState, type ReactElement } from 'react';
import type { Input } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useAct } from '../../state/use-answer.ts';

/** What the program can do for a restore: hand out the file, print the guide, open the device's page. No more. */
export function RestoreActions({
  backup,
  hasPage,
}: {
  readonly backup: Input<'backup/show'>['backup'];
  readonly hasPage: boolean;
}): ReactElement {
  const saveAs = useAct('backup/save-as');
  const show = useAct('backup/show');
  const print = useAct('restore/print');
  const page = useAct('devices/open-page');
  const { politely } = useAnnounce();
  const [done, setDone] = useState('');
  const errors = [saveAs.error, show.error, print.error, page.error].filter((error) => error !== null);
  const save = (): void =>
    saveAs.mutate(
      { backup },
      {
        onSuccess: ({ saved }) => {
          if (!saved) return;
          setDone(say('window.restore.saved'));
          politely(say('window.restore.saved'));
        },
      },
    );
  return (
    <div className="restore-actions" role="group" aria-label={say('window.restore.actions')}>
      <div className="buttons">
        <Button variant="primary" isPending={saveAs.isPending} onPress={save}>
          {say('window.restore.save')}
        </Button>
        <Button onPress={() => show.mutate({ backup })}>{say('window.restore.show')}</Button>
        <Button isPending={print.isPending} onPress={() => print.mutate({})}>
          {say('window.restore.print')}
        </Button>
        {hasPage && (
          <Button onPress={() => page.mutate({ deviceId: backup.deviceId })}>{say('window.restore.page')}</Button>
        )}
      </div>
      {done !== '' && <p className="backup-done">{done}</p>}
      {errors.map((error) => (
        <ErrorNote key={error.code} error={error} urgent />
      ))}
    </div>
  );
}
