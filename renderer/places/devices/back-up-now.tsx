import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../components/progress.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useRun } from '../../state/use-app-state.ts';

/** `Back up now`, which turns in place into the run with its `Cancel`. */
export function BackUpNow({
  deviceId,
  device,
  isPrimary = false,
}: {
  readonly deviceId: string;
  /** Its name. */
  readonly device: string;
  /** Where a backup is what the device needs. */
  readonly isPrimary?: boolean;
}): ReactElement {
  const run = useRun(deviceId);
  const backUp = useAct('devices/back-up');
  const cancel = useAct('devices/cancel');
  if (run !== undefined) {
    return <Progress device={device} progress={run.progress} onCancel={() => cancel.mutate({ deviceId })} />;
  }
  return (
    <div className="back-up-now">
      <Button
        variant={isPrimary ? 'primary' : 'plain'}
        isPending={backUp.isPending}
        onPress={() => backUp.mutate({ targets: [deviceId] })}
      >
        {say('window.devices.back-up')}
      </Button>
      {backUp.error !== null && <ErrorNote error={backUp.error} urgent />}
    </div>
  );
}
