import type { ReactElement } from 'react';
import { keepText } from '../../../../shared/keep-text.ts';
import { say } from '../../../../shared/words/say.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { ChangeOutcome } from '../section.tsx';
import { useChange } from '../use-change.ts';
import { useSettings } from '../use-settings.ts';
import { KeepFields } from './keep-fields.tsx';
import { readKeep } from './keep-value.ts';

/** How many verified backups stay, for all devices or of one. */
export function KeepEditor({ deviceId }: { readonly deviceId?: string }): ReactElement {
  const { of, error, retry } = useSettings(deviceId);
  const changing = useChange('keep', deviceId);
  const setting = of('keep');
  if (error !== null) return <ErrorNote error={error} actions={{ retry }} />;
  if (setting === undefined) return <p aria-busy="true">{say('window.settings.loading')}</p>;
  return (
    <div className="keep" aria-busy={changing.isPending}>
      <KeepFields
        key={changing.declined}
        policy={readKeep(setting.value)}
        onChange={(next) => changing.set(keepText(next))}
      />
      <p className="setting-words">{say('window.settings.keep.words', { words: setting.words ?? setting.value })}</p>
      <ChangeOutcome changing={changing} />
    </div>
  );
}
