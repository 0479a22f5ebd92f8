import type { ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Section } from '../section.tsx';
import { SecondPlaceEditor } from './second-place-editor.tsx';

export function SecondPlaceSection(): ReactElement {
  return (
    <Section title={say('window.settings.place.title')} text={say('window.settings.place.text')}>
      <SecondPlaceEditor />
    </Section>
  );
}
