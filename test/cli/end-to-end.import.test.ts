import { copyFile, mkdir, mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildArchive, startSimulator } from '../device-simulator/index.ts';
import { addArguments, scene, type Scene } from './scene.ts';

/** A device that is added, and three exports of it that were made by hand: two with their day in the name, one without. */
async function oldExports(): Promise<
  Scene & { readonly exports: string; readonly originals: ReadonlyMap<string, Buffer> }
> {
  const place = await scene({ profile: 'srm-strict' });
  await place.add();
  const exports = await mkdtemp(path.join(tmpdir(), 'routerkeep-exports-'));
  onTestFinished(() => rm(exports, { recursive: true, force: true }));
  await mkdir(path.join(exports, 'older'), { recursive: true });
  const originals = new Map<string, Buffer>();
  for (const [name, attempts] of [
    ['SynologyRouter_20240310.dss', '4'],
    ['older/SynologyRouter_20230102 (1).dss', '6'],
    ['router.dss', '8'],
  ] as const) {
    place.device.changeSetting('AutoBlock_attempts', attempts);
    const file = path.join(exports, name);
    await place.run(['backup', 'Router']);
    const [newest = ''] = (await place.archives()).toSorted().slice(-1);
    await copyFile(newest, file);
    originals.set(file, await readFile(file));
    for (const stored of await place.archives()) {
      await rm(stored);
      await rm(`${stored}.json`);
    }
  }
  await utimes(path.join(exports, 'router.dss'), new Date('2022-05-06T10:00:00Z'), new Date('2022-05-06T10:00:00Z'));
  await utimes(path.join(exports, 'SynologyRouter_20240310.dss'), new Date(), new Date());
  return { ...place, exports, originals };
}

describe('old exports', () => {
  it('become pinned backups of the day they were made, and stay where they are', async () => {
    const { run, json, exports, originals, archives } = await oldExports();
    const { stdout, exit } = await run(['import', exports]);
    expect(exit).toBe(0);
    expect(stdout).toContain('3 files taken over, 0 stored already, 0 refused.');
    expect(stdout).toContain('by its name');
    expect(stdout).toContain('by the date of the file');
    for (const [file, bytes] of originals) expect(await readFile(file)).toEqual(bytes);
    const sidecars = await Promise.all(
      (await archives()).map(
        async (file) => JSON.parse(await readFile(`${file}.json`, 'utf8')) as Record<string, unknown>,
      ),
    );
    const days = sidecars.map(({ takenAt }) => new Date(String(takenAt)).toDateString());
    expect(days.sort()).toEqual(['Fri May 06 2022', 'Mon Jan 02 2023', 'Sun Mar 10 2024']);
    expect(sidecars.map(({ pinned, note }) => [pinned, String(note).startsWith('Taken over from ')])).toEqual(
      Array(3).fill([true, true]),
    );
    for (const file of await archives()) expect((await stat(file)).mode & 0o777).toBe(0o600);
    const [device] = (await json(['list'])).results;
    expect(device).toMatchObject({ backups: 3 });
    const log = (await run(['log', 'Router'])).stdout;
    expect([...log.matchAll(/blocked: (\d+ -> \d+)/g)].map(([, change]) => change)).toEqual(['6 -> 4', '8 -> 6']);
    expect((await run(['verify', 'Router'])).exit).toBe(0);
  });

  it('are not taken over twice, and are left alone by retention', async () => {
    const { run, exports, archives } = await oldExports();
    await run(['import', exports]);
    const again = await run(['import', exports]);
    expect(again.stdout).toContain('None taken over, 3 stored already, 0 refused.');
    expect(again.exit).toBe(0);
    expect((await run(['set', 'keep', '3'])).exit).toBe(0);
    for (let count = 0; count < 4; count += 1) await run(['backup', 'Router']);
    expect((await run(['prune', 'Router'])).exit).toBe(0);
    expect(await archives()).toHaveLength(6);
  });

  it('of another system, damaged ones and what is none are refused one by one, and nothing is stored of them', async () => {
    const { run, json, folder, exports, archives } = await oldExports();
    const foreign = path.join(exports, 'DiskStation_20240101.dss');
    await writeFile(foreign, await buildArchive({ profile: 'dsm7' }));
    await writeFile(
      path.join(exports, 'cut.dss'),
      (await readFile(path.join(exports, 'router.dss'))).subarray(0, 9_000),
    );
    await writeFile(path.join(exports, 'text.dss'), 'no archive');
    await writeFile(path.join(exports, 'readme.txt'), 'left alone');
    await symlink(path.join(exports, 'router.dss'), path.join(exports, 'link.dss'));
    const { stdout, stderr, exit } = await run(['import', exports, '--device', 'router']);
    expect(exit).not.toBe(0);
    expect(stdout).toContain('3 files taken over, 0 stored already, 3 refused.');
    for (const name of ['DiskStation_20240101.dss', 'cut.dss', 'text.dss']) expect(stderr).toContain(name);
    expect(`${stdout}${stderr}`).not.toMatch(/readme\.txt|link\.dss/);
    expect(await archives()).toHaveLength(3);
    const results = (await json(['import', path.join(folder, 'nowhere.dss')])).results;
    expect(results).toMatchObject([{ ok: false, error: { code: 'usage/invalid' } }]);
    await mkdir(path.join(folder, 'empty'));
    expect((await run(['import', path.join(folder, 'empty')])).stderr).toContain('There is no .dss file in');
    expect((await run(['import', exports, '--device', 'Elsewhere'])).exit).toBe(2);
  });

  it('that could be of two devices are asked about, not guessed', async () => {
    const { run, exports } = await oldExports();
    const twin = await startSimulator({ profile: 'srm-strict', serial: '2270SKR000002' });
    onTestFinished(() => twin.close());
    const added = await run([...addArguments(twin), '--name', 'Second', '--vault', 'vault', '--no-backup'], {
      stdin: `${twin.password}\n`,
    });
    expect(added.exit).toBe(0);
    const { stderr, exit } = await run(['import', exports]);
    expect(exit).toBe(2);
    expect(stderr).toContain('An archive does not tell devices of one kind apart.');
    expect((await run(['import', exports, '--device', 'Second'])).stdout).toContain('3 files taken over');
  });
});
