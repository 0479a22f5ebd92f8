import type { BackupDetails } from '../../../shared/ipc/index.ts';
import { sizeText } from '../../../shared/sizes.ts';
import { say } from '../../../shared/words/say.ts';
import { momentText } from '../../../shared/dates.ts';
import type { Fact } from '../../components/facts.tsx';

/** What is known of a stored backup, in the order people ask. The checksum is drawn apart. */
export function backupFacts(details: BackupDetails): readonly Fact[] {
  const { verifiedAt, firmware, verification } = details;
  return [
    { label: say('window.backup.fact.taken'), value: momentText(details.takenAt) },
    {
      label: say('window.backup.fact.verified'),
      value: verifiedAt === undefined ? say('window.backup.fact.verified.never') : momentText(verifiedAt),
    },
    ...(verification === undefined ? [] : [{ label: say('window.backup.fact.proof'), value: proof(verification) }]),
    ...(details.changed === undefined
      ? []
      : [{ label: say('window.backup.fact.settings'), value: settingsText(details.changed) }]),
    ...(firmware === undefined ? [] : [{ label: say('window.backup.fact.firmware'), value: firmware }]),
    { label: say('window.backup.fact.size'), value: sizeText(details.bytes) },
    { label: say('window.backup.fact.file'), value: details.file },
    { label: say('window.backup.fact.folder'), value: details.folder },
  ];
}

function proof({ container, members, tables, rows }: NonNullable<BackupDetails['verification']>): string {
  return say('window.backup.proof', { container, members, tables, rows });
}

function settingsText(changed: boolean | null): string {
  if (changed === null) return say('window.backup.fact.settings.first');
  return say(changed ? 'window.backup.fact.settings.changed' : 'window.backup.fact.settings.same');
}
