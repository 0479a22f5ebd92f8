import { useId, type ReactElement } from 'react';

export interface ChoiceOption {
  readonly value: string;
  readonly text: string;
}

/** One of several: the system's own list box, which every screen reader and keyboard knows. */
export function Choice({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
  isDisabled = false,
  description,
}: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly options: readonly ChoiceOption[];
  readonly onChange: (value: string) => void;
  readonly isDisabled?: boolean;
  readonly description?: string;
}): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label className={hideLabel ? 'visually-hidden' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="field-input"
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value)}
        {...(description === undefined ? {} : { 'aria-describedby': `${id}-text` })}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      {description !== undefined && (
        <span className="field-text" id={`${id}-text`}>
          {description}
        </span>
      )}
    </div>
  );
}
