import { useMemo, type ReactElement } from 'react';
import type { DeviceModel } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Menu, type MenuEntry } from '../../components/menu.tsx';
import { useAct } from '../../state/use-answer.ts';
import type { DialogRequest } from './dialog-request.ts';
import { usePauseEntries } from './pause-entries.ts';
import { useRemoveDevice } from './use-remove-device.ts';

/** Everything that can be done with one device. */
export function DeviceMenu({
  device,
  onDialog,
}: {
  readonly device: DeviceModel;
  readonly onDialog: (request: DialogRequest) => void;
}): ReactElement {
  const { go } = useNavigation();
  const { id, name, paused } = device;
  const openFolder = useAct('devices/open-folder').mutate;
  const openPage = useAct('devices/open-page').mutate;
  const deviceIds = useMemo(() => [id], [id]);
  const pause = usePauseEntries(deviceIds, paused !== undefined);
  const remove = useRemoveDevice(id);
  const ask = (kind: DialogRequest['kind']) => () => onDialog({ kind, deviceIds });
  const entries: readonly MenuEntry[] = [
    { id: 'open-folder', text: say('window.devices.menu.open-folder'), onAction: () => openFolder({ deviceId: id }) },
    {
      id: 'history',
      text: say('window.devices.menu.history'),
      onAction: () => go({ place: 'history', deviceId: id }),
    },
    { id: 'open-page', text: say('window.devices.menu.open-page'), onAction: () => openPage({ deviceId: id }) },
    { id: 'check', text: say('window.devices.menu.check'), onAction: ask('check') },
    { id: 'report', text: say('window.devices.menu.report'), onAction: ask('report') },
    pause,
    { id: 'separator-1', separator: true },
    { id: 'password', text: say('window.devices.menu.password'), onAction: ask('password') },
    { id: 'address', text: say('window.devices.menu.address'), onAction: ask('address') },
    { id: 'certificate', text: say('window.devices.menu.certificate'), onAction: ask('certificate') },
    { id: 'schedule', text: say('window.devices.menu.schedule'), onAction: ask('schedule') },
    { id: 'group', text: say('window.devices.menu.group'), onAction: ask('group') },
    { id: 'rename', text: say('window.devices.menu.rename'), onAction: ask('rename') },
    { id: 'separator-2', separator: true },
    { id: 'remove', text: say('window.devices.menu.remove'), onAction: remove.ask, danger: true },
  ];
  return (
    <>
      <Menu label={say('window.devices.menu', { name })} entries={entries} />
      {remove.error !== null && (
        <Dialog title={say('window.remove.failed', { name })} onClose={remove.close}>
          <ErrorNote error={remove.error} urgent />
          <div className="dialog-buttons">
            <Button onPress={remove.close}>{say('window.close')}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
