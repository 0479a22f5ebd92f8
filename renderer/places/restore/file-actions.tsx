import { useState, type ReactElement, type ReactNode } from 'react';
import type { KeepError } from '../../../shared/errors.ts';
import { say } from '../../../shared/words/say.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useAct } from '../../state/use-answer.ts';

export interface FileActionsProps {
  /** Asks where to put the file and tells whether it was put there; undefined where the file cannot be handed out. */
  readonly save: (() => Promise<{ readonly saved: boolean }>) | undefined;
  readonly show: () => void;
  readonly isSaving: boolean;
  readonly failures: readonly (KeepError | null)[];
  readonly children?: ReactNode;
}

/** What the program can do with a file for a restore: hand it out, show it in its folder, print the guide. */
export function FileActions({ save, show, isSaving, failures, children }: FileActionsProps): ReactElement {
  const print = useAct('restore/print');
  const { politely } = useAnnounce();
  const [done, setDone] = useState('');
  const handOut = async (asked: Promise<{ readonly saved: boolean }>): Promise<void> => {
    // A refusal is told below.
    const answer = await asked.catch(() => undefined);
    if (answer?.saved !== true) return;
    setDone(say('window.restore.saved'));
    politely(say('window.restore.saved'));
  };
  return (
    <div className="restore-actions" role="group" aria-label={say('window.restore.actions')}>
      <div className="buttons">
        {save !== undefined && (
          <Button variant="primary" isPending={isSaving} onPress={() => void handOut(save())}>
            {say('window.restore.save')}
          </Button>
        )}
        <Button onPress={show}>{say('window.restore.show')}</Button>
        <Button isPending={print.isPending} onPress={() => print.mutate({})}>
          {say('window.restore.print')}
        </Button>
        {children}
      </div>
      {done !== '' && <p className="backup-done">{done}</p>}
      {[...failures, print.error]
        .filter((error) => error !== null)
        .map((error) => (
          <ErrorNote key={error.code} error={error} urgent />
        ))}
    </div>
  );
}
