import { useState, type ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { FormDialog } from '../../../components/dialog.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useAct } from '../../../state/use-answer.ts';

export function RenameDialog({
  device: { id, name },
  onClose,
}: {
  readonly device: DeviceModel;
  readonly onClose: () => void;
}): ReactElement {
  const rename = useAct('devices/rename');
  const [next, setNext] = useState(name);
  return (
    <FormDialog
      title={say('window.rename.title', { name })}
      action={say('window.save')}
      isPending={rename.isPending}
      canSend={next.trim() !== ''}
      onSend={() => rename.mutate({ deviceId: id, name: next.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        label={say('window.rename.field')}
        value={next}
        onChange={setNext}
        description={say('window.rename.text')}
        maxLength={200}
        autoFocus
      />
      {rename.error !== null && <ErrorNote error={rename.error} urgent />}
    </FormDialog>
  );
}
