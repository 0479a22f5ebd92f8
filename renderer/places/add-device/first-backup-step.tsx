import type { ReactElement } from 'react';
import type { AddState } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { Progress } from '../../components/progress.tsx';
import { useAct } from '../../state/use-answer.ts';
import { Checks, Notes } from './check-step.tsx';

/** The phases of the first backup. */
export function FirstBackupStep({ adding }: { readonly adding: AddState }): ReactElement {
  const cancel = useAct('add/cancel').mutate;
  const { name, report, progress, checks, notes } = adding;
  return (
    <>
      <h2 tabIndex={-1}>{say('window.add.backup.title')}</h2>
      <Checks checks={checks} />
      <Notes notes={notes} />
      <Progress
        device={name === '' ? (report?.endpoint.host ?? '') : name}
        progress={progress}
        onCancel={() => cancel({})}
      />
    </>
  );
}
