import { useId, type ReactElement } from 'react';

/** A time of day, "03:00", typed as the person's own system writes it. It is settled by Enter or by leaving the field. */
export function TimeInput({
  label,
  hideLabel = false,
  value,
  onChange,
  onSettle,
  isDisabled = false,
}: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSettle: () => void;
  readonly isDisabled?: boolean;
}): ReactElement {
  const id = useId();
  return (
    <div className="field time-field">
      <label className={hideLabel ? 'visually-hidden' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="time"
        className="field-input"
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onSettle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSettle();
        }}
      />
    </div>
  );
}
