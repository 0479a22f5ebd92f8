import { useState, type ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { FormDialog } from '../../../components/dialog.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useAct } from '../../../state/use-answer.ts';

/** Of one device or of a selection. */
export function GroupDialog({
  device,
  deviceIds,
  onClose,
}: {
  readonly device: DeviceModel;
  readonly deviceIds: readonly string[];
  readonly onClose: () => void;
}): ReactElement {
  const change = useAct('devices/group');
  const [group, setGroup] = useState(deviceIds.length === 1 ? (device.group ?? '') : '');
  return (
    <FormDialog
      title={say('window.group.title', { count: deviceIds.length })}
      action={say('window.save')}
      isPending={change.isPending}
      onSend={() => change.mutate({ deviceIds, group: group.trim() }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        label={say('window.group.field')}
        value={group}
        onChange={setGroup}
        description={say('window.group.text')}
        maxLength={200}
        autoFocus
      />
      {change.error !== null && <ErrorNote error={change.error} urgent />}
    </FormDialog>
  );
}
