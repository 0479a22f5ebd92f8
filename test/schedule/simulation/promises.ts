import { expect } from 'vitest';
import { isSatisfied, isSettled, occurrenceKey } from '../../../electron/schedule/index.ts';
import type { Outcome } from './outcome.ts';
import { type History, HOUR, MINUTE } from './world.ts';

/** What must hold after any history whatever. */
export function expectPromises(history: History, outcome: Outcome): void {
  const { rows, runs, wall, calendar } = outcome;
  const occurrences = calendar.of(history.schedule);
  const byKey = new Map(rows.map((row) => [occurrenceKey(row), row]));

  // One row for every occurrence that has come (one that only just came may be waiting for its turn). To a traveller came
  // those that were the latest wherever the computer was; what passed in one zone while it was in another did not.
  const latest = occurrences.latest(wall);
  const travelled =
    history.schedule.zone === undefined && history.events.some(({ happening }) => happening.kind === 'zone');
  const come = occurrences
    .within(history.start - 1, wall - 10 * MINUTE)
    .filter((occurrence) => !travelled || outcome.seen.has(occurrenceKey(occurrence)));
  const withoutRow = come.filter((occurrence) => !byKey.has(occurrenceKey(occurrence)));
  expect(withoutRow, 'occurrences without a row').toEqual([]);
  expect(
    rows.filter((row) => row.at > wall && !isSatisfied(row)),
    'rows about the future',
  ).toEqual([]);
  expect(
    rows.filter((row) => row.slot !== latest?.slot && row.at <= wall && !isSettled(row)),
    'open rows',
  ).toEqual([]);

  // Never two good runs for one occurrence, and a good run exactly where the row says so.
  for (const row of rows) {
    const good = runs.filter((run) => run.key === occurrenceKey(row) && run.verified);
    expect(good.length, `verified runs of ${row.slot}`).toBeLessThanOrEqual(1);
    if (row.state === 'ran' || row.state === 'caught-up' || row.state === 'covered') {
      const { startedAt } = row.backup;
      expect(
        runs.some(({ verified, wall: at }) => verified && at === startedAt),
        `run behind ${row.slot}`,
      ).toBe(true);
      expect(startedAt, `start of the backup for ${row.slot}`).toBeGreaterThanOrEqual(row.at);
    }
    if (row.state === 'skipped' || row.state === 'failed') expect(good.length, `run behind ${row.slot}`).toBe(0);
    expect(row.attempts.filter(({ outcome: end }) => end === 'failed').length).toBeLessThanOrEqual(4);
  }

  // No two runs at once, and only ever for the latest slot that has come: one catch-up per gap.
  const inOrder = [...runs].sort((one, other) => one.from - other.from);
  for (const [index, run] of inOrder.entries()) {
    const before = inOrder[index - 1];
    if (before !== undefined) expect(run.from, 'start of a run').toBeGreaterThanOrEqual(before.until);
    if (run.key !== undefined && !run.first) expect(run.key.split(' ')[0]).toBe(run.latestSlot);
  }

  // Two days of peace at the end: the latest slot is satisfied, unless its run is just under way.
  const peaceful = occurrences.latest(wall - 10 * MINUTE);
  const row = peaceful === undefined ? undefined : byKey.get(occurrenceKey(peaceful));
  // A clock that was set back may have come into the hours of a pause once more.
  const pausedAgain = row?.state === 'skipped' && row.why === 'paused' && clockWasSet(history);
  if (!pausedAgain) expect(row?.state, peaceful?.slot).toMatch(/^(ran|caught-up|covered)$/);
}

function clockWasSet({ events }: History): boolean {
  return events.some(({ happening }) => happening.kind === 'set-clock');
}

/** Slots that nothing stood in the way of, for two hours: each must have been run. Only where the clock was never touched. */
export function expectFreeSlotsSatisfied(history: History, outcome: Outcome): void {
  const occurrences = outcome.calendar.of(history.schedule);
  const byKey = new Map(outcome.rows.map((row) => [occurrenceKey(row), row]));
  for (const { from, until } of outcome.free) {
    for (const occurrence of occurrences.within(from, until - 2 * HOUR)) {
      const row = byKey.get(occurrenceKey(occurrence));
      if (row?.state === 'skipped' && row.why === 'overtaken') continue;
      expect(row?.state, occurrence.slot).toMatch(/^(ran|caught-up|covered|failed)$/);
    }
  }
}
