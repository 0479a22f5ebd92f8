import type { ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { ChangeOutcome } from '../section.tsx';
import { SETTING_NAMES } from '../setting-names.ts';
import { useChange } from '../use-change.ts';
import { useSettings, type SettingKey } from '../use-settings.ts';

/** An alarm as it holds for a device. New ones are set under Alarms, where their secret address is typed. */
export function OwnAlarm({
  settingKey,
  deviceId,
}: {
  readonly settingKey: Extract<SettingKey, 'webhook' | 'ntfy' | 'ping-url'>;
  readonly deviceId: string;
}): ReactElement | null {
  const { of } = useSettings(deviceId);
  const changing = useChange(settingKey, deviceId);
  const setting = of(settingKey);
  const name = say(SETTING_NAMES[settingKey]);
  if (setting === undefined) return null;
  const isNone = setting.value === 'none';
  return (
    <section className="own-setting" aria-label={name} data-own={setting.own}>
      <div className="own-setting-head">
        <h3>{name}</h3>
        <span className="badge" data-kind={setting.own ? 'changed' : 'inherited'}>
          {say(setting.own ? 'window.settings.own.different' : 'window.settings.own.inherited')}
        </span>
        {setting.own && (
          <Button
            variant="quiet"
            isPending={changing.isPending}
            aria-label={say('window.settings.own.default.label', { setting: name })}
            onPress={() => changing.change({ kind: 'default' })}
          >
            {say('window.settings.own.default')}
          </Button>
        )}
        {!setting.own && !isNone && (
          <Button variant="quiet" isPending={changing.isPending} onPress={() => changing.set('none')}>
            {say('window.settings.own.without-alarm')}
          </Button>
        )}
      </div>
      <p className="setting-text breakable">{isNone ? say('window.settings.own.no-alarm') : setting.value}</p>
      <ChangeOutcome changing={changing} />
    </section>
  );
}
