import { useState, type ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { CopyText } from '../../../components/copy-text.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Facts } from '../../../components/facts.tsx';
import { useAct, useAnswer } from '../../../state/use-answer.ts';
import { useAppState } from '../../../state/use-app-state.ts';
import { Section } from '../section.tsx';

/** What this is, what it is made with, and how to tell that something is wrong with it. */
export function AboutSection(): ReactElement {
  const version = useAppState((state) => state.version);
  const secretPlace = useAppState((state) => state.secretPlace);
  const report = useAct('app/report');
  const logs = useAct('app/open-logs');
  const [licences, setLicences] = useState(false);
  const errors = [report.error, logs.error].filter((error) => error !== null);
  return (
    <Section title={say('window.title')} text={say('window.settings.about.text')}>
      <Facts
        facts={[
          { label: say('window.settings.about.version'), value: version },
          { label: say('window.settings.about.secrets'), value: secretPlace },
        ]}
      />
      <div className="buttons">
        <Button isPending={report.isPending} onPress={() => report.mutate({ place: 'settings' })}>
          {say('window.settings.about.report')}
        </Button>
        <Button isPending={logs.isPending} onPress={() => logs.mutate({})}>
          {say('window.settings.about.logs')}
        </Button>
        {!licences && <Button onPress={() => setLicences(true)}>{say('window.settings.about.licences.show')}</Button>}
      </div>
      {errors.map((error) => (
        <ErrorNote key={error.code} error={error} urgent />
      ))}
      {report.data !== undefined && (
        <div className="stack">
          <p>{say('window.settings.about.report.text')}</p>
          <CopyText label={say('window.settings.about.report.label')} text={report.data.text} />
        </div>
      )}
      {licences && <Licences />}
    </Section>
  );
}

function Licences(): ReactElement {
  const { data, error, refetch } = useAnswer('app/licences', {});
  if (error !== null) return <ErrorNote error={error} actions={{ retry: () => void refetch() }} />;
  return (
    <div className="stack">
      <h3>{say('window.settings.about.licences')}</h3>
      <textarea
        className="copy-text-area"
        aria-label={say('window.settings.about.licences.label')}
        aria-busy={data === undefined}
        readOnly
        rows={12}
        value={data?.text ?? ''}
      />
    </div>
  );
}
