import type { ReactElement } from 'react';
import { weekdayText } from '../../../../shared/dates.ts';
import { WEEKDAYS, type Weekday } from '../../../../shared/times-of-day.ts';
import { say } from '../../../../shared/words/say.ts';

/** On which days of the week. */
export function DaysChoice({
  days,
  onChange,
}: {
  readonly days: readonly Weekday[];
  readonly onChange: (day: Weekday, isOn: boolean) => void;
}): ReactElement {
  return (
    <fieldset className="days">
      <legend className="field-label">{say('window.settings.schedule.days')}</legend>
      <div className="days-row">
        {WEEKDAYS.map((day, index) => (
          <label key={day} className="day">
            <input
              type="checkbox"
              className="day-input"
              aria-label={weekdayText(index, 'long')}
              checked={days.includes(day)}
              onChange={(event) => onChange(day, event.target.checked)}
            />
            <span className="day-face" aria-hidden="true">
              {weekdayText(index, 'short')}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
