import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRetention, type BackupEntry, type VerifiedBackup } from '../../electron/vault/index.ts';
import { DEFAULT_RETENTION, keepError, reportOf, warningSentence, type RetentionPolicy } from '../../shared/index.ts';
import { injects } from '../faults/index.ts';
import { factsOf } from './sample.ts';

const DAY = 86_400_000;
const NOW = new Date(2026, 10, 20, 12, 0, 0);

function verified(takenAt: Date, pinned = false, file = `Router_${takenAt.getTime()}.dss`): VerifiedBackup {
  const sidecar = {
    ...factsOf({ takenAt }),
    version: 1 as const,
    file,
    bytes: 1,
    sha256: '0'.repeat(64),
    checkFailure: null,
    pinned,
    note: '',
  };
  return { state: 'verified', file, path: `/vault/Office/${file}`, sidecar };
}

const daysAgo = (days: number, pinned = false): VerifiedBackup =>
  verified(new Date(NOW.getTime() - days * DAY), pinned);
const nights = (count: number, from = 0): readonly VerifiedBackup[] =>
  Array.from({ length: count }, (_, index) => daysAgo(from + index));
const kept = (entries: readonly BackupEntry[], policy: RetentionPolicy, now = NOW): readonly string[] =>
  planRetention(entries, policy, now).keep.map(({ file }) => file);

/** Any other state of the same backup. */
function inState(entry: VerifiedBackup, state: BackupEntry['state']): BackupEntry {
  switch (state) {
    case 'damaged':
      return { ...entry, state, problem: reportOf(keepError('archive/damaged', { detail: 'rot' })) };
    case 'unknown':
      return { state, file: entry.file, path: entry.path, reason: 'no sidecar' };
    case 'verified':
    case 'missing':
    case 'away':
      return { ...entry, state };
  }
}

const anyPolicy: fc.Arbitrary<RetentionPolicy> = fc.record({
  newest: fc.integer({ min: 3, max: 12 }),
  weekly: fc.integer({ min: 0, max: 6 }),
  monthly: fc.integer({ min: 0, max: 6 }),
});
/** Up to 60 backups of the last 400 days, several a day at times, some pinned, some no longer sound; none of them twice. */
const anyEntries: fc.Arbitrary<readonly BackupEntry[]> = fc
  .uniqueArray(
    fc.record({
      hoursAgo: fc.integer({ min: 0, max: 399 * 24 }),
      pinned: fc.boolean(),
      state: fc.oneof(
        { weight: 8, arbitrary: fc.constant('verified' as const) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('damaged' as const, 'missing' as const, 'away' as const, 'unknown' as const),
        },
      ),
    }),
    { maxLength: 60, selector: ({ hoursAgo }) => hoursAgo },
  )
  .map((drawn) =>
    drawn.map(({ hoursAgo, pinned, state }) =>
      inState(verified(new Date(NOW.getTime() - hoursAgo * 3_600_000), pinned), state),
    ),
  );

const afterwards = (entries: readonly BackupEntry[], policy: RetentionPolicy): readonly BackupEntry[] => {
  const removed = new Set(planRetention(entries, policy, NOW).remove);
  return entries.filter(({ file }) => !removed.has(file));
};
const ofState = (entries: readonly BackupEntry[], state: BackupEntry['state']): readonly BackupEntry[] =>
  entries.filter((entry) => entry.state === state);

describe('the plan of retention', () => {
  it('keeps the newest thirty unless told otherwise', () => {
    const plan = planRetention(nights(33), DEFAULT_RETENTION, NOW);
    expect(plan.keep).toHaveLength(30);
    expect(plan.keep.every(({ reason }) => reason === 'newest')).toBe(true);
    expect(plan.remove).toEqual(nights(3, 30).map(({ file }) => file));
    expect(plan.paused).toBeUndefined();
  });

  it.for([0, 1, 3])('removes nothing from %i verified backups', (count, context) => {
    const fault = injects(context, 'saving/retention-with-few');
    const plan = planRetention(nights(count), { newest: 3, weekly: 0, monthly: 0 }, NOW);
    expect(plan.keep).toHaveLength(count);
    fault.fired();
    expect(plan.remove).toEqual([]);
  });

  it('keeps the last verified backups after 40 failed days', (context) => {
    const fault = injects(context, 'saving/retention-after-failures');
    const old = nights(5, 40);
    const failed = nights(40).map((entry) => inState(entry, 'damaged'));
    const policy = { newest: 3, weekly: 0, monthly: 0 };
    expect(kept([...failed, ...old], policy)).toEqual(old.slice(0, 3).map(({ file }) => file));
    fault.fired(40);
    expect(kept([...failed, ...old.slice(0, 2)], policy)).toEqual(old.slice(0, 2).map(({ file }) => file));
  });

  it('keeps three even if a broken policy asks for fewer', () => {
    const plan = planRetention(nights(9), { newest: 0, weekly: 0, monthly: 0 }, NOW);
    expect(plan.keep.map(({ reason }) => reason)).toEqual(['floor', 'floor', 'floor']);
    expect(plan.remove).toHaveLength(6);
  });

  it('thins the older ones to the newest of each week, then of each month', () => {
    // 20 November 2026 is a Friday; one backup each night at noon for 200 days.
    const entries = nights(200);
    const plan = planRetention(entries, { newest: 7, weekly: 3, monthly: 2 }, NOW);
    const byReason = (reason: string): readonly string[] =>
      plan.keep
        .filter((keep) => keep.reason === reason)
        .map(({ file }) => new Date(Number(/\d+/.exec(file)?.[0])).toDateString());
    expect(byReason('newest')).toHaveLength(7);
    // The week of the newest one is kept by it; its Sundays stand for the weeks before.
    expect(byReason('weekly')).toEqual(['Sun Nov 08 2026', 'Sun Nov 01 2026', 'Sun Oct 25 2026']);
    expect(byReason('monthly')).toEqual(['Sat Oct 31 2026', 'Wed Sep 30 2026']);
  });

  it.for<[string, Date, RegExp]>([
    ['a year back', new Date(NOW.getTime() - 365 * DAY), /newest backup.*Set the clock right/],
    ['ten years ahead', new Date(NOW.getTime() + 3650 * DAY), /clock of this computer says 2036/],
  ])('pauses when the clock stands %s', ([where, clock, sentence], context) => {
    const fault = injects(context, where === 'a year back' ? 'saving/clock-back' : 'saving/clock-ahead');
    const plan = planRetention(nights(40), DEFAULT_RETENTION, clock);
    expect(plan.remove).toEqual([]);
    expect(plan.paused && warningSentence(plan.paused)).toMatch(sentence);
    fault.fired();
  });

  it.for<[string, number]>([
    ['a year back', -365],
    ['ten years ahead', 3650],
  ])('pauses when a clock that stands %s has just dated a backup', ([where, days], context) => {
    const fault = injects(context, where === 'a year back' ? 'saving/clock-back' : 'saving/clock-ahead');
    const clock = new Date(NOW.getTime() + days * DAY);
    const plan = planRetention([verified(clock), ...nights(40)], DEFAULT_RETENTION, clock);
    expect(plan.remove).toEqual([]);
    expect(plan.paused?.code).toMatch(/^retention\/clock-/);
    fault.fired();
  });

  it.each([
    ['another time zone', -0.5],
    ['a month of holidays', 30],
  ])('goes on after %s', (_what, days) => {
    const plan = planRetention(nights(40), DEFAULT_RETENTION, new Date(NOW.getTime() + days * DAY));
    expect(plan.paused).toBeUndefined();
    expect(plan.remove).toHaveLength(10);
  });
});

describe('whatever a folder holds, retention', () => {
  const check = (promise: (entries: readonly BackupEntry[], policy: RetentionPolicy) => void): void => {
    fc.assert(fc.property(anyEntries, anyPolicy, promise), { numRuns: 300 });
  };

  it('never goes below three verified backups', () =>
    check((entries, policy) => {
      const before = ofState(entries, 'verified').length;
      const after = ofState(afterwards(entries, policy), 'verified').length;
      expect(after).toBeGreaterThanOrEqual(Math.min(before, 3));
      expect(after).toBeGreaterThanOrEqual(Math.min(before, policy.newest));
    }));

  it('never removes a pinned one', () =>
    check((entries, policy) => {
      const isPinned = (entry: BackupEntry): boolean => entry.state === 'verified' && entry.sidecar.pinned;
      expect(afterwards(entries, policy).filter(isPinned)).toEqual(entries.filter(isPinned));
    }));

  it('never removes what is not verified', () =>
    check((entries, policy) => {
      const { remove } = planRetention(entries, policy, NOW);
      const verifiedFiles = ofState(entries, 'verified').map(({ file }) => file);
      expect(verifiedFiles).toEqual(expect.arrayContaining([...remove]));
    }));

  it('accounts for each verified backup exactly once', () =>
    check((entries, policy) => {
      const { keep, remove } = planRetention(entries, policy, NOW);
      const all = [...keep.map(({ file }) => file), ...remove].sort();
      expect(all).toEqual(
        ofState(entries, 'verified')
          .map(({ file }) => file)
          .sort(),
      );
    }));

  it('keeps the newest one always', () =>
    check((entries, policy) => {
      const times = ofState(entries, 'verified').map(({ file }) => Number(/\d+/.exec(file)?.[0]));
      if (times.length > 0) expect(kept(entries, policy)).toContain(`Router_${Math.max(...times)}.dss`);
    }));

  it('does not mind the order of its input', () =>
    fc.assert(
      fc.property(
        anyEntries.chain((entries) =>
          fc.tuple(
            fc.constant(entries),
            fc.shuffledSubarray([...entries], { minLength: entries.length, maxLength: entries.length }),
          ),
        ),
        anyPolicy,
        ([entries, shuffled], policy) => {
          expect(planRetention(shuffled, policy, NOW)).toEqual(planRetention(entries, policy, NOW));
        },
      ),
    ));

  it('has nothing more to do once it was applied', () =>
    check((entries, policy) => {
      expect(planRetention(afterwards(entries, policy), policy, NOW).remove).toEqual([]);
    }));

  it('keeps everything a stricter policy keeps when it becomes more generous', () =>
    fc.assert(
      fc.property(anyEntries, anyPolicy, fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 }), (...drawn) => {
        const [entries, policy, newest, weekly, monthly] = drawn;
        const generous = {
          newest: policy.newest + newest,
          weekly: policy.weekly + weekly,
          monthly: policy.monthly + monthly,
        };
        expect(kept(entries, generous)).toEqual(expect.arrayContaining([...kept(entries, policy)]));
      }),
      { numRuns: 300 },
    ));

  it('never wants back what an earlier night removed', () =>
    fc.assert(
      fc.property(anyEntries, anyPolicy, fc.integer({ min: 1, max: 30 }), (entries, policy, days) => {
        const tonight = new Date(NOW.getTime() + days * DAY);
        const { remove } = planRetention(entries, policy, NOW);
        const later = kept([...entries, verified(tonight)], policy, tonight);
        expect(later.filter((file) => remove.includes(file))).toEqual([]);
      }),
      { numRuns: 300 },
    ));

  it('thins night by night to the same backups as at once', () =>
    fc.assert(
      fc.property(anyPolicy, fc.integer({ min: 20, max: 90 }), (policy, count) => {
        let folder: readonly BackupEntry[] = [];
        const all = [...nights(count)].reverse();
        for (const tonight of all) {
          folder = [...folder, tonight];
          const { remove } = planRetention(folder, policy, new Date(tonight.sidecar.takenAt));
          folder = folder.filter(({ file }) => !remove.includes(file));
        }
        expect([...kept(all, policy)].sort()).toEqual(folder.map(({ file }) => file).sort());
      }),
      { numRuns: 50 },
    ));
});
