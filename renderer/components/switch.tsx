import { useId, type ReactElement } from 'react';

interface Props {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly description?: string | undefined;
  readonly isDisabled?: boolean;
}

/** Takes effect at once. */
export function Switch(props: Props): ReactElement {
  return <Toggle {...props} kind="switch" />;
}

/** Waits for the button below it. */
export function CheckBox(props: Props): ReactElement {
  return <Toggle {...props} kind="checkbox" />;
}

function Toggle({
  label,
  isOn,
  onChange,
  description,
  isDisabled = false,
  kind,
}: Props & { readonly kind: 'switch' | 'checkbox' }): ReactElement {
  const id = useId();
  return (
    <div className="toggle">
      <label className="toggle-label">
        <input
          type="checkbox"
          className={`toggle-${kind}`}
          {...(kind === 'switch' ? { role: 'switch' } : {})}
          checked={isOn}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.checked)}
          {...(description === undefined ? {} : { 'aria-describedby': id })}
        />
        <span>{label}</span>
      </label>
      {description !== undefined && (
        <p className="field-text" id={id}>
          {description}
        </p>
      )}
    </div>
  );
}
