import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Mark } from '../../components/mark.tsx';
import { useAct, useAnswer } from '../../state/use-answer.ts';
import { useAppState } from '../../state/use-app-state.ts';

/** What this does, in two sentences, and the two ways to begin. */
export function NoDevices(): ReactElement {
  const { go } = useNavigation();
  const demo = useAppState((state) => state.demo);
  const enter = useAct('demo/enter');
  const found = useAnswer('restore/found', {}).data;
  return (
    <section className="place empty">
      <Mark />
      <h1 tabIndex={-1}>{say('window.empty.title')}</h1>
      <p>{say('window.empty.text')}</p>
      <div className="buttons">
        <Button variant="primary" onPress={() => go({ place: 'add' })}>
          {say('window.add.title')}
        </Button>
        {!demo && (
          <Button isPending={enter.isPending} onPress={() => enter.mutate({})}>
            {say('window.empty.demo')}
          </Button>
        )}
      </div>
      {found !== undefined && found.backups.length > 0 && (
        <div className="empty-found">
          <p>{say('window.empty.found', { count: found.backups.length, folder: found.folder })}</p>
          <Button onPress={() => go({ place: 'restore' })}>{say('window.empty.restore')}</Button>
        </div>
      )}
      {enter.error !== null && <ErrorNote error={enter.error} urgent />}
    </section>
  );
}
