import { useState, type ReactElement } from 'react';
import type { RetentionPolicy } from '../../../../shared/models.ts';
import { say } from '../../../../shared/words/say.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { ChangeOutcome } from '../section.tsx';
import { useChange } from '../use-change.ts';
import { useSettings } from '../use-settings.ts';
import { FEWEST, keepProblem, readKeep, writeKeep } from './keep-value.ts';
import { NumberInput } from './number-input.tsx';

const FIELDS = ['newest', 'weekly', 'monthly'] as const;

/** How many verified backups stay, for all devices or of one. */
export function KeepEditor({ deviceId }: { readonly deviceId?: string }): ReactElement {
  const { of, error, retry } = useSettings(deviceId);
  const changing = useChange('keep', deviceId);
  const setting = of('keep');
  if (error !== null) return <ErrorNote error={error} actions={{ retry }} />;
  if (setting === undefined) return <p aria-busy="true">{say('window.settings.loading')}</p>;
  const policy = readKeep(setting.value);
  return (
    <div className="keep" aria-busy={changing.isPending}>
      <div className="keep-fields">
        {FIELDS.map((field) => (
          <KeepField
            key={`${field} ${String(policy[field])}`}
            field={field}
            policy={policy}
            onChange={(next) => changing.set(writeKeep(next))}
          />
        ))}
      </div>
      <p className="setting-words">{say('window.settings.keep.words', { words: setting.words ?? setting.value })}</p>
      <ChangeOutcome changing={changing} />
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
