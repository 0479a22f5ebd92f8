import { say, sizeText, warningSentence } from '../../shared/index.ts';
import type { BackupResult } from '../keeper/types.ts';
import type { Line } from './page.ts';

type Success = Extract<BackupResult, { ok: true }>;

/** A backup that worked: one sentence, its file, and what is worth telling beside. */
export function describeBackup({ device, bytes, changed, file, warnings = [] }: Success): readonly Line[] {
  return [
    {
      tone: 'good',
      lead: device,
      rest: `: ${say('cli.backup.done', { size: sizeText(bytes), change: changeWord(changed) })}`,
    },
    `  ${file}`,
    ...warnings.map(
      (one) => ({ tone: 'warning', lead: `  ${say('cli.note', { sentence: warningSentence(one) })}` }) as const,
    ),
  ];
}

function changeWord(changed: boolean | null): string {
  if (changed === null) return say('cli.change.first');
  return changed ? say('cli.change.yes') : say('cli.change.no');
}
