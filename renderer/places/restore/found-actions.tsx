import { useState, type ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useAct } from '../../state/use-answer.ts';

/** What can be done with a backup whose device is not known here. */
export function FoundActions({ token, canSave }: { readonly token: string; readonly canSave: boolean }): ReactElement {
  const saveAs = useAct('restore/found-save-as');
  const show = useAct('restore/found-show');
  const print = useAct('restore/print');
  const { politely } = useAnnounce();
  const [done, setDone] = useState('');
  const save = (): void =>
    saveAs.mutate(
      { token },
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
        {canSave && (
          <Button variant="primary" isPending={saveAs.isPending} onPress={save}>
            {say('window.restore.save')}
          </Button>
        )}
        <Button onPress={() => show.mutate({ token })}>{say('window.restore.show')}</Button>
        <Button isPending={print.isPending} onPress={() => print.mutate({})}>
          {say('window.restore.print')}
        </Button>
      </div>
      {done !== '' && <p className="backup-done">{done}</p>}
      {[saveAs.error, show.error, print.error]
        .filter((error) => error !== null)
        .map((error) => (
          <ErrorNote key={error.code} error={error} urgent />
        ))}
    </div>
  );
}
