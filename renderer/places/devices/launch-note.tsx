import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useAppState } from '../../state/use-app-state.ts';

/** After a restart nobody would run the schedule: said as long as it is so. */
export function LaunchNote(): ReactElement | null {
  const state = useAppState(({ desktop }) => desktop.launchAtLogin);
  const isDemo = useAppState((app) => app.demo);
  const scheduler = useAppState(({ overview }) => overview.scheduler);
  const change = useAct('settings/launch-at-login');
  // A service that runs the schedule is started by the system.
  if (state === 'on' || state === 'unavailable' || isDemo || scheduler === 'elsewhere') return null;
  return (
    <div className="place-note launch-note">
      <p>
        {say('window.devices.launch-off')}
        {state !== 'off' && ` ${say(`window.add.done.launch.${state}`)}`}
      </p>
      {state === 'off' && (
        <Button isPending={change.isPending} onPress={() => change.mutate({ enabled: true })}>
          {say('window.devices.launch-on')}
        </Button>
      )}
      {change.error !== null && <ErrorNote error={change.error} urgent />}
    </div>
  );
}
