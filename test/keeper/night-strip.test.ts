import { describe, expect, it } from 'vitest';
import type { HistoryEntry, NightState } from '../../electron/keeper/index.ts';
import { nightStrip, type PlanOfDay, type StripFacts } from '../../electron/keeper/night-strip.ts';

type State = NonNullable<HistoryEntry['night']>['state'];

function lone(day: string, outcome: HistoryEntry['outcome'], more: Partial<HistoryEntry> = {}): HistoryEntry {
  const at = `${day}T12:00:00.000Z`;
  return {
    id: `run ${day} ${outcome}`,
    deviceId: 'one',
    device: 'Office',
    at,
    day,
    trigger: 'manual',
    outcome,
    sentence: outcome,
    ...more,
  };
}

function night(day: string, state: State, more: Partial<HistoryEntry> = {}, why?: 'asleep'): HistoryEntry {
  const slot = { slot: `${day}T03:00`, zone: 'local', at: `${day}T02:00:00.000Z`, state };
  const outcome = state === 'ran' || state === 'caught-up' || state === 'covered' ? 'verified' : state;
  const facts = { id: `night ${day} ${state}`, trigger: 'schedule', sentence: state, changed: false } as const;
  return lone(day, outcome, { ...facts, night: { ...slot, ...(why === undefined ? {} : { why }) }, ...more });
}

const daily: PlanOfDay = { passed: true, ahead: [] };

function strip(entries: readonly HistoryEntry[], more: Partial<StripFacts> = {}) {
  return nightStrip({ today: '2026-11-21', count: 3, addedOn: '2026-11-01', entries, planOf: () => daily, ...more });
}

/** The cell of the last day. */
const today = (entries: readonly HistoryEntry[], plan: PlanOfDay = daily) =>
  strip(entries, { planOf: () => plan }).at(-1);
const DAY = '2026-11-21';

describe('the night strip', () => {
  it('has one cell a day, oldest first, each with its entries', () => {
    const entries = [night(DAY, 'ran'), lone('2026-11-19', 'verified', { changed: true })];
    expect(strip(entries)).toEqual([
      { date: '2026-11-19', state: 'changed', sentence: 'verified', entryIds: ['run 2026-11-19 verified'] },
      { date: '2026-11-20', state: 'not-run', sentence: 'Nothing ran.', entryIds: [] },
      { date: DAY, state: 'verified', sentence: 'ran', entryIds: [`night ${DAY} ran`] },
    ]);
  });

  it('knows the days before the device was added, also over the end of a year and a leap day', () => {
    const cells = strip([], { today: '2028-03-01', count: 62, addedOn: '2028-02-29' });
    expect(cells.map(({ state }) => state)).toEqual([...Array<NightState>(60).fill('before'), 'not-run', 'not-run']);
    expect(cells.map(({ date }) => date).slice(-2)).toEqual(['2028-02-29', '2028-03-01']);
    expect(cells[0]?.date).toBe('2027-12-31');
  });

  it('shows a day before that all the same when there is a backup of it', () => {
    expect(strip([lone('2026-11-19', 'verified')], { addedOn: DAY })[0]?.state).toBe('verified');
  });

  it.each<[string, readonly HistoryEntry[], NightState]>([
    ['a night that ran', [night(DAY, 'ran')], 'verified'],
    ['a night with changes', [night(DAY, 'ran', { changed: true })], 'changed'],
    ['a first backup', [night(DAY, 'ran', { changed: null })], 'verified'],
    ['a catch-up', [night(DAY, 'caught-up')], 'caught-up'],
    ['a night made up for by hand', [night(DAY, 'covered')], 'caught-up'],
    ['a catch-up with changes', [night(DAY, 'caught-up', { changed: true })], 'changed'],
    ['a night that failed', [night(DAY, 'failed')], 'failed'],
    ['a night slept through', [night(DAY, 'skipped', {}, 'asleep')], 'not-run'],
    ['a night that was cut', [night(DAY, 'interrupted')], 'not-run'],
    ['a night at work', [night(DAY, 'running')], 'running'],
    ['a night that waits for its turn', [night(DAY, 'waiting')], 'upcoming'],
    ['a late night that waits', [night(DAY, 'waiting', {}, 'asleep')], 'not-run'],
    ['a backup by hand', [lone(DAY, 'verified')], 'verified'],
    ['a failed backup by hand', [lone(DAY, 'failed')], 'failed'],
    ['a failed one by hand beside a good night', [lone(DAY, 'failed'), night(DAY, 'ran')], 'verified'],
    ['a cancelled one by hand beside a good night', [lone(DAY, 'cancelled'), night(DAY, 'ran')], 'verified'],
    ['one bad hour among good ones', [night(DAY, 'ran'), night(DAY, 'failed'), night(DAY, 'ran')], 'failed'],
    ['one missed hour among good ones', [night(DAY, 'ran'), night(DAY, 'skipped')], 'not-run'],
    ['one change among quiet ones', [night(DAY, 'ran'), night(DAY, 'ran', { changed: true })], 'changed'],
    ['a run now after a failure', [night(DAY, 'running'), night(DAY, 'failed')], 'running'],
  ])('of %s tells the most telling', (_, entries, state) => {
    expect(today(entries)?.state).toBe(state);
    expect(today(entries)?.entryIds).toHaveLength(entries.length);
  });

  it('takes a night that waits for its next try for failed, and one that waits for a person for not run', () => {
    const error = { code: 'network/timeout', message: 'silent', hint: '', retry: 'later' } as const;
    expect(today([night(DAY, 'waiting', { error })])?.state).toBe('failed');
    const { night: slot } = night(DAY, 'waiting');
    if (slot === undefined) throw new Error('no night');
    expect(today([night(DAY, 'waiting', { night: { ...slot, waitsFor: 'you' } })])?.state).toBe('not-run');
  });

  it('says the sentence of what decided, and that there was more', () => {
    expect(today([night(DAY, 'ran'), night(DAY, 'failed')])?.sentence).toBe('failed And 1 more that day.');
  });

  it('says what is to come, that nothing was planned, or that nothing is known', () => {
    const sentences = [
      { passed: false, ahead: ['15:00', '21:00'] },
      { passed: false, ahead: [] },
      { passed: false, ahead: [], unknown: true },
    ].map((plan) => today([], plan));
    expect(sentences.map((cell) => [cell?.state, cell?.sentence])).toEqual([
      ['upcoming', 'Planned for 15:00, 21:00.'],
      ['none-planned', 'No backup was planned.'],
      ['none-planned', 'Nothing is known about this day.'],
    ]);
  });
});
