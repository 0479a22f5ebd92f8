import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifierInPlace, type Verifier } from '../../electron/archive/index.ts';
import { checkEntry, isVerdict } from '../../electron/keeper/scrub/check-entry.ts';
import { lockRun } from '../../electron/records/index.ts';
import { listBackups, type BackupEntry } from '../../electron/vault/index.ts';
import { keepError, type Verification } from '../../shared/index.ts';
import { injects } from '../faults/index.ts';
import { everything, never } from './harness.ts';
import { archives, checks, flip, readSince, sidecarOf, storedHome, type ScrubHome } from './scrub-bench.ts';
import { live, settled, startWatch, type Watched } from './watch-bench.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Noon in Berlin. */
const NOON = '2026-11-20T11:00:00.000Z';

type Open = (file: string, open: () => Promise<Verification>) => Promise<Verification>;

/** Opens archives as ever, with something that happens meanwhile. */
function verifierWith(meanwhile: Open): Verifier {
  return {
    ...verifierInPlace,
    verify: (file, options) => meanwhile(file, () => verifierInPlace.verify(file, options)),
  };
}

interface Night {
  readonly home: ScrubHome;
  readonly watched: Watched;
  readonly folder: string;
  readonly before: ReadonlyMap<string, string>;
  /** From one day to the next, with the reading that is due. */
  readonly pass: () => Promise<void>;
}

/** A home with seven stored backups, one of which is due each night; the verifier is the tests' own from the first night on. */
async function nights(meanwhile: Open): Promise<Night> {
  let open: Open = (_file, inPlace) => inPlace();
  const verifier = verifierWith((file, inPlace) => open(file, inPlace));
  const home = await storedHome(1, 7, { start: NOON, paused: true }, { verifier });
  const watched = startWatch(home.keeper, { clock: home.clock });
  const working = (): boolean => watched.watch.working() > 0;
  await settled(home.clock, working);
  open = meanwhile;
  return {
    home,
    watched,
    folder: path.join(home.vault, 'Router 1'),
    before: await checks(home.vault),
    pass: async () => {
      home.clock.advance(DAY);
      await live(home.clock, 5 * MINUTE, working);
    },
  };
}

function told({ events }: Watched): readonly string[] {
  return events.flatMap((event) => (event.kind === 'stored' ? [event.sentence] : []));
}

const damaged = (): Error => keepError('archive/damaged', { detail: 'cut off' });

describe('what a reading of a stored archive is worth', () => {
  it('bad news counts when a second reading says the same: a share that went away in between is no rot', async () => {
    let readings = 0;
    const night = await nights((_file, open) => {
      readings += 1;
      return readings === 1 ? Promise.reject(damaged()) : open();
    });
    await night.pass();
    expect(readings).toBe(2);
    expect(readSince(night.before, await checks(night.home.vault))).toHaveLength(1);
    expect(told(night.watched)).toEqual([]);
    expect((await night.home.keeper.overview()).devices[0]).toMatchObject({ backups: 7 });
  });

  it('a reading that the system ended proves nothing either way, and is not written down as one', async () => {
    let readings = 0;
    const night = await nights(() => {
      readings += 1;
      return Promise.reject(keepError('vault/unwritable', { folder: '/away', reason: 'gone' }));
    });
    await night.pass();
    expect(readings).toBeGreaterThan(0);
    expect(readSince(night.before, await checks(night.home.vault))).toEqual([]);
    expect(told(night.watched)).toEqual([]);
  });

  it('what was found of a backup that became another one meanwhile is thrown away', async () => {
    let replaced = '';
    const night = await nights(async (file) => {
      const sidecar = `${file}.json`;
      const record = JSON.parse(await readFile(sidecar, 'utf8')) as Record<string, unknown>;
      await writeFile(sidecar, JSON.stringify({ ...record, runId: '00000000-0000-4000-8000-000000000001' }));
      replaced = path.basename(file);
      throw damaged();
    });
    await night.pass();
    expect(replaced).not.toBe('');
    expect((await sidecarOf(night.folder, replaced)).checkFailure).toBeNull();
    expect(told(night.watched)).toEqual([]);
  });

  it('nothing is written while a run of the device holds its lock; the archive keeps its turn', async () => {
    let readings = 0;
    let run: ReturnType<typeof lockRun>;
    const night = await nights((_file, open) => {
      readings += 1;
      // A backup of this device begins while its archive is being read.
      if (readings === 1) run = lockRun(night.home.home, night.home.ids[0] ?? '');
      return open();
    });
    await night.pass();
    expect(run).toBeDefined();
    // It was not even looked at again while the run went on.
    expect(readings).toBe(1);
    expect(readSince(night.before, await checks(night.home.vault))).toEqual([]);
    run?.release();
    await live(night.home.clock, 5 * MINUTE, () => night.watched.watch.working() > 0);
    expect(readSince(night.before, await checks(night.home.vault))).toHaveLength(1);
  });
});

describe('an archive that opens although it is not what was stored', () => {
  it('is damaged: the checksum of every byte counts', async (context) => {
    const fault = injects(context, 'saving/archive-other-hash');
    const home = await storedHome(1, 1, { start: NOON, paused: true });
    const folder = path.join(home.vault, 'Router 1');
    const [file = ''] = await archives(folder);
    const bytes = await readFile(path.join(folder, file));
    // The header of a gzip says when it was packed, which nothing that opens it looks at.
    expect(bytes.subarray(0, 2).toString('hex')).toBe('1f8b');
    bytes[4] = (bytes[4] ?? 0) ^ 1;
    await writeFile(path.join(folder, file), bytes);
    await verifierInPlace.verify(path.join(folder, file));
    fault.fired();
    const [result] = await home.keeper.verify({ selection: everything }, { signal: never() });
    expect(result).toMatchObject({ ok: false, error: { code: 'archive/damaged' } });
  });
});

describe('a sector that cannot be read', () => {
  it('is rot, as long as the file is there', async (context) => {
    if (process.platform !== 'linux') context.skip('a file that answers EIO is at hand on Linux alone');
    const fault = injects(context, 'saving/bit-rot');
    const [entry] = await oneStored();
    // The memory of this process at address 0: a regular file, and the system answers EIO.
    const unreadable = { ...entry, path: '/proc/self/mem' } as BackupEntry;
    const result = await checkEntry({ verifier: verifierInPlace }, unreadable, never());
    expect(result).toMatchObject({ ok: false, error: { code: 'archive/damaged' } });
    expect(result.ok ? '' : result.error.message).toContain('EIO');
    fault.fired();
  });
});

describe('a file that went away between the look and the reading', () => {
  it('is no rot', async () => {
    const [entry] = await oneStored();
    if (entry === undefined) throw new Error('nothing is stored');
    await rename(entry.path, `${entry.path}.away`);
    const result = await checkEntry({ verifier: verifierInPlace }, entry, never());
    expect(result.ok).toBe(false);
    expect(isVerdict(result)).toBe(false);
  });
});

async function oneStored(): Promise<readonly BackupEntry[]> {
  const home = await storedHome(1, 1, { start: NOON, paused: true });
  return listBackups(path.join(home.vault, 'Router 1'));
}

describe('the memory of what is unsound', () => {
  it('outlives a folder that is away: the same damage is not told again, nor called mended', async (context) => {
    const fault = injects(context, 'saving/bit-rot', 'saving/folder-gone');
    const night = await nights((_file, open) => open());
    const [file = ''] = await archives(night.folder);
    await flip(path.join(night.folder, file));
    for (let day = 0; day < 8; day++) await night.pass();
    expect(told(night.watched)).toHaveLength(1);
    await rename(night.home.vault, `${night.home.vault}.away`);
    for (let day = 0; day < 2; day++) await night.pass();
    await rename(`${night.home.vault}.away`, night.home.vault);
    for (let day = 0; day < 2; day++) await night.pass();
    expect(told(night.watched)).toHaveLength(1);
    fault.fired(2);
  });
});
