import { useState, type ReactElement } from 'react';
import { isTimeOfDay } from '../../../../shared/times-of-day.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { furtherTime } from './schedule-form.ts';
import { TimeInput } from './time-input.tsx';

/** The times of day of a schedule; one at least. */
export function TimesField({
  times,
  onChange,
}: {
  readonly times: readonly string[];
  readonly onChange: (times: readonly string[]) => void;
}): ReactElement {
  const [drafts, setDrafts] = useState(times);
  const put = (index: number, time: string): void =>
    setDrafts(drafts.map((draft, place) => (place === index ? time : draft)));
  /** A time that is half typed is not sent; what was there before comes back. */
  const settle = (index: number): void => {
    if (isTimeOfDay(drafts[index] ?? '')) onChange(drafts);
    else setDrafts(times);
  };
  return (
    <fieldset className="times">
      <legend className="field-label">{say('window.settings.schedule.time')}</legend>
      <div className="times-row">
        {drafts.map((draft, index) => (
          <div key={String(index)} className="time">
            <TimeInput
              label={say('window.settings.schedule.time.nth', { number: index + 1 })}
              hideLabel
              value={draft}
              onChange={(time) => put(index, time)}
              onSettle={() => settle(index)}
            />
            {drafts.length > 1 && (
              <Button
                variant="quiet"
                className="time-remove"
                aria-label={say('window.settings.schedule.time.remove', { time: draft })}
                onPress={() => onChange(times.filter((_, place) => place !== index))}
              >
                <span aria-hidden="true">×</span>
              </Button>
            )}
          </div>
        ))}
        <Button variant="quiet" onPress={() => onChange([...times, furtherTime(times)])}>
          {say('window.settings.schedule.time.add')}
        </Button>
      </div>
    </fieldset>
  );
}
