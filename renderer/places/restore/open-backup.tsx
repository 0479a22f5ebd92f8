import type { ReactElement } from 'react';
import type { FoundModel } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Menu } from '../../components/menu.tsx';
import { useAct } from '../../state/use-answer.ts';

/** Opens what lies elsewhere: an old disk, a copy, a file somebody sent. The system's dialog asks which. */
export function OpenBackup({ onOpened }: { readonly onOpened: (found: FoundModel) => void }): ReactElement {
  const open = useAct('restore/open');
  const ask = (what: 'file' | 'folder') => () =>
    open.mutate({ what }, { onSuccess: (found) => found !== null && onOpened(found) });
  return (
    <div className="open-backup">
      <Menu
        label={say('window.restore.open')}
        face={say('window.restore.open')}
        entries={(['file', 'folder'] as const).map((what) => ({
          id: what,
          text: say(`window.restore.open.${what}`),
          onAction: ask(what),
        }))}
      />
      {open.error !== null && <ErrorNote error={open.error} urgent />}
    </div>
  );
}
