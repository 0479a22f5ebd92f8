import type { ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Section } from '../section.tsx';
import { FolderEditor } from './folder-editor.tsx';

export function FolderSection(): ReactElement {
  return (
    <Section title={say('window.settings.folder.title')} text={say('window.settings.folder.text')}>
      <FolderEditor />
    </Section>
  );
}
