import { useState, type ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { CodeField } from '../../components/text-field.tsx';
import { useAct } from '../../state/use-answer.ts';
import { StepForm } from './step-form.tsx';

/** The device asks for a one-time code. */
export function CodeForm({ isWrong }: { readonly isWrong: boolean }): ReactElement {
  const answer = useAct('add/code');
  const cancel = useAct('add/cancel');
  const [code, setCode] = useState('');
  return (
    <StepForm
      title={say('window.add.code')}
      action={say('window.continue')}
      canSend={code.trim() !== ''}
      isPending={answer.isPending}
      onSend={() => answer.mutate({ code: code.trim() }, { onSuccess: () => setCode('') })}
      onCancel={() => cancel.mutate({})}
    >
      <p>{say('window.add.code.text')}</p>
      <div data-first="">
        <CodeField
          value={code}
          onChange={setCode}
          autoFocus
          problem={isWrong ? say('window.add.code.wrong') : undefined}
        />
      </div>
      {answer.error !== null && <ErrorNote error={answer.error} urgent />}
    </StepForm>
  );
}
