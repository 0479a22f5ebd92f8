import { useState, type SyntheticEvent, type ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { Fold } from '../../../components/fold.tsx';
import { TextField } from '../../../components/text-field.tsx';
import type { Changing } from '../use-change.ts';

/** The schedule as it is typed in the terminal: for what no list offers, such as a zone or an expression. */
export function ExpertSchedule({
  text,
  changing,
}: {
  readonly text: string;
  readonly changing: Changing;
}): ReactElement {
  const [typed, setTyped] = useState(text);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '' && typed.trim() !== text) changing.set(typed.trim());
  };
  return (
    <Fold title={say('window.settings.schedule.expert')}>
      <form className="one-field" onSubmit={send}>
        <TextField
          label={say('window.settings.schedule.expert.field')}
          description={say('window.settings.schedule.expert.text')}
          value={typed}
          onChange={setTyped}
          literal
          maxLength={400}
        />
        <Button type="submit" isDisabled={typed.trim() === '' || typed.trim() === text} isPending={changing.isPending}>
          {say('window.settings.schedule.expert.apply')}
        </Button>
      </form>
    </Fold>
  );
}
