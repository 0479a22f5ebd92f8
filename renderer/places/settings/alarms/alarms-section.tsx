import type { ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { useAnswer } from '../../../state/use-answer.ts';
import { Section } from '../section.tsx';
import { AlarmForm } from './alarm-form.tsx';
import { AlarmItem } from './alarm-item.tsx';
import { TestAlarms } from './test-alarms.tsx';

/** Alarms outside: which there are, how their last delivery went, a test, and one more. */
export function AlarmsSection(): ReactElement {
  const { data, error, refetch } = useAnswer('settings/alarms', {});
  return (
    <>
      <Section title={say('window.settings.alarms.title')} text={say('window.settings.alarms.text')}>
        {error !== null && <ErrorNote error={error} actions={{ retry: () => void refetch() }} />}
        {data?.length === 0 && <p className="setting-words">{say('window.settings.alarms.none')}</p>}
        {data !== undefined && data.length > 0 && (
          <>
            <ul className="places" aria-label={say('window.settings.alarms.list')}>
              {data.map((alarm) => (
                <AlarmItem key={`${alarm.kind} ${alarm.device ?? ''}`} alarm={alarm} />
              ))}
            </ul>
            <TestAlarms />
          </>
        )}
      </Section>
      <Section title={say('window.settings.alarms.add')} text={say('window.settings.alarms.add.secret')}>
        <AlarmForm existing={data ?? []} />
      </Section>
    </>
  );
}
