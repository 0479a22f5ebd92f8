import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useAct } from '../../state/use-answer.ts';

/** What a paused device needs first. */
export function Resume({ deviceId }: { readonly deviceId: string }): ReactElement {
  const resume = useAct('devices/resume');
  return (
    <div className="back-up-now">
      <Button variant="primary" isPending={resume.isPending} onPress={() => resume.mutate({ targets: [deviceId] })}>
        {say('window.devices.menu.resume')}
      </Button>
      {resume.error !== null && <ErrorNote error={resume.error} urgent />}
    </div>
  );
}
