import { appendFileSync, closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, renameSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../shared/index.ts';
import { NO_FILE } from '../platform/read-bounded.ts';
import { systemCode, systemError } from '../platform/system-error.ts';

/** A megabyte, then the file before is kept as `.old`. */
const MOST_BYTES = 1_000_000;

/** Windows has neither flag. */
const NO_WAIT = (constants.O_NONBLOCK as number | undefined) ?? 0;
const NO_FOLLOW = (constants.O_NOFOLLOW as number | undefined) ?? 0;

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

/** Neither waits for the reader of a pipe that lies in the place of the log, nor writes where a link there leads. */
function append(file: string, line: string): void {
  const { O_WRONLY, O_APPEND, O_CREAT } = constants;
  const descriptor = openSync(file, O_WRONLY | O_APPEND | O_CREAT | NO_WAIT | NO_FOLLOW, 0o600);
  try {
    if (!fstatSync(descriptor).isFile()) throw systemError(NO_FILE, 'no file');
    appendFileSync(descriptor, line);
  } finally {
    closeSync(descriptor);
  }
}

function sizeOf(file: string): number {
  return lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
