import os from 'node:os';

/** What a problem report begins with. It tells nothing of whose computer it is. */
export function surroundings(version: string): string {
  const { electron, chrome, node } = process.versions;
  return [
    `Routerkeep ${version}`,
    `${process.platform} ${os.release()} ${process.arch}`,
    `Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `desktop ${word(process.env.XDG_CURRENT_DESKTOP)}, session ${word(process.env.XDG_SESSION_TYPE)}`,
  ].join('\n');
}

/** A variable may hold anything; a desktop's name is a word. */
function word(text: string | undefined): string {
  return text !== undefined && /^[A-Za-z:-]{1,40}$/.test(text) ? text : '-';
}
