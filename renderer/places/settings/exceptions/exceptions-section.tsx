import { useState, type ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { useNavigation } from '../../../app/navigation.tsx';
import { Choice } from '../../../components/choice.tsx';
import { useDevices } from '../../../state/use-app-state.ts';
import { FolderEditor } from '../folder/folder-editor.tsx';
import { KeepEditor } from '../keep/keep-editor.tsx';
import { ScheduleEditor } from '../schedule/schedule-editor.tsx';
import { SecondPlaceEditor } from '../second-place/second-place-editor.tsx';
import { Section } from '../section.tsx';
import { OwnAlarm } from './own-alarm.tsx';
import { OwnSetting } from './own-setting.tsx';

/** What one device does differently from all others. */
export function ExceptionsSection(): ReactElement {
  const devices = useDevices();
  const { where } = useNavigation();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const device =
    devices.find(({ id }) => id === chosen) ?? devices.find(({ id }) => id === where.deviceId) ?? devices[0];
  return (
    <Section title={say('window.settings.own.title')} text={say('window.settings.own.text')}>
      {device === undefined ? (
        <p className="setting-words">{say('window.settings.own.none')}</p>
      ) : (
        <>
          <div className="setting-narrow">
            <Choice
              label={say('window.settings.own.device')}
              value={device.id}
              options={devices.map(({ id, name }) => ({ value: id, text: name }))}
              onChange={setChosen}
            />
          </div>
          <OwnSettings key={device.id} deviceId={device.id} />
        </>
      )}
    </Section>
  );
}

function OwnSettings({ deviceId }: { readonly deviceId: string }): ReactElement {
  return (
    <div className="own-settings">
      <OwnSetting settingKey="schedule" deviceId={deviceId}>
        <ScheduleEditor deviceId={deviceId} />
      </OwnSetting>
      <OwnSetting settingKey="keep" deviceId={deviceId}>
        <KeepEditor deviceId={deviceId} />
      </OwnSetting>
      <OwnSetting settingKey="vault" deviceId={deviceId}>
        <FolderEditor deviceId={deviceId} />
      </OwnSetting>
      <OwnSetting settingKey="copy-to" deviceId={deviceId}>
        <SecondPlaceEditor deviceId={deviceId} />
      </OwnSetting>
      <OwnAlarm settingKey="webhook" deviceId={deviceId} />
      <OwnAlarm settingKey="ntfy" deviceId={deviceId} />
      <OwnAlarm settingKey="ping-url" deviceId={deviceId} />
    </div>
  );
}
