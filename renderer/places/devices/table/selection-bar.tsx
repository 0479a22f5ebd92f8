import { useMemo, type ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Menu } from '../../../components/menu.tsx';
import { useAct } from '../../../state/use-answer.ts';
import type { DialogRequest } from '../dialog-request.ts';
import { usePauseEntries } from '../pause-entries.ts';

/** What can be done with all that is selected. */
export function SelectionBar({
  chosen,
  shown,
  total,
  onDialog,
}: {
  readonly chosen: readonly DeviceModel[];
  readonly shown: number;
  readonly total: number;
  readonly onDialog: (request: DialogRequest) => void;
}): ReactElement {
  const backUp = useAct('devices/back-up');
  const ids = useMemo(() => chosen.map(({ id }) => id), [chosen]);
  const pause = usePauseEntries(ids, false);
  const resume = usePauseEntries(ids, true);
  const isNone = ids.length === 0;
  return (
    <div className="fleet-selection">
      <p role="status">
        {say('window.table.shown', { shown, total })}
        {!isNone && `, ${say('window.table.selected', { count: ids.length })}`}
      </p>
      <div className="buttons">
        <Button isDisabled={isNone} isPending={backUp.isPending} onPress={() => backUp.mutate({ targets: ids })}>
          {say('window.devices.back-up-selected', { count: ids.length })}
        </Button>
        <Menu
          label={say('window.table.selection-menu')}
          isDisabled={isNone}
          entries={[
            pause,
            resume,
            {
              id: 'group',
              text: say('window.devices.menu.group'),
              onAction: () => onDialog({ kind: 'group', deviceIds: ids }),
            },
          ]}
        />
      </div>
      {backUp.error !== null && <ErrorNote error={backUp.error} urgent />}
    </div>
  );
}
