import type { ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Section } from '../section.tsx';
import { KeepEditor } from './keep-editor.tsx';
import { KeepPreview } from './keep-preview.tsx';

export function KeepSection(): ReactElement {
  return (
    <>
      <Section title={say('window.settings.keep.title')} text={say('window.settings.keep.text')}>
        <KeepEditor />
      </Section>
      <Section title={say('window.settings.keep.now')}>
        <KeepPreview />
      </Section>
    </>
  );
}
