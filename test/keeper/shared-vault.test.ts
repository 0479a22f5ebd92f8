import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettings } from '../../electron/records/index.ts';
import { diskFs, listBackups, type DurableFs } from '../../electron/vault/index.ts';
import type { Simulator } from '../device-simulator/index.ts';
import { injects } from '../faults/index.ts';
import { save } from '../vault/sample.ts';
import { add, archivesIn, backUp, everything, makeBench, makeDevice, type Bench } from './harness.ts';

const FEW = { newest: 3, weekly: 0, monthly: 0 };

/** A home that stores in the vault of another one, with its own clock's days between two backups. */
async function homeIn(vault: string, device: Simulator): Promise<Bench> {
  const bench = await makeBench(undefined, undefined, { defaultVault: vault });
  await openSettings(bench.home).update((settings) => ({ ...settings, keep: FEW }));
  await add(bench, device);
  return bench;
}

async function nights(bench: Bench, count: number): Promise<void> {
  for (let night = 0; night < count; night += 1) {
    bench.advance(86_400_000);
    expect(await backUp(bench)).toMatchObject({ ok: true });
  }
}

async function folderOf(bench: Bench): Promise<string> {
  return (await bench.keeper.listDevices())[0]?.folder ?? '';
}

const ownerOf = async ({ home }: Pick<Bench, 'home'>): Promise<string> => (await openSettings(home).read()).owner ?? '';

/** How many backups bear which mark. */
async function made(folder: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const entry of await listBackups(folder)) {
    if (entry.state === 'verified') counts[entry.sidecar.owner ?? ''] = (counts[entry.sidecar.owner ?? ''] ?? 0) + 1;
  }
  return counts;
}

describe('two homes with one vault', () => {
  it('each delete only what they made themselves, and both say that they share', async (context) => {
    const fault = injects(context, 'home/vault-shared');
    const device = await makeDevice();
    const one = await makeBench();
    await openSettings(one.home).update((settings) => ({ ...settings, keep: FEW }));
    await add(one, device);
    expect((await one.keeper.listDevices())[0]?.sharesFolder).toBeUndefined();
    const other = await homeIn(one.vault, device);
    const folder = await folderOf(one);
    expect(await folderOf(other)).toBe(folder);
    const [mark, otherMark] = [await ownerOf(one), await ownerOf(other)];
    expect(mark).not.toBe(otherMark);

    await nights(one, 5);
    expect(await made(folder)).toEqual({ [mark]: 3, [otherMark]: 1 });
    await nights(other, 5);
    expect(await made(folder)).toEqual({ [mark]: 3, [otherMark]: 3 });
    await other.keeper.prune(everything, false);
    expect(await made(folder)).toEqual({ [mark]: 3, [otherMark]: 3 });
    for (const bench of [one, other]) {
      expect((await bench.keeper.overview()).devices[0]).toMatchObject({ sharesFolder: true });
    }
    fault.fired();
  });

  it('leave alone what the other one has begun, and take away what they left behind themselves', async (context) => {
    const fault = injects(context, 'home/vault-shared');
    const device = await makeDevice();
    const one = await makeBench();
    await add(one, device);
    const other = await homeIn(one.vault, device);
    const folder = await folderOf(one);
    const stageOf = async (bench: Bench): Promise<string> =>
      path.join(folder, `.routerkeep-${(await ownerOf(bench)).replaceAll('-', '')}-0123456789abcdef.part`);
    const [mine, theirs] = [await stageOf(one), await stageOf(other)];
    const old = path.join(folder, '.routerkeep-0123456789abcdef.part');
    for (const file of [mine, theirs, old]) await writeFile(file, 'begun');
    await nights(one, 1);
    const left = (await readdir(folder)).filter((name) => name.startsWith('.'));
    expect(left).toEqual([path.basename(theirs)]);
    fault.fired();
  });

  it('leave alone the sidecar that the other one is writing, which says nothing yet', async (context) => {
    const fault = injects(context, 'home/vault-shared');
    const device = await makeDevice();
    const one = await makeBench();
    await add(one, device);
    const other = await homeIn(one.vault, device);
    const folder = await folderOf(one);
    // As a save leaves it that is stopped before the first byte is on the disk.
    const begin = async ({ home }: Bench): Promise<string> => {
      const begun: string[] = [];
      const fs: DurableFs = {
        ...diskFs,
        createFile: async (file) => {
          const created = await diskFs.createFile(file);
          if (!file.endsWith('.json.part')) return created;
          begun.push(path.basename(file));
          await created.close();
          throw new Error('killed');
        },
        unlink: async (file) => {
          if (!file.endsWith('.json.part')) await diskFs.unlink(file);
        },
      };
      await save(folder, {}, undefined, { fs, owner: await ownerOf({ home }) }).catch(() => undefined);
      return begun[0] ?? '';
    };
    const [mine, theirs] = [await begin(one), await begin(other)];
    expect(new Set([mine, theirs]).size).toBe(2);
    fault.fired();
    await nights(one, 1);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([theirs]);
    await nights(other, 1);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('keep what the other one made when a device is removed with its backups', async () => {
    const device = await makeDevice();
    const one = await makeBench();
    await add(one, device);
    const other = await homeIn(one.vault, device);
    const folder = await folderOf(one);
    await one.keeper.removeDevice('Office', { deleteBackups: true });
    expect(await made(folder)).toEqual({ [await ownerOf(other)]: 1 });
  });

  it('a home that was installed anew makes its own, and lets those of before stand', async () => {
    const device = await makeDevice();
    const before = await makeBench();
    await add(before, device);
    await nights(before, 2);
    const folder = await folderOf(before);
    const mark = await ownerOf(before);
    before.keeper.close();
    await rm(before.home.folder, { recursive: true });
    const after = await homeIn(before.vault, device);
    await nights(after, 5);
    expect(await made(folder)).toEqual({ [mark]: 3, [await ownerOf(after)]: 3 });
  });

  it('backups of before there were marks belong to whoever keeps the folder', async () => {
    const device = await makeDevice();
    const bench = await makeBench();
    await openSettings(bench.home).update((settings) => ({ ...settings, keep: FEW }));
    await add(bench, device);
    const folder = await folderOf(bench);
    for (const name of (await readdir(folder)).filter((each) => each.endsWith('.dss.json'))) {
      const file = path.join(folder, name);
      const { owner: _owner, ...rest } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
      await writeFile(file, JSON.stringify(rest));
    }
    await nights(bench, 4);
    expect(await made(folder)).toEqual({ [await ownerOf(bench)]: 3 });
    expect(await archivesIn(bench.vault)).toHaveLength(3);
  });
});
