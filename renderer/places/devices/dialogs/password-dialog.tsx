import { useRef, useState, type ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { FormDialog } from '../../../components/dialog.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { CodeField, PasswordField } from '../../../components/text-field.tsx';
import { useAct } from '../../../state/use-answer.ts';
import { useAppState } from '../../../state/use-app-state.ts';

/** Also the answer to a refused password; the same password counts. A code is asked for when the device wants one. */
export function PasswordDialog({
  device: { id, name, user },
  onClose,
}: {
  readonly device: DeviceModel;
  readonly onClose: () => void;
}): ReactElement {
  const change = useAct('devices/change-password');
  const openPage = useAct('devices/open-page');
  const place = useAppState((state) => state.secretPlace);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  /** What was refused would be refused again, and devices block who is wrong too often. */
  const askAgain = (clear: (text: string) => void, which: 'first' | 'last'): void => {
    clear('');
    const inputs = [...(fields.current?.querySelectorAll('input') ?? [])];
    (which === 'first' ? inputs[0] : inputs.at(-1))?.focus();
  };
  const send = (): void =>
    change.mutate(
      { deviceId: id, password, ...(code === '' ? {} : { code }) },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (error.code === 'auth/code-needed' || error.code === 'auth/code-wrong') setAsksCode(true);
          if (error.code === 'auth/refused') askAgain(setPassword, 'first');
          if (error.code === 'auth/code-wrong') askAgain(setCode, 'last');
        },
      },
    );
  return (
    <FormDialog
      title={say('window.password.title', { name })}
      action={say('window.password.save')}
      isPending={change.isPending}
      canSend={password !== '' && (!asksCode || code !== '')}
      onSend={send}
      onClose={onClose}
    >
      <p>{say('window.password.text', { place })}</p>
      <p className="field-text">{say('window.password.user', { user })}</p>
      <div ref={fields} className="stack">
        <PasswordField
          label={say('window.add.sign-in.password')}
          value={password}
          onChange={setPassword}
          maxLength={1000}
          description={change.error?.code === 'auth/refused' ? say('window.password.refused') : undefined}
          autoFocus
        />
        {asksCode && <CodeField value={code} onChange={setCode} />}
      </div>
      {change.error !== null && (
        <ErrorNote error={change.error} actions={{ page: () => openPage.mutate({ deviceId: id }) }} urgent />
      )}
    </FormDialog>
  );
}
