import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cloudWarning, defaultVault, type CloudSurroundings } from '../../electron/vault/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

const windows: CloudSurroundings = {
  platform: 'win32',
  homedir: () => 'C:\\Users\\me',
  env: { OneDrive: 'C:\\Users\\me\\Cloud', OneDriveCommercial: '' },
  exists: () => false,
};
const mac: CloudSurroundings = { platform: 'darwin', homedir: () => '/Users/me', env: {}, exists: () => false };
const linux: CloudSurroundings = { platform: 'linux', homedir: () => '/home/me', env: {}, exists: () => false };

describe('a vault inside a synced folder', () => {
  it.each([
    ['C:\\Users\\me\\OneDrive\\Documents\\Routerkeep', windows, 'OneDrive'],
    ['C:\\Users\\me\\OneDrive - Company Ltd\\Routerkeep', windows, 'OneDrive'],
    ['c:\\users\\ME\\cloud\\Routerkeep', windows, 'OneDrive'],
    ['C:\\Users\\me\\iCloudDrive\\Routerkeep', windows, 'iCloud'],
    ['G:\\My Drive\\Routerkeep', windows, 'Google Drive'],
    ['D:\\Dropbox (Team)\\Routerkeep', windows, 'Dropbox'],
    ['/Users/me/Library/CloudStorage/OneDrive-Personal/Routerkeep', mac, 'OneDrive'],
    ['/Users/me/Library/CloudStorage/GoogleDrive-me@example.org/My Drive/Routerkeep', mac, 'Google Drive'],
    ['/Users/me/Library/CloudStorage/Dropbox/Routerkeep', mac, 'Dropbox'],
    ['/Users/me/Library/Mobile Documents/com~apple~CloudDocs/Routerkeep', mac, 'iCloud'],
    ['/home/me/Dropbox/Routerkeep', linux, 'Dropbox'],
    ['/home/me/Google Drive/Routerkeep', linux, 'Google Drive'],
  ])('is told with the name of the service: %s', (root, surroundings, service) => {
    const warning = cloudWarning(root, surroundings);
    expect(warning).toContain(`lies in ${service}`);
    expect(warning).toContain(root);
    expect(warning).toMatch(/password hashes and Wi-Fi keys/);
  });

  it('is told where iCloud has taken over Documents', () => {
    const taken = new Set(['/Users/me/Library/Mobile Documents/com~apple~CloudDocs/Documents']);
    const surroundings = { ...mac, exists: (path: string) => taken.has(path) };
    expect(cloudWarning('/Users/me/Documents/Routerkeep', surroundings)).toContain('lies in iCloud');
    expect(cloudWarning('/Users/me/Desktop/Routerkeep', surroundings)).toBeUndefined();
    expect(cloudWarning('/Users/me/Documents 2/Routerkeep', surroundings)).toBeUndefined();
  });

  it.each([
    ['C:\\Users\\me\\Documents\\Routerkeep', windows],
    ['C:\\Users\\me\\Cloudy\\Routerkeep', windows],
    ['D:\\Routerkeep', windows],
    ['/Users/me/Documents/Routerkeep', mac],
    ['/home/me/Documents/Routerkeep', linux],
    ['/home/me/OneDriver/Routerkeep', linux],
    ['/mnt/dropboxes/Routerkeep', linux],
  ])('is not suspected of a local folder: %s', (root, surroundings) => {
    expect(cloudWarning(root, surroundings)).toBeUndefined();
  });

  it('looks at this computer when told nothing else', () => {
    expect(cloudWarning('/srv/backups')).toBeUndefined();
  });
});

describe('the default vault', () => {
  it.each([
    ['C:\\Users\\me', 'win32', {}, 'C:\\Users\\me\\Documents\\Routerkeep'],
    ['/Users/me', 'darwin', {}, '/Users/me/Documents/Routerkeep'],
    ['/home/me', 'linux', {}, '/home/me/Documents/Routerkeep'],
    ['/home/me', 'linux', { XDG_DOCUMENTS_DIR: '/home/me/Dokumente' }, '/home/me/Dokumente/Routerkeep'],
    ['/home/me', 'linux', { XDG_DOCUMENTS_DIR: '$HOME/Dokumente' }, '/home/me/Documents/Routerkeep'],
    ['/Users/me', 'darwin', { XDG_DOCUMENTS_DIR: '/elsewhere' }, '/Users/me/Documents/Routerkeep'],
  ] as const)('of %s on %s with %j is %s', (home, platform, env, vault) => {
    expect(defaultVault(home, platform, env)).toBe(vault);
  });

  it.each([
    ['XDG_DOCUMENTS_DIR="$HOME/Dokumente"\n', 'Dokumente'],
    [
      '# made by xdg-user-dirs-update\nXDG_DESKTOP_DIR="$HOME/Bureau"\nXDG_DOCUMENTS_DIR="$HOME/Mes \\"docs\\""\n',
      'Mes "docs"',
    ],
    ['XDG_DOCUMENTS_DIR="$HOME/"\n', 'Documents'],
    ['XDG_DOCUMENTS_DIR="$HOME"\n', 'Documents'],
    ['XDG_DOCUMENTS_DIR="Dokumente"\n', 'Documents'],
    ['XDG_DOCUMENTS_DIR=\n\0', 'Documents'],
  ])('on Linux follows user-dirs.dirs: %j', async (text, folder) => {
    const home = await temporaryFolder();
    await mkdir(path.join(home, '.config'));
    await writeFile(path.join(home, '.config', 'user-dirs.dirs'), text);
    expect(defaultVault(home, 'linux', {})).toBe(path.join(home, folder, 'Routerkeep'));
    // Backups that lie below the English name are found there.
    await mkdir(path.join(home, 'Documents', 'Routerkeep'), { recursive: true });
    expect(defaultVault(home, 'linux', {})).toBe(path.join(home, 'Documents', 'Routerkeep'));
  });

  it("on Linux may lie outside the user's own folder, and its file elsewhere", async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'user-dirs.dirs'), 'XDG_DOCUMENTS_DIR="/srv/papers"');
    expect(defaultVault('/home/me', 'linux', { XDG_CONFIG_HOME: home })).toBe('/srv/papers/Routerkeep');
  });
});
