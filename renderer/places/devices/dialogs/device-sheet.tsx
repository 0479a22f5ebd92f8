import type { ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { DeviceCard } from '../device-card.tsx';
import type { DialogRequest } from '../dialog-request.ts';

/** The card of a device of a fleet, over its table. */
export function DeviceSheet({
  device,
  onDialog,
  onClose,
}: {
  readonly device: DeviceModel;
  readonly onDialog: (request: DialogRequest) => void;
  readonly onClose: () => void;
}): ReactElement {
  return (
    <Dialog title={device.name} onClose={onClose} wide>
      <div className="stack">
        <DeviceCard device={device} onDialog={onDialog} />
        <div className="dialog-buttons">
          <Button onPress={onClose}>{say('window.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
