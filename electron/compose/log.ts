import path from 'node:path';
import log from 'electron-log/node.js';

/** A megabyte, then the file before is kept as `.old`. */
const MOST_BYTES = 1_000_000;

/** The log file of a home, readable by its owner alone. Lines hold no secret: they are sentences of coded errors. */
export function openLog(folder: string): (line: string) => void {
  const logger = log.create({ logId: folder });
  logger.transports.console.level = false;
  logger.transports.file.level = 'info';
  logger.transports.file.maxSize = MOST_BYTES;
  logger.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  logger.transports.file.resolvePathFn = () => path.join(folder, 'routerkeep.log');
  // One line for each: a name from outside must not look like another line, nor steer a terminal.
  return (line) => logger.info(line.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' '));
}
