import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Input } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { callKey } from '../../state/keys.ts';
import { useAct } from '../../state/use-answer.ts';

/** Opens and checks a backup again, and says what came of it. */
export function VerifyNow({ backup }: Input<'backup/verify'>): ReactElement {
  const verify = useAct('backup/verify');
  const queries = useQueryClient();
  const { politely } = useAnnounce();
  const start = (): void =>
    verify.mutate(
      { backup },
      {
        onSuccess: ({ ok }) => ok && politely(say('window.backup.verified')),
        // Sound or not, it stands in its record now.
        onSettled: () => {
          void queries.invalidateQueries({ queryKey: callKey('backup/details', { backup }) });
          void queries.invalidateQueries({ queryKey: ['history/page'] });
        },
      },
    );
  const outcome = verify.data;
  return (
    <>
      <Button isPending={verify.isPending} onPress={start}>
        {say('window.backup.verify')}
      </Button>
      {outcome?.ok === true && <p className="backup-done">{say('window.backup.verified')}</p>}
      {outcome?.ok === false && <ErrorNote error={outcome.error} urgent />}
      {verify.error !== null && <ErrorNote error={verify.error} urgent />}
    </>
  );
}
