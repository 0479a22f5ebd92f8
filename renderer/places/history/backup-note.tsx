import { useState, type SyntheticEvent, type ReactElement } from 'react';
import type { BackupDetails } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useChangedBackup } from './use-changed-backup.ts';

/** What a person wants to remember about a backup. */
export function BackupNote({ details: { deviceId, file, note } }: { readonly details: BackupDetails }): ReactElement {
  const [text, setText] = useState(note);
  const save = useAct('backup/note');
  const { changed } = useChangedBackup();
  const { politely } = useAnnounce();
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    save.mutate(
      { backup: { deviceId, file }, note: text.trim() },
      {
        onSuccess: (details) => {
          changed(details);
          politely(say('window.backup.note.saved'));
        },
      },
    );
  };
  return (
    <form className="backup-note" onSubmit={send}>
      <TextField
        label={say('window.backup.note')}
        description={say('window.backup.note.text')}
        value={text}
        onChange={setText}
        maxLength={1000}
      />
      {text.trim() !== note && (
        <Button type="submit" isPending={save.isPending}>
          {say('window.backup.note.save')}
        </Button>
      )}
      {save.error !== null && <ErrorNote error={save.error} urgent />}
    </form>
  );
}
