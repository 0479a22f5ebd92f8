import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeFolders } from '../../electron/keeper/close-folders.ts';
import { openHome, openSettings } from '../../electron/records/index.ts';
import { temporaryFolder } from '../records/home-folder.ts';
import { withDevice } from '../records/sample-settings.ts';

async function ports(): Promise<Parameters<typeof closeFolders>[0] & { readonly office: string }> {
  const vault = await temporaryFolder();
  const home = await openHome(path.join(vault, 'home'));
  const settings = openSettings(home);
  await settings.update((current) => ({ ...withDevice(1)(current), vault }));
  const [device] = (await settings.read()).devices;
  if (device === undefined) throw new Error('no device');
  const office = path.join(device.vault ?? vault, device.folder);
  await mkdir(office, { recursive: true });
  return { home, settings, office };
}

describe('closing the folders on Windows', () => {
  it('closes the home and the folders of the devices, and tells which others may still read', async () => {
    const opened = await ports();
    const closed: string[] = [];
    const close = (folder: string): Promise<boolean> => Promise.resolve(closed.push(folder) === 1);
    expect(await closeFolders(opened, { kind: 'all' }, close, 'win32')).toEqual([opened.office]);
    expect(closed).toEqual([opened.home.folder, opened.office]);
  });

  it('passes over a vault that is away, and does nothing where modes do it', async () => {
    const opened = await ports();
    await rm(opened.office, { recursive: true });
    const never = (folder: string): Promise<boolean> => Promise.resolve(folder === opened.home.folder);
    expect(await closeFolders(opened, { kind: 'all' }, never, 'win32')).toEqual([]);
    const fail = (): Promise<boolean> => Promise.reject(new Error('asked'));
    expect(await closeFolders(opened, { kind: 'all' }, fail, 'linux')).toEqual([]);
  });
});
