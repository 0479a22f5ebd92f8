import { useState, type ReactElement, type ReactNode } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { ChangeOutcome } from '../section.tsx';
import { SETTING_NAMES } from '../setting-names.ts';
import { useChange } from '../use-change.ts';
import { useSettings, type SettingKey } from '../use-settings.ts';

/** One setting of a device: as for all until it is to differ; then its editor, and the way back. */
export function OwnSetting({
  settingKey,
  deviceId,
  children,
}: {
  readonly settingKey: Extract<SettingKey, 'schedule' | 'keep' | 'vault' | 'copy-to'>;
  readonly deviceId: string;
  /** Its editor. */
  readonly children: ReactNode;
}): ReactElement {
  const { of, error, retry } = useSettings(deviceId);
  const changing = useChange(settingKey, deviceId);
  const [begun, setBegun] = useState(false);
  const setting = of(settingKey);
  const name = say(SETTING_NAMES[settingKey]);
  if (error !== null) return <ErrorNote error={error} actions={{ retry }} />;
  if (setting === undefined) return <p aria-busy="true">{say('window.settings.loading')}</p>;
  const isOpen = setting.own || begun;
  const fallBack = (): void => {
    setBegun(false);
    if (setting.own) changing.change({ kind: 'default' });
  };
  return (
    <section className="own-setting" aria-label={name} data-own={setting.own}>
      <div className="own-setting-head">
        <h3>{name}</h3>
        <span className="badge" data-kind={setting.own ? 'changed' : 'inherited'}>
          {say(setting.own ? 'window.settings.own.different' : 'window.settings.own.inherited')}
        </span>
        {isOpen ? (
          <Button
            variant="quiet"
            isPending={changing.isPending}
            aria-label={say('window.settings.own.default.label', { setting: name })}
            onPress={fallBack}
          >
            {say('window.settings.own.default')}
          </Button>
        ) : (
          <Button
            variant="quiet"
            aria-label={say('window.settings.own.begin.label', { setting: name })}
            onPress={() => setBegun(true)}
          >
            {say('window.settings.own.begin')}
          </Button>
        )}
      </div>
      {isOpen ? children : <p className="setting-text breakable">{shown(settingKey, setting)}</p>}
      {settingKey === 'copy-to' && isOpen && setting.value !== 'none' && (
        <div className="buttons">
          <Button onPress={() => changing.set('none')}>{say('window.settings.own.without-places')}</Button>
        </div>
      )}
      <ChangeOutcome changing={changing} />
    </section>
  );
}

function shown(key: SettingKey, { value, words }: { readonly value: string; readonly words?: string | undefined }) {
  if (key === 'copy-to' && value === 'none') return say('window.settings.own.no-places');
  return words ?? value;
}
