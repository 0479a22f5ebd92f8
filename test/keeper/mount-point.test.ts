import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHistory, openSettings } from '../../electron/records/index.ts';
import { MARKER_NAME } from '../../electron/vault/index.ts';
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
  never,
  type Bench,
} from './harness.ts';

/** A disk is taken away: its empty mount point stays. @returns brings it back */
async function unmount({ vault, folder }: Pick<Bench, 'vault' | 'folder'>, root = vault): Promise<() => Promise<void>> {
  const aside = path.join(folder, 'the disk');
  await rename(root, aside);
  await mkdir(root);
  return async () => {
    await rm(root, { recursive: true });
    await rename(aside, root);
  };
}

async function stored(count = 2): Promise<Bench> {
  const bench = await makeBench();
  const device = await makeDevice();
  await add(bench, device);
  for (let more = 1; more < count; more++) {
    bench.advance(60_000);
    expect((await backUp(bench)).ok).toBe(true);
  }
  return bench;
}

const counting = ({ home }: Bench): number => {
  const history = openHistory(home);
  try {
    return history.listRuns({ counting: true }).length;
  } finally {
    history.close();
  }
};

/** As a home of before: it knows no marker, and the vault has none. */
async function forgetMarkers({ home, vault }: Bench): Promise<void> {
  await openSettings(home).update(({ version, vault: root, keep, devices }) => ({
    version,
    ...(root !== undefined && { vault: root }),
    keep,
    devices,
  }));
  await rm(path.join(vault, MARKER_NAME), { force: true });
}

describe('the empty mount point of a vault', () => {
  it('takes no backup, calls none gone, and stays empty, whatever is asked', async (context) => {
    const fault = injects(context, 'saving/folder-unmounted');
    const bench = await stored();
    const { keeper } = bench;
    const reconnect = await unmount(bench);
    fault.fired();
    expect(codeOf(await backUp(bench))).toBe('vault/missing');
    expect(codeOf(await backUp(bench, 'schedule'))).toBe('vault/missing');
    const [listed] = await keeper.listDevices();
    expect(listed?.vaultProblem).toMatchObject({ code: 'vault/missing' });
    expect(listed?.vaultProblem?.hint).toMatch(/Connect the disk.*routerkeep set vault FOLDER/);
    expect(await keeper.prune(everything, false)).toMatchObject([{ ok: false, error: { code: 'vault/missing' } }]);
    const verified = await keeper.verify({ selection: everything }, { signal: never() });
    expect(verified).toMatchObject([{ ok: false, error: { code: 'vault/missing' } }]);
    await keeper.history(everything);
    expect((await failureOf(keeper.restoreGuide({ name: 'Office' }))).code).toBe('vault/missing');
    expect((await failureOf(keeper.removeDevice('Office', { deleteBackups: true }))).code).toBe('vault/missing');
    expect((await failureOf(add(bench, await makeDevice({ serial: 'OTHER1234' }), { name: 'Attic' }))).code).toBe(
      'vault/missing',
    );
    expect(counting(bench)).toBe(2);
    expect(await readdir(bench.vault)).toEqual([]);

    await reconnect();
    expect((await backUp(bench)).ok).toBe(true);
    expect((await keeper.listDevices())[0]).toMatchObject({ backups: 3, protection: { state: 'protected' } });
    expect(counting(bench)).toBe(3);
  });

  it('is told from a vault of before there were markers, which is adopted where our backups are', async (context) => {
    const fault = injects(context, 'saving/folder-unmounted');
    const bench = await stored();
    await forgetMarkers(bench);
    const reconnect = await unmount(bench);
    fault.fired();
    expect((await bench.keeper.listDevices())[0]?.vaultProblem?.code).toBe('vault/missing');
    expect(codeOf(await backUp(bench))).toBe('vault/missing');
    expect(await readdir(bench.vault)).toEqual([]);
    expect(counting(bench)).toBe(2);

    await reconnect();
    expect((await bench.keeper.listDevices())[0]).toMatchObject({ backups: 2 });
    expect(await readdir(bench.vault)).toContain(MARKER_NAME);
    const again = await unmount(bench);
    expect(codeOf(await backUp(bench))).toBe('vault/missing');
    await again();
    expect((await backUp(bench)).ok).toBe(true);
  });

  it('becomes a vault by the word of its user, and the history says what is gone', async () => {
    const bench = await stored();
    await unmount(bench);
    await bench.keeper.setPreference(undefined, 'vault', bench.vault, never());
    expect((await backUp(bench)).ok).toBe(true);
    expect((await bench.keeper.listDevices())[0]).toMatchObject({ backups: 1 });
    expect(counting(bench)).toBe(1);
  });

  it('with another vault in it is not taken for ours', async () => {
    const [bench, other] = [await stored(), await stored(1)];
    await rm(bench.vault, { recursive: true });
    await cp(other.vault, bench.vault, { recursive: true });
    expect(codeOf(await backUp(bench))).toBe('vault/missing');
    expect(counting(bench)).toBe(2);
  });

  it('under a vault of a device’s own keeps nobody else from his', async () => {
    const bench = await makeBench();
    const own = path.join(bench.folder, 'own');
    await add(bench, await makeDevice(), { name: 'Office' });
    await add(bench, await makeDevice({ serial: 'OTHER1234' }), { name: 'Attic', vault: own });
    await unmount(bench, own);
    const results = await bench.keeper.backUp(everything, { trigger: 'manual', signal: never() });
    expect(results.map((result) => [result.device, codeOf(result)])).toEqual([
      ['Office', undefined],
      ['Attic', 'vault/missing'],
    ]);
    expect(await readdir(own)).toEqual([]);
  });

  it('loses no backup to a move: what is on the disk is remembered', async () => {
    const bench = await stored();
    const to = path.join(bench.folder, 'new vault');
    const reconnect = await unmount(bench);
    const notes = await bench.keeper.setPreference(undefined, 'vault', to, never());
    expect(JSON.stringify(notes)).toContain('not there');
    await reconnect();
    await bench.keeper.setPreference(undefined, 'vault', to, never());
    expect((await bench.keeper.listDevices())[0]).toMatchObject({ backups: 2 });
    expect([...(await filesBelow(bench.vault)).keys()].map((file) => path.basename(file))).toEqual([MARKER_NAME]);
  });

  it('is not taken up by an import that knew the vault by its marker', async () => {
    const bench = await stored();
    const document = await bench.keeper.exportSettings();
    await unmount(bench);
    const fresh = await makeBench();
    const { devices } = await fresh.keeper.importSettings(document);
    expect(JSON.stringify(devices)).toContain('is not on this computer');
    expect((await fresh.keeper.listDevices())[0]?.folder).toBe(path.join(fresh.vault, 'Office'));
    expect(await readdir(bench.vault)).toEqual([]);
  });
});

describe('a vault that goes in the middle of a run', () => {
  it.each(['downloading', 'verifying', 'saving'] as const)(
    'while %s leaves nothing in the mount point',
    async (when) => {
      const bench = await makeBench();
      const device = await makeDevice();
      await add(bench, device);
      let reconnect: (() => Promise<void>) | undefined;
      let gone: Promise<void> | undefined;
      const [result] = await bench.keeper.backUp(everything, {
        trigger: 'schedule',
        signal: never(),
        onProgress: (_device, { phase }) => {
          if (phase !== when || gone !== undefined) return;
          gone = unmount(bench).then((back) => void (reconnect = back));
        },
      });
      await gone;
      // A rename keeps the open file alive, as a lazy unmount does: by then nothing may count.
      expect(codeOf(result)).toBe('vault/missing');
      expect(await filesBelow(bench.vault)).toEqual(new Map());
      await reconnect?.();
      expect((await backUp(bench)).ok).toBe(true);
      expect(await readFile(path.join(bench.vault, MARKER_NAME), 'utf8')).toContain('"id"');
      expect((await bench.keeper.listDevices())[0]?.backups).toBe(2);
    },
  );
});
