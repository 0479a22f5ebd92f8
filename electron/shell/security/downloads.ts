import type { Session } from 'electron';

/** Files leave the program through the system's dialog alone, written by the engine. */
export function denyDownloads(session: Pick<Session, 'on'>): void {
  session.on('will-download', (event) => event.preventDefault());
}
