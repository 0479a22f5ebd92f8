import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import type { HistoryFilter } from './use-history.ts';

const FILTERS = ['all', 'changes', 'problems'] as const;

/** Everything, only changes, or only problems. */
export function FilterChoice({
  value,
  onChange,
}: {
  readonly value: HistoryFilter;
  readonly onChange: (value: HistoryFilter) => void;
}): ReactElement {
  return (
    <fieldset className="segments">
      <legend className="field-label">{say('window.history.filter')}</legend>
      <div className="segments-row">
        {FILTERS.map((filter) => (
          <label key={filter} className="segment">
            <input
              type="radio"
              name="history-filter"
              className="segment-input"
              checked={value === filter}
              onChange={() => onChange(filter)}
            />
            <span className="segment-face">{say(`window.history.filter.${filter}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
