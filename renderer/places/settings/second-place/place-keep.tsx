import type { ReactElement } from 'react';
import type { RetentionPolicy } from '../../../../shared/models.ts';
import { say } from '../../../../shared/words/say.ts';
import { Fold } from '../../../components/fold.tsx';
import { Switch } from '../../../components/switch.tsx';
import { KeepFields } from '../keep/keep-fields.tsx';
import { readKeep } from '../keep/keep-value.ts';

/** How many backups a second place keeps: as many as the vault, or a number of its own. */
export function PlaceKeep({
  folder,
  keep,
  vaultKeep,
  isPending,
  onChange,
}: {
  readonly folder: string;
  /** As typed; undefined: as many as the vault. */
  readonly keep: string | undefined;
  readonly vaultKeep: RetentionPolicy;
  readonly isPending: boolean;
  /** null: as many as the vault. */
  readonly onChange: (keep: RetentionPolicy | null) => void;
}): ReactElement {
  const isOwn = keep !== undefined;
  return (
    <Fold title={isOwn ? say('window.settings.place.keep', { keep }) : say('window.settings.place.keep.vault')}>
      <div role="group" className="keep" aria-label={say('window.settings.place.keep.label', { folder })}>
        <Switch
          label={say('window.settings.place.keep.own')}
          isOn={isOwn}
          isDisabled={isPending}
          onChange={(wanted) => onChange(wanted ? vaultKeep : null)}
        />
        {isOwn && <KeepFields policy={readKeep(keep)} onChange={onChange} />}
      </div>
    </Fold>
  );
}
