import type { ReactElement } from 'react';
import type { DesktopState } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Choice } from '../../../components/choice.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Switch } from '../../../components/switch.tsx';
import { useAct } from '../../../state/use-answer.ts';
import { useAppState } from '../../../state/use-app-state.ts';
import { Section } from '../section.tsx';
import { useUndo } from '../undo.tsx';

const THEMES = ['system', 'light', 'dark'] as const;

/** How the program sits in the desktop, as it really is. */
export function GeneralSection(): ReactElement {
  const { launchAtLogin, theme, tray } = useAppState(({ desktop }) => desktop);
  const setLaunch = useAct('settings/launch-at-login');
  const setTheme = useAct('settings/theme');
  const { offer } = useUndo();

  const launch = (enabled: boolean): void =>
    setLaunch.mutate(
      { enabled },
      {
        onSuccess: () =>
          offer({
            ...words('window.settings.launch'),
            undo: () => setLaunch.mutateAsync({ enabled: !enabled }).then(() => undefined),
          }),
      },
    );
  const paint = (wanted: DesktopState['theme']): void =>
    setTheme.mutate(
      { theme: wanted },
      {
        onSuccess: () =>
          offer({
            ...words('window.settings.theme'),
            undo: () => setTheme.mutateAsync({ theme }).then(() => undefined),
          }),
      },
    );

  return (
    <Section title={say('window.settings.section.general')}>
      <Switch
        label={say('window.settings.launch')}
        description={launchText(launchAtLogin)}
        isOn={launchAtLogin === 'on' || launchAtLogin === 'requires-approval'}
        isDisabled={launchAtLogin === 'unavailable' || setLaunch.isPending}
        onChange={launch}
      />
      {setLaunch.error !== null && <ErrorNote error={setLaunch.error} urgent />}
      <div className="setting-narrow">
        <Choice
          label={say('window.settings.theme')}
          value={theme}
          options={THEMES.map((value) => ({ value, text: say(`window.settings.theme.${value}`) }))}
          onChange={(value) => paint(THEMES.find((one) => one === value) ?? 'system')}
        />
      </div>
      {setTheme.error !== null && <ErrorNote error={setTheme.error} urgent />}
      {tray === 'absent' && <p className="setting-text">{say('window.settings.tray.absent')}</p>}
    </Section>
  );
}

/** The real state, where it is another than was asked for. */
function launchText(state: DesktopState['launchAtLogin']): string {
  if (state === 'on' || state === 'off') return say('window.settings.launch.text');
  return say(`window.settings.launch.state.${state}`);
}

function words(key: 'window.settings.launch' | 'window.settings.theme') {
  const setting = say(key);
  return {
    sentence: say('window.settings.changed', { setting }),
    undone: say('window.settings.undone', { setting }),
  };
}
