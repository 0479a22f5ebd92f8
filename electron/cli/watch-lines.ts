import { assertNever, logTimeText, say, type OccurrenceRow } from '../../shared/index.ts';
import type { BackupResult, WatchEvent } from '../keeper/types.ts';
import { describeBackup } from './backup-lines.ts';
import type { Line, Page } from './page.ts';

/** Shows one event of a watch: lines that begin with date and time, and notes. */
export function showEvent(event: WatchEvent, page: Page): void {
  if (event.kind === 'notice') {
    page.note(event.sentence);
    return;
  }
  const at = logTimeText(new Date());
  for (const line of linesOf(event)) page.line(`${at} ${line}`);
}

function linesOf(event: Exclude<WatchEvent, { kind: 'notice' }>): readonly string[] {
  switch (event.kind) {
    case 'role':
      return [event.sentence];
    case 'run-started':
      return [say(`watch.started.${event.how}`, { device: event.device })];
    case 'run-ended':
      return resultLines(event.result);
    case 'night':
      if (isToldByRun(event.state)) return [];
      return [say('watch.night', { device: event.device, sentence: event.sentence })];
    case 'waiting':
      return [say('watch.waiting.network', { device: event.device })];
    case 'copied':
      return copyLines(event);
    case 'stored':
      return [say('watch.night', event)];
    case 'progress':
    case 'notification':
    case 'changed':
      return [];
    default:
      return assertNever(event);
  }
}

function resultLines(result: BackupResult): readonly string[] {
  if (result.ok) return describeBackup(result).map(plain);
  const { message, hint } = result.error;
  return [say('cli.of', { subject: result.device, message }), `  ${say('cli.hint', { hint })}`];
}

function copyLines({ device, place, copied, problem }: Extract<WatchEvent, { kind: 'copied' }>): readonly string[] {
  const done = copied === 0 ? [] : [say('watch.copied', { device, place, count: copied })];
  return problem === undefined ? done : [...done, say('cli.of', { subject: device, message: problem.message })];
}

function plain(line: Line): string {
  return typeof line === 'string' ? line : `${line.lead}${line.rest ?? ''}`;
}

/** What the lines about the run say already. */
function isToldByRun(state: OccurrenceRow['state']): boolean {
  return state === 'running' || state === 'ran' || state === 'caught-up';
}
