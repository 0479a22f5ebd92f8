import type { ReactElement } from 'react';
import type { Input } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { Button } from '../../components/button.tsx';
import { useAct } from '../../state/use-answer.ts';
import { FileActions } from './file-actions.tsx';

/** What the program can do for a restore: hand out the file, print the guide, open the device's page. No more. */
export function RestoreActions({
  backup,
  hasPage,
}: {
  readonly backup: Input<'backup/show'>['backup'];
  readonly hasPage: boolean;
}): ReactElement {
  const saveAs = useAct('backup/save-as');
  const show = useAct('backup/show');
  const page = useAct('devices/open-page');
  return (
    <FileActions
      save={() => saveAs.mutateAsync({ backup })}
      show={() => show.mutate({ backup })}
      isSaving={saveAs.isPending}
      failures={[saveAs.error, show.error, page.error]}
    >
      {hasPage && (
        <Button onPress={() => page.mutate({ deviceId: backup.deviceId })}>{say('window.restore.page')}</Button>
      )}
    </FileActions>
  );
}
