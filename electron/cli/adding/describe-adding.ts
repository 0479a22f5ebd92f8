import { exitCodeOf, say, type ExitCode } from '../../../shared/index.ts';
import type { AddResult } from '../../keeper/types.ts';
import { describeBackup } from '../backup-lines.ts';
import type { CommandContext } from '../context.ts';
import { deviceResult, shortAddress } from '../device-view.ts';
import { modelName } from '../identity.ts';

/** What came of adding one device, for people. */
export function describeAdding({ device, backup, advice }: AddResult, { page }: CommandContext): void {
  page.line({
    tone: 'strong',
    lead: device.name,
    rest: `: ${say('cli.add.done', { model: modelName(device.identity), address: shortAddress(device.origin) })}`,
  });
  if (backup?.ok) describeBackup(backup).forEach(page.line);
  else if (backup) page.fault(backup.error, say('cli.add.no-backup', { name: device.name }));
  else page.line(`  ${say('cli.add.next', { name: device.name })}`);
  if (device.needsYou) page.fault(device.needsYou, device.name);
  advice.forEach(page.note);
}

/** The device is stored by now: a first backup that failed is worth another try, whatever the reason. */
export function exitOfAdding({ device, backup }: AddResult): ExitCode {
  if (backup?.ok === false) return exitCodeOf(backup.error.code) === 130 ? 130 : 1;
  return device.needsYou ? exitCodeOf(device.needsYou.code) : 0;
}

/** The same as one entry of `results`. */
export function addingResult({ device, ...rest }: AddResult): object {
  return { ...deviceResult(device), ...rest };
}
