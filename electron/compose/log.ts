import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../shared/index.ts';
import { systemCode } from '../platform/system-error.ts';

/** A megabyte, then the file before is kept as `.old`. */
const MOST_BYTES = 1_000_000;

/**
 * The log file of a home, readable by its owner alone. Lines hold no secret: they are sentences of coded errors.
 * Writing it fails nothing else.
 * @param onFailure told once, with a sentence, when a line could not be written; again after lines could
 */
export function openLog(
  folder: string,
  onFailure: (sentence: string) => void = () => undefined,
): (line: string) => void {
  const file = path.join(folder, 'routerkeep.log');
  let failing = false;
  return (line) => {
    // One line for each: a name from outside must not look like another line, nor steer a terminal.
    const text = line.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (sizeOf(file) > MOST_BYTES) renameSync(file, path.join(folder, 'routerkeep.old.log'));
      appendFileSync(file, `[${new Date().toISOString()}] ${text}\n`, { mode: 0o600 });
      failing = false;
    } catch (thrown) {
      if (!failing) onFailure(say('records.log-unwritable', { file, reason: systemCode(thrown) ?? 'unknown' }));
      failing = true;
    }
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
