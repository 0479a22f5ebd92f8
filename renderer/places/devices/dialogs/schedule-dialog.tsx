import type { ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { OwnSetting } from '../../settings/exceptions/own-setting.tsx';
import { ScheduleEditor } from '../../settings/schedule/schedule-editor.tsx';
import { UndoBar } from '../../settings/undo-bar.tsx';
import { UndoProvider } from '../../settings/undo.tsx';
import { useFreshSettings } from '../../settings/use-settings.ts';

/** When this device is backed up: its own schedule or that for all, as among the exceptions in Settings. */
export function ScheduleDialog({
  device: { id, name },
  onClose,
}: {
  readonly device: DeviceModel;
  readonly onClose: () => void;
}): ReactElement {
  useFreshSettings();
  return (
    <Dialog title={say('window.schedule.title', { name })} onClose={onClose} wide>
      <div className="stack">
        <UndoProvider>
          <OwnSetting settingKey="schedule" deviceId={id}>
            <ScheduleEditor deviceId={id} />
          </OwnSetting>
          <UndoBar />
        </UndoProvider>
        <div className="dialog-buttons">
          <Button onPress={onClose}>{say('window.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
