import type { ReactElement, ReactNode, SyntheticEvent } from 'react';
import { say } from '../../../shared/words/say.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { Button } from '../../components/button.tsx';
import { useAct } from '../../state/use-answer.ts';

/** One step that is filled in: title, fields, and what to do with them. Enter continues. */
export function StepForm({
  title,
  action,
  canSend = true,
  isPending = false,
  onSend,
  onBack,
  onCancel,
  children,
}: {
  readonly title: string;
  /** The word on the button. */
  readonly action: string;
  readonly canSend?: boolean;
  readonly isPending?: boolean;
  readonly onSend: () => void;
  readonly onBack?: () => void;
  /** Absent: puts the stepper away and forgets what was typed. */
  readonly onCancel?: () => void;
  readonly children: ReactNode;
}): ReactElement {
  const { go } = useNavigation();
  const abandon = useAct('add/abandon');
  const leave = (): void => {
    go({ place: 'devices' });
    abandon.mutate({});
  };
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (canSend && !isPending) onSend();
  };
  return (
    <form className="stack" onSubmit={send} noValidate>
      <h2 tabIndex={-1}>{title}</h2>
      {children}
      <div className="buttons step-buttons">
        <Button type="submit" variant="primary" isDisabled={!canSend} isPending={isPending}>
          {action}
        </Button>
        {onBack !== undefined && <Button onPress={onBack}>{say('window.back')}</Button>}
        <Button variant="quiet" onPress={onCancel ?? leave}>
          {say('window.cancel')}
        </Button>
      </div>
    </form>
  );
}
