import os from 'node:os';

/** What a problem report begins with. It tells nothing of whose computer it is. */
export function surroundings(version: string): string {
  const { electron, chrome, node } = process.versions;
  return [
    `Routerkeep ${version}`,
    `${process.platform} ${os.release()} ${process.arch}`,
    `Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `desktop ${process.env.XDG_CURRENT_DESKTOP ?? '-'}, session ${process.env.XDG_SESSION_TYPE ?? '-'}`,
  ].join('\n');
}
