import { mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHome, openSettings } from '../../electron/records/index.ts';
import { injects } from '../faults/index.ts';
import {
  add,
  backUp,
  codeOf,
  everything,
  failureOf,
  filesBelow,
  makeBench,
  makeDevice,
  type Bench,
} from './harness.ts';

/** What somebody who may write to the vault puts into a sidecar in the place of what belongs there. */
const PLANTED: readonly (readonly [field: string, value: unknown])[] = [
  ['deviceId', '../../../escaped'],
  ['deviceId', ''],
  ['deviceId', 'routerkeep-probe'],
  ['durationMs', Number.MAX_SAFE_INTEGER],
];

async function withPlanted(field: string, value: unknown): Promise<{ bench: Bench; folder: string }> {
  const bench = await makeBench();
  const device = await makeDevice();
  const { device: added } = await add(bench, device);
  const { folder } = added;
  await bench.keeper.removeDevice('Office', { deleteBackups: false });
  const name = (await readdir(folder)).find((file) => file.endsWith('.dss.json')) ?? '';
  const sidecar = JSON.parse(await readFile(path.join(folder, name), 'utf8')) as object;
  await writeFile(path.join(folder, name), JSON.stringify({ ...sidecar, [field]: value }));
  device.forget();
  expect((await add(bench, device)).backup?.ok).toBe(true);
  return { bench, folder };
}

describe('what a stranger wrote into the vault', () => {
  it.for(PLANTED)('is no sidecar: %s %j', async ([field, value], context) => {
    const fault = injects(context, 'saving/sidecar-planted');
    const { bench } = await withPlanted(field, value);
    fault.fired();
    const [device] = (await openSettings(bench.home).read()).devices;
    expect(device?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect((await backUp(bench)).ok).toBe(true);
    await bench.keeper.history(everything);
    await bench.keeper.verify({ selection: everything }, { signal: new AbortController().signal });
    const outside = [...(await filesBelow(bench.folder)).keys()].filter(
      (file) => !file.startsWith(bench.vault) && !file.startsWith(bench.home.folder),
    );
    expect(outside).toEqual([]);
  });
});

describe('a link that was planted', () => {
  it('in the place of the folder of a device is not followed: nothing is written, no right is changed', async (context) => {
    const fault = injects(context, 'saving/symlink-planted');
    const bench = await makeBench();
    const { device } = await add(bench, await makeDevice());
    const elsewhere = path.join(bench.folder, 'elsewhere');
    await rename(device.folder, elsewhere);
    await symlink(elsewhere, device.folder);
    const before = { names: await readdir(elsewhere), mode: (await stat(elsewhere)).mode };
    const result = await backUp(bench);
    fault.fired();
    expect(codeOf(result)).toBe('vault/unwritable');
    if (!result.ok) expect(result.error.message).toContain('link');
    expect({ names: await readdir(elsewhere), mode: (await stat(elsewhere)).mode }).toEqual(before);
    expect(await bench.keeper.prune(everything, false)).toMatchObject([{ ok: false }]);
    expect((await failureOf(bench.keeper.removeDevice('Office', { deleteBackups: true }))).code).toBe(
      'vault/unwritable',
    );
    expect(await readdir(elsewhere)).toEqual(before.names);
  });

  it('is not taken up as the folder of a new device', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const { device: added } = await add(bench, device);
    await bench.keeper.removeDevice('Office', { deleteBackups: false });
    const elsewhere = path.join(bench.folder, 'elsewhere');
    await rename(added.folder, elsewhere);
    await symlink(elsewhere, added.folder);
    const again = await add(bench, device);
    expect(again.device.folder).not.toBe(added.folder);
    expect(again.device.backups).toBe(1);
  });

  it('in the place of the vault itself is the user’s own way, and is followed', async () => {
    const bench = await makeBench();
    const real = path.join(bench.folder, 'real');
    await mkdir(real);
    await symlink(real, bench.vault);
    expect((await add(bench, await makeDevice())).backup?.ok).toBe(true);
    expect((await readdir(path.join(real, 'Office'))).length).toBeGreaterThan(1);
  });

  it.each(['logs', 'locks', 'quarantine', 'history.db'])(
    'at %s in the home stops the program in plain words',
    async (name) => {
      const bench = await makeBench();
      const home = path.join(bench.folder, 'another home');
      await mkdir(home);
      const target = path.join(bench.folder, 'target');
      await mkdir(target);
      await symlink(target, path.join(home, name));
      const error = await failureOf(openHome(home));
      expect([error.code, error.message.includes('link')]).toEqual(['home/unusable', true]);
      expect(await readdir(target)).toEqual([]);
    },
  );

  it('under the names that the home writes is replaced or refused, never written through', async () => {
    const bench = await makeBench();
    const { device } = await add(bench, await makeDevice());
    const precious = path.join(bench.folder, 'precious');
    await writeFile(precious, 'precious');
    const { home } = bench;
    const planted = [
      `${home.settingsFile}.new`,
      `${home.previousSettingsFile}.new`,
      path.join(home.folder, 'secrets.sealed.new'),
      path.join(home.locksFolder, `run-${device.id}.json`),
    ];
    for (const name of planted) {
      await rm(name, { force: true });
      await symlink(precious, name);
    }
    await bench.keeper.setPreference(undefined, 'keep', '40', new AbortController().signal);
    await bench.keeper
      .changePassword('Office', { password: 'another' }, new AbortController().signal)
      .catch(() => undefined);
    await backUp(bench);
    expect(await readFile(precious, 'utf8')).toBe('precious');
    const lock = path.join(home.locksFolder, `run-${device.id}.lock`);
    await rm(lock, { force: true });
    await symlink(precious, lock);
    expect(codeOf(await backUp(bench))).toBe('home/unusable');
    expect(await readFile(precious, 'utf8')).toBe('precious');
  });
});
