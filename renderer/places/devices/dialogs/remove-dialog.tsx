import { useState, type ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { useAnnounce } from '../../../app/announcer.tsx';
import { FormDialog } from '../../../components/dialog.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { CheckBox } from '../../../components/switch.tsx';
import { useAct } from '../../../state/use-answer.ts';

/** Backups stay unless asked otherwise, and then the system asks once more. */
export function RemoveDialog({
  device: { id, name, folder },
  onClose,
}: {
  readonly device: DeviceModel;
  readonly onClose: () => void;
}): ReactElement {
  const remove = useAct('devices/remove');
  const { politely } = useAnnounce();
  const [deleteBackups, setDeleteBackups] = useState(false);
  const send = (): void =>
    remove.mutate(
      { deviceId: id, deleteBackups },
      {
        onSuccess: ({ removed, sentence }) => {
          politely(sentence);
          if (removed) onClose();
        },
      },
    );
  return (
    <FormDialog
      title={say('window.remove.title', { name })}
      action={say('window.remove.action')}
      danger
      isPending={remove.isPending}
      onSend={send}
      onClose={onClose}
    >
      <p className="breakable">{say('window.remove.text', { folder })}</p>
      <CheckBox
        label={say('window.remove.delete')}
        description={say('window.remove.delete.text')}
        isOn={deleteBackups}
        onChange={setDeleteBackups}
      />
      {remove.error !== null && <ErrorNote error={remove.error} urgent />}
    </FormDialog>
  );
}
