import type { ReactElement } from 'react';
import type { DesktopState } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { CheckMark } from '../../../components/check-mark.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Switch } from '../../../components/switch.tsx';
import { useAct } from '../../../state/use-answer.ts';
import { useAppState } from '../../../state/use-app-state.ts';
import { ChangeOutcome, Section } from '../section.tsx';
import { useChange } from '../use-change.ts';
import { useSettings } from '../use-settings.ts';
import { QuietHours } from './quiet-hours.tsx';

/** What pops up on this computer, when, and whether the system lets it. */
export function NotificationsSection(): ReactElement {
  const state = useAppState(({ desktop }) => desktop.notifications);
  return (
    <Section title={say('window.settings.notify.title')} text={say('window.settings.notify.text')}>
      <SystemState state={state} />
      <Preferences />
    </Section>
  );
}

function SystemState({ state }: { readonly state: DesktopState['notifications'] }): ReactElement {
  const test = useAct('settings/test-notification');
  return (
    <>
      <div className="system-state">
        <CheckMark outcome={state === 'supported' ? 'ok' : 'warning'} />
        <p>{say(`window.settings.notify.state.${state}`)}</p>
        <Button isPending={test.isPending} onPress={() => test.mutate({})}>
          {say('window.settings.notify.test')}
        </Button>
      </div>
      {test.data !== undefined && (
        <p role="status" className={test.data.shown ? 'setting-done' : 'setting-warning'}>
          {test.data.sentence}
        </p>
      )}
      {test.error !== null && <ErrorNote error={test.error} urgent />}
    </>
  );
}

function Preferences(): ReactElement {
  const { of, error, retry } = useSettings();
  const success = useChange('tell-success');
  const told = of('tell-success');
  const quiet = of('quiet-hours');
  if (error !== null) return <ErrorNote error={error} actions={{ retry }} />;
  if (told === undefined || quiet === undefined) return <p aria-busy="true">{say('window.settings.loading')}</p>;
  return (
    <>
      <Switch
        label={say('window.settings.notify.success')}
        description={say('window.settings.notify.success.text')}
        isOn={(success.wanted ?? told.value) === 'yes'}
        onChange={(isOn) => success.set(isOn ? 'yes' : 'no')}
      />
      <ChangeOutcome changing={success} />
      <QuietHours key={quiet.value} value={quiet.value} />
    </>
  );
}
