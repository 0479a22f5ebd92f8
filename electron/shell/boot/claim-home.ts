import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { app } from 'electron';

/** Where the browser inside keeps its own things; it also decides which program counts as the same one. */
export function profileFolder(home: string, demo: { readonly folder: string | undefined } | undefined): string {
  if (demo === undefined) return path.join(home, 'window');
  return demo.folder === undefined
    ? path.join(tmpdir(), `routerkeep-demo-window-${String(userInfo().uid)}`)
    : path.join(demo.folder, 'window');
}

/**
 * One program per home. False: another one is there, and was told to show its window.
 * @param onSecondStart told how the other one was started
 */
export function claimHome(profile: string, onSecondStart: (argv: readonly string[]) => void): boolean {
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
  app.setPath('sessionData', profile);
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => onSecondStart(argv));
  return true;
}
