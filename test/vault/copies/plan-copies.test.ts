import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCopies, planRetention, type BackupEntry, type VerifiedBackup } from '../../../electron/vault/index.ts';
import { keepError, reportOf, type RetentionPolicy } from '../../../shared/index.ts';
import { factsOf } from '../sample.ts';
import { daysAgo, fileOf, NOW } from './pair.ts';

interface Made {
  readonly pinned?: boolean;
  readonly note?: string;
  readonly sha?: string;
}

function backup(days: number, { pinned = false, note = '', sha = 'a' }: Made = {}): VerifiedBackup {
  const file = days < 20 ? fileOf(days) : `old-${days}.dss`;
  const sidecar = {
    ...factsOf({ takenAt: daysAgo(days) }),
    version: 1 as const,
    file,
    bytes: 1000,
    sha256: sha.repeat(64),
    checkFailure: null,
    pinned,
    note,
  };
  return { state: 'verified', file, path: `/vault/Office/${file}`, sidecar };
}

function damaged(days: number): BackupEntry {
  return { ...backup(days), state: 'damaged', problem: reportOf(keepError('archive/damaged', { detail: '' })) };
}

const all: RetentionPolicy = { newest: 100, weekly: 0, monthly: 0 };
const few: RetentionPolicy = { newest: 3, weekly: 0, monthly: 0 };
const files = (backups: readonly BackupEntry[]): readonly string[] => backups.map(({ file }) => file);

describe('the plan of what a place lacks', () => {
  it('names the gaps, the oldest first', () => {
    const here = [0, 1, 2, 3, 4].map((days) => backup(days));
    const plan = planCopies(here, [backup(1), backup(3)], all, NOW);
    expect(files(plan.copy)).toEqual([fileOf(4), fileOf(2), fileOf(0)]);
    expect(plan.standing).toEqual({
      state: 'behind',
      copies: 2,
      newest: daysAgo(1).toISOString(),
      behind: 3,
      since: daysAgo(4).toISOString(),
    });
  });

  it('has nothing to do for a place that has everything, and more', () => {
    const plan = planCopies([backup(0)], [backup(9), backup(0)], all, NOW);
    expect(plan).toMatchObject({ copy: [], annotate: [] });
    expect(plan.standing).toEqual({ state: 'current', copies: 2, newest: daysAgo(0).toISOString() });
  });

  it('carries over only verified backups', () => {
    const missing: BackupEntry = { ...backup(2), state: 'missing' };
    const away: BackupEntry = { ...backup(3), state: 'away' };
    const unknown: BackupEntry = { state: 'unknown', file: fileOf(4), path: '/vault/Office/x', reason: 'x' };
    expect(files(planCopies([backup(0), damaged(1), missing, away, unknown], [], all, NOW).copy)).toEqual([fileOf(0)]);
  });

  it('counts a copy that is damaged, lost or another one as a gap, a placeholder of a cloud as a copy', () => {
    const there: readonly BackupEntry[] = [
      damaged(0),
      { ...backup(1), state: 'missing' },
      backup(2, { sha: 'b' }),
      { ...backup(3), state: 'away' },
    ];
    const plan = planCopies(
      [0, 1, 2, 3].map((days) => backup(days)),
      there,
      all,
      NOW,
    );
    expect(files(plan.copy)).toEqual([fileOf(2), fileOf(1), fileOf(0)]);
  });

  it('does not carry over what the retention of the place would delete', () => {
    const here = [0, 1, 2, 3, 4, 5].map((days) => backup(days));
    expect(files(planCopies(here, [], few, NOW).copy)).toEqual([fileOf(2), fileOf(1), fileOf(0)]);
    expect(
      planCopies(
        here,
        [0, 1, 2].map((days) => backup(days)),
        few,
        NOW,
      ).standing.state,
    ).toBe('current');
  });

  it('carries over pinned ones whatever their age', () => {
    const here = [backup(0), backup(1), backup(2), backup(15, { pinned: true })];
    expect(files(planCopies(here, [], few, NOW).copy)).toContain(fileOf(15));
  });

  it('names copies that are pinned or noted otherwise since', () => {
    const here = [backup(0, { pinned: true }), backup(1, { note: 'before the move' }), backup(2)];
    const there = [0, 1, 2].map((days) => backup(days));
    expect(files(planCopies(here, there, all, NOW).annotate)).toEqual([fileOf(0), fileOf(1)]);
  });

  const entry = fc.record({ days: fc.integer({ min: 0, max: 400 }), pinned: fc.boolean() });
  const set = fc
    .uniqueArray(entry, { selector: ({ days }) => days, maxLength: 40 })
    .map((entries) => entries.map(({ days, pinned }) => backup(days, { pinned: pinned && days % 7 === 0 })));
  const policy = fc.record({
    newest: fc.integer({ min: 3, max: 20 }),
    weekly: fc.integer({ min: 0, max: 6 }),
    monthly: fc.integer({ min: 0, max: 6 }),
  });

  it('settles: carried out once, with retention after it, it finds nothing more to do', () => {
    fc.assert(
      fc.property(set, set, policy, fc.boolean(), (here, there, kept, isReversed) => {
        const first = planCopies(isReversed ? here.toReversed() : here, there, kept, NOW);
        const ages = first.copy.map(({ sidecar }) => Date.parse(sidecar.takenAt));
        expect(ages).toEqual(ages.toSorted((one, other) => one - other));
        for (const copied of first.copy) expect(here).toContain(copied);
        const second = planCopies(here, carryOut(here, there, first.copy, kept), kept, NOW);
        expect(files(second.copy)).toEqual([]);
        expect(second.annotate).toEqual([]);
        expect(second.standing.state).toBe('current');
      }),
      { numRuns: 400 },
    );
  });

  it('copies nothing that retention took away, also when some backups could not be copied', () => {
    fc.assert(
      fc.property(set, set, policy, fc.array(fc.boolean(), { maxLength: 40 }), (here, there, kept, isLeft) => {
        const first = planCopies(here, there, kept, NOW);
        const copied = first.copy.filter((_copy, index) => isLeft[index] !== true);
        const second = planCopies(here, carryOut(here, there, copied, kept), kept, NOW);
        const stillLeft = first.copy.filter((copy) => !copied.includes(copy));
        expect(files(second.copy)).toEqual(files(stillLeft));
      }),
      { numRuns: 400 },
    );
  });
});

/** What lies in the place after these were copied, pins were carried over and the place's retention went through it. */
function carryOut(
  here: readonly VerifiedBackup[],
  there: readonly VerifiedBackup[],
  copied: readonly VerifiedBackup[],
  policy: RetentionPolicy,
): readonly VerifiedBackup[] {
  const lying = [...there.filter(({ file }) => !files(copied).includes(file)), ...copied].map((copy) => {
    const source = here.find(({ file }) => file === copy.file);
    return { ...copy, sidecar: { ...copy.sidecar, pinned: source?.sidecar.pinned ?? copy.sidecar.pinned } };
  });
  const remove = planRetention(lying, policy, NOW).remove;
  return lying.filter(({ file }) => !remove.includes(file));
}
