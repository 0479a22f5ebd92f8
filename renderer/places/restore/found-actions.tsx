import type { ReactElement } from 'react';
import { useAct } from '../../state/use-answer.ts';
import { FileActions } from './file-actions.tsx';

/** What can be done with a backup whose device is not known here. */
export function FoundActions({ token, canSave }: { readonly token: string; readonly canSave: boolean }): ReactElement {
  const saveAs = useAct('restore/found-save-as');
  const show = useAct('restore/found-show');
  return (
    <FileActions
      save={canSave ? () => saveAs.mutateAsync({ token }) : undefined}
      show={() => show.mutate({ token })}
      isSaving={saveAs.isPending}
      failures={[saveAs.error, show.error]}
    />
  );
}
