import { useState, type ReactElement } from 'react';
import type { RetentionPolicy } from '../../../../shared/models.ts';
import { say } from '../../../../shared/words/say.ts';
import { FEWEST, keepProblem } from './keep-value.ts';
import { NumberInput } from './number-input.tsx';

const FIELDS = ['newest', 'weekly', 'monthly'] as const;

/** How many backups stay, as three numbers; what is possible is sent when a field is left. */
export function KeepFields({
  policy,
  onChange,
}: {
  readonly policy: RetentionPolicy;
  readonly onChange: (policy: RetentionPolicy) => void;
}): ReactElement {
  return (
    <div className="keep-fields">
      {FIELDS.map((field) => (
        <KeepField key={`${field} ${String(policy[field])}`} field={field} policy={policy} onChange={onChange} />
      ))}
    </div>
  );
}

function KeepField({
  field,
  policy,
  onChange,
}: {
  readonly field: (typeof FIELDS)[number];
  readonly policy: RetentionPolicy;
  readonly onChange: (policy: RetentionPolicy) => void;
}): ReactElement {
  const [typed, setTyped] = useState(String(policy[field]));
  const problem = keepProblem(field, typed);
  const settle = (text: string): void => {
    if (keepProblem(field, text) === undefined && Number(text) !== policy[field]) {
      onChange({ ...policy, [field]: Number(text) });
    }
  };
  return (
    <NumberInput
      label={say(`window.settings.keep.${field}`)}
      value={typed}
      least={field === 'newest' ? FEWEST : 0}
      problem={
        problem === undefined
          ? undefined
          : say(`window.settings.keep.${problem}`, { least: field === 'newest' ? FEWEST : 0 })
      }
      onChange={setTyped}
      onSettle={settle}
    />
  );
}
