import { appendFileSync, closeSync, constants, fstatSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../shared/index.ts';
import { NO_FILE } from '../platform/read-bounded.ts';
import { systemCode, systemError } from '../platform/system-error.ts';

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
      append(file, `[${new Date().toISOString()}] ${text}\n`);
      failing = false;
    } catch (thrown) {
      if (!failing) onFailure(say('records.log-unwritable', { file, reason: systemCode(thrown) ?? 'unknown' }));
      failing = true;
    }
  };
}

/** Never waits for the reader of a pipe that lies in the place of the log. */
function append(file: string, line: string): void {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK } = constants;
  const descriptor = openSync(file, O_WRONLY | O_APPEND | O_CREAT | ((O_NONBLOCK as number | undefined) ?? 0), 0o600);
  try {
    if (!fstatSync(descriptor).isFile()) throw systemError(NO_FILE, 'no file');
    appendFileSync(descriptor, line);
  } finally {
    closeSync(descriptor);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
