import type { ReactElement } from 'react';
import { WEEKDAYS, type Weekday } from '../../../../shared/times-of-day.ts';
import { say } from '../../../../shared/words/say.ts';

/** A Monday: from there on seven days are named by the person's own system. */
const MONDAY = Date.UTC(2026, 0, 5, 12);
const DAY = 86_400_000;

/** On which days of the week. */
export function DaysChoice({
  days,
  onChange,
}: {
  readonly days: readonly Weekday[];
  readonly onChange: (day: Weekday, isOn: boolean) => void;
}): ReactElement {
  const short = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' });
  const long = new Intl.DateTimeFormat(undefined, { weekday: 'long', timeZone: 'UTC' });
  return (
    <fieldset className="days">
      <legend className="field-label">{say('window.settings.schedule.days')}</legend>
      <div className="days-row">
        {WEEKDAYS.map((day, index) => (
          <label key={day} className="day">
            <input
              type="checkbox"
              className="day-input"
              aria-label={long.format(MONDAY + index * DAY)}
              checked={days.includes(day)}
              onChange={(event) => onChange(day, event.target.checked)}
            />
            <span className="day-face" aria-hidden="true">
              {short.format(MONDAY + index * DAY)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
