import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { DeviceModel, Input } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog, FormDialog } from '../../../components/dialog.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useAct, useAnswer } from '../../../state/use-answer.ts';

/** When this device is backed up; its own schedule or that for all. */
export function ScheduleDialog({
  device: { id, name },
  onClose,
}: {
  readonly device: DeviceModel;
  readonly onClose: () => void;
}): ReactElement {
  const settings = useAnswer('settings/read', { deviceId: id });
  const schedule = settings.data?.find(({ key }) => key === 'schedule');
  const title = say('window.schedule.title', { name });
  if (schedule === undefined) {
    return (
      <Dialog title={title} onClose={onClose}>
        {settings.error !== null && <ErrorNote error={settings.error} urgent />}
        <div className="dialog-buttons">
          <Button onPress={onClose}>{say('window.close')}</Button>
        </div>
      </Dialog>
    );
  }
  return <Form deviceId={id} title={title} value={schedule.value} isOwn={schedule.own} onClose={onClose} />;
}

function Form({
  deviceId,
  title,
  value,
  isOwn,
  onClose,
}: {
  readonly deviceId: string;
  readonly title: string;
  readonly value: string;
  readonly isOwn: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const change = useAct('settings/change');
  const queries = useQueryClient();
  const [text, setText] = useState(value);
  const send = (how: Input<'settings/change'>['change']): void =>
    change.mutate(
      { deviceId, key: 'schedule', change: how },
      {
        onSuccess: () => {
          void queries.invalidateQueries({ queryKey: ['settings/read'] });
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title={title}
      action={say('window.save')}
      isPending={change.isPending}
      canSend={text.trim() !== ''}
      onSend={() => send({ kind: 'value', value: text.trim() })}
      onClose={onClose}
      extra={
        isOwn ? <Button onPress={() => send({ kind: 'default' })}>{say('window.schedule.default')}</Button> : undefined
      }
    >
      <p className="field-text">{say(isOwn ? 'window.schedule.own' : 'window.schedule.inherited')}</p>
      <TextField
        label={say('window.schedule.field')}
        value={text}
        onChange={setText}
        description={say('window.schedule.text')}
        maxLength={300}
        literal
        autoFocus
      />
      {change.error !== null && <ErrorNote error={change.error} urgent />}
    </FormDialog>
  );
}
