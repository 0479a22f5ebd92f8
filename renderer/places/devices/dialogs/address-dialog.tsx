import { useState, type ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog, FormDialog } from '../../../components/dialog.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useAct } from '../../../state/use-answer.ts';

/** The device has moved. It must show the identity that is remembered. */
export function AddressDialog({
  device: { id, name, origin },
  onClose,
}: {
  readonly device: DeviceModel;
  readonly onClose: () => void;
}): ReactElement {
  const change = useAct('devices/change-address');
  const [address, setAddress] = useState(origin);
  const title = say('window.address.title', { name });
  const notes = change.data?.notes ?? [];
  if (notes.length > 0) {
    return (
      <Dialog title={title} onClose={onClose}>
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
        <div className="dialog-buttons">
          <Button variant="primary" onPress={onClose} autoFocus>
            {say('window.close')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={title}
      action={say('window.address.save')}
      isPending={change.isPending}
      canSend={address.trim() !== ''}
      onSend={() =>
        change.mutate({ deviceId: id, address }, { onSuccess: (result) => result.notes.length === 0 && onClose() })
      }
      onClose={onClose}
    >
      <p>{say('window.address.text')}</p>
      <TextField
        label={say('window.address.field')}
        value={address}
        onChange={setAddress}
        inputMode="url"
        maxLength={500}
        literal
        autoFocus
      />
      {change.error !== null && <ErrorNote error={change.error} urgent />}
    </FormDialog>
  );
}
