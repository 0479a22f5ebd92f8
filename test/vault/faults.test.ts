import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  applyRetention,
  deleteBackup,
  diskFs,
  listBackups,
  planRetention,
  recordCheck,
  removeStaleStages,
  writeGuide,
  type DurableFs,
  type VaultOptions,
} from '../../electron/vault/index.ts';
import { KeepError } from '../../shared/index.ts';
import { injects, type FaultName } from '../faults/index.ts';
import { diskError, faultyFs, type Fault } from './faulty-fs.ts';
import { liesIn, save, statesIn, TAKEN_AT } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

const clock = { now: () => TAKEN_AT.getTime(), sleep: () => Promise.resolve() };
const withoutLinks: DurableFs = { ...diskFs, link: () => Promise.reject(diskError('ENOTSUP')) };

type Kind = Omit<Fault, 'nth'>;
const kinds: readonly Kind[] = (['once', 'forever'] as const).flatMap((lasting) => [
  ...['EIO', 'ENOSPC', 'EPERM', 'EEXIST'].map((code) => ({ lasting, when: 'before' as const, code })),
  { lasting, when: 'after' as const, code: 'EIO' },
]);

/** What the catalogue calls a failure. */
function namesOf({ lasting, when, code }: Kind): readonly [FaultName, ...FaultName[]] {
  return [
    lasting === 'once' ? 'saving/each-call-once' : 'saving/each-call-for-ever',
    ...(when === 'after' ? (['saving/done-but-reported-failed'] as const) : []),
    ...(code === 'ENOSPC' ? (['saving/disk-full'] as const) : []),
  ];
}

/** Where the code of the failure makes no difference. */
const anyFailure = kinds.filter(({ code }) => code === 'EIO');

/** Plays `scene` with the 1st, 2nd, 3rd ... call failing until a pass meets no fault; says how many calls there were. */
async function failEachCall(
  kind: Kind,
  base: DurableFs,
  scene: (options: VaultOptions, name: () => string) => Promise<void>,
): Promise<number> {
  for (let nth = 1; ; nth += 1) {
    const faulty = faultyFs(base, { ...kind, nth });
    const name = (): string => `call ${nth} (${faulty.failed.join(', ')})`;
    await scene({ fs: faulty.fs, clock }, name);
    if (faulty.failed.length === 0) {
      expect(faulty.calls.length).toBeLessThan(nth);
      return nth - 1;
    }
    if (kind.lasting === 'once') expect(faulty.failed).toHaveLength(1);
  }
}

async function outcomeOf<Result>(work: Promise<Result>): Promise<Result | KeepError> {
  try {
    return await work;
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(KeepError);
    return thrown as KeepError;
  }
}

describe.each([
  { disk: 'a disk with hard links', base: diskFs, failures: kinds, least: 25 },
  { disk: 'a disk without them', base: withoutLinks, failures: anyFailure, least: 28 },
])('a save on $disk', ({ base, failures, least }) => {
  it.for(failures)('survives $code at each step, $lasting, $when the work', async (kind, context) => {
    const fault = injects(context, ...namesOf(kind));
    const folder = path.join(await temporaryFolder('memory'), 'Office');
    const earlier = [await save(folder), await save(folder)];
    const content = Buffer.from('one more archive '.repeat(200));
    const known = await Promise.all(earlier.map(({ path: file }) => readFile(file)));
    const calls = await failEachCall(kind, base, async (options, name) => {
      const outcome = await outcomeOf(save(folder, {}, content, options));
      const entries = await listBackups(folder);
      // The last good backups are untouched, and nothing that counts is other than it says.
      for (const entry of earlier) expect(entries, name()).toContainEqual(entry);
      expect(await liesIn(folder), name()).toEqual([]);
      if (outcome instanceof KeepError) {
        expect(outcome.code, name()).toBe(kind.code === 'ENOSPC' ? 'vault/full' : 'vault/unwritable');
        const fresh = entries.filter(({ file }) => earlier.every((entry) => entry.file !== file));
        // What failed once is tidied up. While the disk goes on failing something may stay, but never a false alarm
        // (unless the disk carries out what it says it did not: then nobody can know).
        if (kind.lasting === 'once' && kind.when === 'before') expect(fresh, name()).toEqual([]);
        const states = kind.when === 'before' ? ['unknown', 'verified'] : ['unknown', 'verified', 'missing'];
        for (const { state } of fresh) expect(states, name()).toContain(state);
      } else expect(entries, name()).toContainEqual(outcome);
      // The next run works, and finishes or sweeps what was left half done.
      await removeStaleStages(folder);
      if (kind.when === 'before') expect(new Set(Object.values(await statesIn(folder)))).toEqual(new Set(['verified']));
      const next = await save(folder, {}, content);
      expect(await listBackups(folder), name()).toContainEqual(next);
      const names = await readdir(folder);
      expect(
        names.filter((file) => file.startsWith('.')),
        name(),
      ).toEqual([]);
      for (const file of names.filter((file) => earlier.every((entry) => !file.startsWith(entry.file)))) {
        await diskFs.unlink(path.join(folder, file));
      }
    });
    expect(calls).toBeGreaterThanOrEqual(least);
    fault.fired(calls);
    expect(await Promise.all(earlier.map(({ path: file }) => readFile(file)))).toEqual(known);
  });
});

describe('a later change', () => {
  it.each(anyFailure)('of a sidecar is whole or not there, failing $lasting, $when the work', async (kind) => {
    const folder = path.join(await temporaryFolder('memory'), 'Office');
    const { file } = await save(folder);
    const failure = { code: 'archive/damaged', message: 'The archive is damaged: its checksum is wrong.' };
    const calls = await failEachCall(kind, diskFs, async (options, name) => {
      await recordCheck(folder, file, { checkedAt: TAKEN_AT.toISOString(), failure: null });
      const check = { checkedAt: TAKEN_AT.toISOString(), failure };
      const outcome = await outcomeOf(recordCheck(folder, file, check, options));
      const state = (await statesIn(folder))[file];
      if (outcome instanceof KeepError) expect(['verified', 'damaged'], name()).toContain(state);
      else expect(state, name()).toBe('damaged');
      await removeStaleStages(folder);
    });
    expect(calls).toBeGreaterThanOrEqual(10);
  });

  it.each(anyFailure)('of the restore page is whole or not there, failing $lasting, $when the work', async (kind) => {
    const folder = path.join(await temporaryFolder('memory'), 'Office');
    await save(folder);
    const page = path.join(folder, 'HOW-TO-RESTORE.html');
    const calls = await failEachCall(kind, diskFs, async (options, name) => {
      await writeGuide(folder, 'old');
      const outcome = await outcomeOf(writeGuide(folder, 'new', options));
      const text = await readFile(page, 'utf8');
      if (outcome instanceof KeepError) expect(['old', 'new'], name()).toContain(text);
      else expect(text, name()).toBe('new');
      await removeStaleStages(folder);
    });
    expect(calls).toBeGreaterThanOrEqual(8);
  });

  it.for(anyFailure)('that deletes leaves the truth, failing $lasting, $when the work', async (kind, context) => {
    const fault = injects(context, 'saving/deletion-cut');
    const folder = path.join(await temporaryFolder('memory'), 'Office');
    const calls = await failEachCall(kind, diskFs, async (options, name) => {
      const { file } = await save(folder);
      const outcome = await outcomeOf(deleteBackup(folder, file, options));
      const state = (await statesIn(folder))[file];
      // Never a backup that seems lost; and what the next run finds half done it undoes or finishes.
      if (outcome instanceof KeepError) expect(['verified', 'unknown', undefined], name()).toContain(state);
      else expect(state, name()).toBeUndefined();
      await removeStaleStages(folder);
      if (state === 'unknown') expect((await statesIn(folder))[file], name()).toBe('verified');
      await deleteBackup(folder, file);
      expect(await readdir(folder), name()).toEqual([]);
    });
    expect(calls).toBeGreaterThanOrEqual(6);
    fault.fired(calls);
  });

  it.for(anyFailure)('by retention never goes below three, failing $lasting, $when the work', async (kind, context) => {
    const fault = injects(context, 'saving/deletion-cut');
    const folder = path.join(await temporaryFolder('memory'), 'Office');
    const day = (count: number): Date => new Date(TAKEN_AT.getTime() - count * 86_400_000);
    const policy = { newest: 3, weekly: 0, monthly: 0 };
    for (const age of [1, 2, 3]) await save(folder, { takenAt: day(age) });
    const calls = await failEachCall(kind, diskFs, async (options, name) => {
      for (const age of [4, 5]) {
        const file = `SynologyRouter_202611${20 - age}.dss`;
        await deleteBackup(folder, file);
        await save(folder, { takenAt: day(age) });
      }
      const plan = planRetention(await listBackups(folder), policy, TAKEN_AT);
      expect(plan.remove, name()).toHaveLength(2);
      const outcome = await outcomeOf(applyRetention(folder, plan, options));
      const states = Object.values(await statesIn(folder));
      expect(states.filter((state) => state === 'verified').length, name()).toBeGreaterThanOrEqual(3);
      expect(states, name()).not.toContain('missing');
      expect(await liesIn(folder), name()).toEqual([]);
      await removeStaleStages(folder);
      expect(new Set(Object.values(await statesIn(folder))), name()).toEqual(new Set(['verified']));
      if (!(outcome instanceof KeepError)) {
        expect(outcome.removed.length + outcome.left.length, name()).toBe(2);
        for (const file of outcome.removed) expect(await readdir(folder), name()).not.toContain(file);
      }
    });
    expect(calls).toBeGreaterThanOrEqual(30);
    fault.fired(calls);
  });
});
