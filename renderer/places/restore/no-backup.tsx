import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../components/progress.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useDevices, useRun } from '../../state/use-app-state.ts';

/** Nothing to restore from: the moment to make a backup is now. */
export function NoBackup({ deviceId, name }: { readonly deviceId: string; readonly name: string }): ReactElement {
  const unopened = useDevices().find(({ id }) => id === deviceId)?.unopened;
  const backUp = useAct('devices/back-up');
  const cancel = useAct('devices/cancel');
  const run = useRun(deviceId);
  return (
    <div className="empty restore-none">
      <h2>{say('window.restore.none')}</h2>
      <p>{say('window.restore.none.text', { device: name })}</p>
      {unopened !== undefined && <p>{say('keeper.unopened.some', { count: unopened.length })}</p>}
      {run === undefined ? (
        <Button variant="primary" isPending={backUp.isPending} onPress={() => backUp.mutate({ targets: [deviceId] })}>
          {say('window.restore.none.back-up')}
        </Button>
      ) : (
        <Progress
          device={name}
          onCancel={() => cancel.mutate({ deviceId })}
          {...(run.progress === undefined ? {} : { progress: run.progress })}
        />
      )}
      {backUp.error !== null && <ErrorNote error={backUp.error} urgent />}
    </div>
  );
}
