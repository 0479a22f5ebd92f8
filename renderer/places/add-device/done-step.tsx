import type { ReactElement } from 'react';
import type { AddState } from '../../../shared/ipc/index.ts';
import { sizeText } from '../../../shared/sizes.ts';
import { warningSentence } from '../../../shared/warnings.ts';
import { say } from '../../../shared/words/say.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { StateShape } from '../../components/state-shape.tsx';
import { Switch } from '../../components/switch.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useAppState, useDevice } from '../../state/use-app-state.ts';
import { Notes } from './check-step.tsx';

/** "Protected", when the next backup comes, and the question about launch at login. */
export function DoneStep({ adding }: { readonly adding: AddState }): ReactElement | null {
  const { go } = useNavigation();
  const finish = useAct('add/finish');
  const begin = useAct('add/begin');
  const { result } = adding;
  // By now the watch may know more than the stepper did.
  const current = useDevice(result?.device.id);
  const device = current ?? result?.device;
  if (result === undefined || device === undefined) return null;
  const { backup, advice } = result;
  const stored = backup?.ok === true ? backup : undefined;
  // A router that wants a code for every sign-in has its backup, and will get no other by itself.
  const isSafe = stored !== undefined && device.protection.state !== 'needs-you';
  const trouble = backup?.ok === false ? backup.error : isSafe ? undefined : device.protection.error;
  const { name, nextRunText } = device;
  const state = isSafe ? 'protected' : device.protection.state;
  const leave = (): void => {
    go({ place: 'devices', deviceId: device.id });
    finish.mutate({});
  };
  return (
    <>
      <div className="done" data-state={state}>
        <StateShape state={state} />
        <div>
          <h2 tabIndex={-1}>{isSafe ? say('window.add.done.title') : say('window.add.done.title.open', { name })}</h2>
          {isSafe && nextRunText !== undefined && <p>{say('window.add.done.next', { when: nextRunText })}</p>}
        </div>
      </div>
      <p>
        {stored === undefined
          ? say('window.add.done.no-backup')
          : say('window.add.done.stored', { name, size: sizeText(stored.bytes) })}
      </p>
      {trouble !== undefined && <ErrorNote error={trouble} />}
      <Notes notes={[...adding.notes, ...advice, ...(stored?.warnings ?? []).map(warningSentence)]} />
      {stored !== undefined && <LaunchAtLogin />}
      <div className="buttons step-buttons">
        <Button variant="primary" onPress={leave}>
          {say('window.add.done.finish')}
        </Button>
        <Button onPress={() => finish.mutate({}, { onSuccess: () => begin.mutate({}) })}>
          {say('window.add.done.another')}
        </Button>
      </div>
    </>
  );
}

/** Asked here, after the first verified backup, and nowhere else but in Settings. */
function LaunchAtLogin(): ReactElement | null {
  const state = useAppState(({ desktop }) => desktop.launchAtLogin);
  const demo = useAppState((app) => app.demo);
  const change = useAct('settings/launch-at-login');
  if (state === 'unavailable' || demo) return null;
  const isHeld = state === 'requires-approval' || state === 'blocked';
  return (
    <>
      <Switch
        label={say('window.add.done.launch')}
        description={say(isHeld ? `window.add.done.launch.${state}` : 'window.add.done.launch.text')}
        isOn={state === 'on' || isHeld}
        isDisabled={change.isPending}
        onChange={(enabled) => change.mutate({ enabled })}
      />
      {change.error !== null && <ErrorNote error={change.error} urgent />}
    </>
  );
}
