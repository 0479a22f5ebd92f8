import { useId, type ReactElement } from 'react';

/** A whole number. It is settled by Enter or by leaving the field. */
export function NumberInput({
  label,
  value,
  least,
  problem,
  onChange,
  onSettle,
}: {
  readonly label: string;
  readonly value: string;
  readonly least: number;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onSettle: (value: string) => void;
}): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        className="field-input"
        inputMode="numeric"
        min={least}
        step={1}
        value={value}
        aria-invalid={problem !== undefined}
        {...(problem === undefined ? {} : { 'aria-describedby': `${id}-problem` })}
        onChange={(event) => onChange(event.target.value)}
        onBlur={() => onSettle(value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSettle(value);
        }}
      />
      {problem !== undefined && (
        <span className="field-problem" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </div>
  );
}
