import { useState, type ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Switch } from '../../../components/switch.tsx';
import { TimeInput } from '../schedule/time-input.tsx';
import { ChangeOutcome } from '../section.tsx';
import { useChange } from '../use-change.ts';
import { quietText, readQuiet, USUAL } from './quiet-value.ts';

/** From when until when nothing pops up. @param value of the setting: "22:00-07:00" or "none" */
export function QuietHours({ value }: { readonly value: string }): ReactElement {
  const changing = useChange('quiet-hours');
  const hours = readQuiet(changing.wanted ?? value);
  const [draft, setDraft] = useState(hours ?? USUAL);
  const isSame = draft.from === draft.until;
  const settle = (): void => {
    const text = quietText(draft);
    if (hours !== undefined && text !== undefined && text !== value) changing.set(text);
  };
  return (
    <div className="quiet-hours">
      <Switch
        label={say('window.settings.notify.quiet')}
        description={say('window.settings.notify.quiet.text')}
        isOn={hours !== undefined}
        onChange={(isOn) => changing.set(isOn ? (quietText(draft) ?? 'none') : 'none')}
      />
      {hours !== undefined && (
        <div className="quiet-times">
          <TimeInput
            label={say('window.settings.notify.quiet.from')}
            value={draft.from}
            onChange={(from) => setDraft({ ...draft, from })}
            onSettle={settle}
          />
          <TimeInput
            label={say('window.settings.notify.quiet.until')}
            value={draft.until}
            onChange={(until) => setDraft({ ...draft, until })}
            onSettle={settle}
          />
        </div>
      )}
      {isSame && <p className="field-problem">{say('window.settings.notify.quiet.same')}</p>}
      <ChangeOutcome changing={changing} />
    </div>
  );
}
