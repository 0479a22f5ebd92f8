import { app, dialog } from 'electron';
import { asKeepError, say } from '../../../shared/index.ts';

/** A home that cannot be used is said where people look; nothing is repaired behind their back. */
export function refuseToStart(thrown: unknown): void {
  const { message, hint } = asKeepError(thrown);
  process.stderr.write(`${say('shell.start.failed')}: ${message} ${hint}\n`);
  dialog.showErrorBox(say('shell.start.failed'), `${message}\n\n${hint}`);
  app.exit(1);
}
