import { useEffect, type ReactElement } from 'react';
import type { BackupDetails, Input } from '../../../shared/ipc/index.ts';
import { warningSentence } from '../../../shared/warnings.ts';
import { say } from '../../../shared/words/say.ts';
import { momentText } from '../../../shared/dates.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Facts, Fingerprint } from '../../components/facts.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { BackupActions } from './backup-actions.tsx';
import { backupFacts } from './backup-facts.ts';
import { BackupNote } from './backup-note.tsx';

/** A stored backup, opened: what was proven, where it lies, and what can be done with it. */
export function BackupPanel({
  backup,
  onShown,
}: {
  readonly backup: Input<'backup/details'>['backup'];
  /** It has its height now. */
  readonly onShown: () => void;
}): ReactElement {
  const { data, error, refetch } = useAnswer('backup/details', { backup });
  const isShown = data !== undefined;
  useEffect(() => {
    if (isShown) onShown();
  }, [isShown, onShown]);
  if (error !== null) return <ErrorNote error={error} actions={{ retry: () => void refetch() }} />;
  if (data === undefined) return <p aria-busy="true">{say('window.backup.loading')}</p>;
  return (
    <section className="backup" aria-label={say('window.backup.region', { date: momentText(data.takenAt) })}>
      {data.state !== 'verified' && <p className="backup-state">{say(`window.backup.state.${data.state}`)}</p>}
      <BackupActions details={data} />
      <Facts
        facts={[
          ...backupFacts(data),
          { label: say('window.backup.fact.checksum'), value: <Fingerprint sha256={data.sha256} /> },
        ]}
      />
      <Warnings details={data} />
      <BackupNote key={data.note} details={data} />
    </section>
  );
}

function Warnings({ details: { verification } }: { readonly details: BackupDetails }): ReactElement | null {
  if (verification === undefined || verification.warnings.length === 0) return null;
  return (
    <div className="backup-warnings">
      <h3>{say('window.backup.warnings')}</h3>
      <ul>
        {verification.warnings.map(warningSentence).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
