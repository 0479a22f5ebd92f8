import type { ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Section } from '../section.tsx';
import { ScheduleEditor } from './schedule-editor.tsx';

export function ScheduleSection(): ReactElement {
  return (
    <Section title={say('window.settings.schedule.title')} text={say('window.settings.schedule.text')}>
      <ScheduleEditor />
    </Section>
  );
}
