import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { KeepError } from '../../../shared/errors.ts';
import { say } from '../../../shared/words/say.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useUndo, type Change } from './undo.tsx';

/** What was changed last, and the way back. */
export function UndoBar(): ReactElement {
  const { last, offer } = useUndo();
  const { politely } = useAnnounce();
  const takeBack = useMutation<unknown, KeepError, Change>({
    mutationFn: ({ undo }) => undo(),
    onSuccess: (_, { undone }) => {
      offer(undefined);
      politely(undone);
    },
  });
  return (
    <div className="undo-place">
      {takeBack.error !== null && <ErrorNote error={takeBack.error} urgent />}
      {last !== undefined && (
        <div className="undo-bar">
          <span>{last.sentence}</span>
          <Button isPending={takeBack.isPending} onPress={() => takeBack.mutate(last)}>
            {say('window.settings.undo')}
          </Button>
          <Button variant="quiet" onPress={() => offer(undefined)}>
            {say('window.settings.undo.dismiss')}
          </Button>
        </div>
      )}
    </div>
  );
}
