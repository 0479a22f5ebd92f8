import { useState, type ReactElement } from 'react';
import type { AddState } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useAppState } from '../../state/use-app-state.ts';
import { StepForm } from './step-form.tsx';

/** Takes what people paste; what answers there is shown in the next step. */
export function AddressStep({ adding }: { readonly adding: AddState }): ReactElement {
  const demoDevice = useAppState((state) => state.demoDevice ?? null);
  const look = useAct('add/look');
  const cancel = useAct('add/cancel');
  const [address, setAddress] = useState(adding.address === '' ? (demoDevice?.address ?? '') : adding.address);
  const { working } = adding;
  const error = look.error ?? adding.error;
  const send = (allowHttp: boolean): void => look.mutate({ address: address.trim(), allowHttp });
  return (
    <StepForm
      title={say('window.add.address.title')}
      action={say('window.continue')}
      canSend={address.trim() !== ''}
      isPending={working || look.isPending}
      onSend={() => send(false)}
      {...(working ? { onCancel: () => cancel.mutate({}) } : {})}
    >
      <div data-first="">
        <TextField
          label={say('window.add.address.field')}
          value={address}
          onChange={setAddress}
          description={say('window.add.address.text')}
          inputMode="url"
          autoComplete="off"
          maxLength={500}
          literal
          autoFocus
        />
      </div>
      {working && <p role="status">{say('window.add.address.looking')}</p>}
      {!working && error !== undefined && (
        <ErrorNote
          error={error}
          actions={{ 'allow-http': () => send(true), retry: () => send(adding.allowHttp) }}
          urgent
        />
      )}
      {!working && error?.code === 'http/consent-needed' && <p className="field-text">{say('window.add.http.text')}</p>}
    </StepForm>
  );
}
