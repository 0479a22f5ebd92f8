import type { ReactElement } from 'react';
import type { Output } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { Choice } from '../../components/choice.tsx';
import { longMoment } from '../../../shared/dates.ts';
import { useAge } from '../../components/use-age.ts';

type Restorable = Output<'restore/list'>[number];

/** Which backup to restore from, by the day it was taken. */
export function BackupChoice({
  backups,
  chosen,
  onChoose,
}: {
  readonly backups: readonly Restorable[];
  readonly chosen: Restorable;
  readonly onChoose: (file: string) => void;
}): ReactElement {
  const age = useAge(chosen.takenAt);
  return (
    <Choice
      label={say('window.restore.backup')}
      value={chosen.backup.file}
      options={backups.map((backup, index) => ({
        value: backup.backup.file,
        text: optionText(backup, index === 0 ? undefined : backups[0]),
      }))}
      onChange={onChoose}
      {...(age === undefined ? {} : { description: say('window.restore.backup.age', { ago: age }) })}
    />
  );
}

/**
 * Pure. "Friday 20 November 2026 at 03:00 (the newest)", "..., SRM 1.3.1-9346 Update 7, pinned, before the new provider".
 * @param newest absent: it is the newest itself; the firmware is told where it was another one
 */
function optionText({ takenAt, firmware, pinned, note }: Restorable, newest: Restorable | undefined): string {
  const date = longMoment(takenAt);
  if (newest === undefined) return say('window.restore.backup.newest', { date });
  const rest = [
    firmware === undefined || firmware === newest.firmware ? '' : firmware,
    pinned ? say('window.restore.backup.pinned') : '',
    note,
  ];
  return rest
    .filter((text) => text !== '')
    .reduce((text, more) => say('window.restore.backup.option', { text, more }), date);
}
