import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHistory, type History, type Run, type TimelineItem } from '../../electron/records/index.ts';
import type { OccurrenceRow } from '../../shared/index.ts';
import { temporaryHome } from './home-folder.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-01T03:00:00Z');

async function fresh(): Promise<History> {
  const history = openHistory(await temporaryHome());
  onTestFinished(history.close);
  return history;
}

function run(deviceId: string, at: number): Run {
  const startedAt = new Date(at).toISOString();
  return {
    id: `run-${deviceId}-${at}`,
    deviceId,
    deviceName: deviceId,
    trigger: 'manual',
    startedAt,
    outcome: 'failed',
  };
}

/** A night whose tries began at these moments; the last one made the backup, if there is one. */
function night(at: number, tries: readonly number[], backup?: number): OccurrenceRow & { readonly open: boolean } {
  const attempts = tries.map((startedAt) => ({ outcome: 'interrupted', startedAt, endedAt: startedAt }) as const);
  const base = {
    slot: new Date(at).toISOString().slice(0, 16),
    zone: 'local',
    at,
    decidedAt: at,
    attempts,
    open: false,
  };
  if (backup === undefined) return { ...base, state: 'skipped', why: 'asleep' };
  const facts = { startedAt: backup, verifiedAt: backup, trigger: 'manual', bytes: 1, changed: null } as const;
  return { ...base, state: 'covered', backup: facts };
}

const all = (history: History, deviceIds: readonly string[]): readonly TimelineItem[] =>
  history.timeline({ deviceIds, limit: -1 }).items;

/** What an item tells, in short: the slot with the starts of its runs, or the start of a lone run. */
function brief(item: TimelineItem): string {
  const minutes = (at: number): number => Math.round((at - START) / MINUTE);
  const start = ({ startedAt }: Run): number => minutes(Date.parse(startedAt));
  if (item.kind === 'run') return `run ${start(item.run)}`;
  return `night ${minutes(item.at)}: ${item.runs.map(start).join(' ')}`;
}

const after = (minutes: number): number => START + minutes * MINUTE;

describe('the timeline', () => {
  it('folds the runs of a night into it, however late they came, and keeps the others as they are', async () => {
    const history = await fresh();
    const late = [after(281), after(301)];
    history.insertRuns([...late, after(120), after(1441), after(1500)].map((at) => run('router', at)));
    history.insertRuns([run('nas', after(281))]);
    const rows = [night(after(0), late), night(after(1440), [], after(1500))];
    history.journal.write('router', { rows, withdrawn: [] });
    expect(all(history, ['router']).map(brief)).toEqual([
      'run 1441',
      'night 1440: 1500',
      'run 120',
      'night 0: 281 301',
    ]);
    // At the same moment, but of another device.
    expect(all(history, ['nas']).map(brief)).toEqual(['run 281']);
    expect(all(history, [])).toEqual([]);
    expect(history.timeline({ deviceIds: ['router'], since: after(1440), limit: -1 }).items).toHaveLength(2);
  });

  it('tells a night whose runs were lost with an older history', async () => {
    const history = await fresh();
    history.journal.write('router', { rows: [night(after(0), [after(1)], after(2))], withdrawn: [] });
    expect(all(history, ['router']).map(brief)).toEqual(['night 0: ']);
  });

  it('passes over what makes no sense, and still shows the rest on all pages', async () => {
    const home = await temporaryHome();
    const history = openHistory(home);
    onTestFinished(history.close);
    history.insertRuns([1, 2, 3].map((minute) => run('router', after(minute))));
    history.journal.write('router', { rows: [0, 10, 20, 30].map((at) => night(after(at), [])), withdrawn: [] });
    const database = new DatabaseSync(home.historyFile);
    const spoil = database.prepare('UPDATE occurrences SET record = ? WHERE at = ?');
    spoil.run('{"attempts": 7, "backup": [', after(10));
    spoil.run('{"attempts": 7, "backup": {}}', after(20));
    spoil.run('', after(30));
    database.close();
    expect(all(history, ['router']).map(brief)).toEqual(['run 3', 'run 2', 'run 1', 'night 0: ']);
    expect(inPages(history, ['router'], () => 2).map(brief)).toEqual(['run 3', 'run 2', 'run 1', 'night 0: ']);
  });

  it('in pages of any size is the whole list: the same order, no gap, nothing twice', async () => {
    const history = await fresh();
    const minutes = fc.integer({ min: 0, max: 30 });
    const device = fc.constantFrom('router', 'nas', 'attic');
    const nights = fc.array(fc.record({ device, at: minutes, tries: fc.array(minutes, { maxLength: 3 }) }));
    const runs = fc.array(fc.record({ device, at: minutes }));
    const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    const wanted = fc.uniqueArray(device, { minLength: 1 });
    fc.assert(
      fc.property(nights, runs, sizes, wanted, (someNights, someRuns, someSizes, deviceIds) => {
        for (const id of ['router', 'nas', 'attic']) history.deleteDevice(id);
        history.insertRuns(someRuns.map(({ device: id, at }) => run(id, after(at))));
        for (const { device: id, at, tries } of someNights) {
          history.journal.write(id, { rows: [night(after(at), tries.map(after))], withdrawn: [] });
        }
        const list = all(history, deviceIds);
        const paged = inPages(history, deviceIds, (page) => someSizes[page % someSizes.length] ?? 1);
        expect(paged).toEqual(list);
        expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
        expect(list.map(({ at }) => at)).toEqual(list.map(({ at }) => at).toSorted((one, other) => other - one));
        expect(new Set(list.map(({ id }) => id))).toEqual(expectedIds(someNights, someRuns, deviceIds));
      }),
      { numRuns: 150 },
    );
  });
});

describe('how runs stand', () => {
  it('is told of all of a device that count, and of those that were asked about', async () => {
    const history = await fresh();
    const verified = [1, 2, 3].map((minute): Run => ({ ...run('router', after(minute)), outcome: 'verified' }));
    history.insertRuns([...verified, run('router', after(4)), { ...run('nas', after(5)), outcome: 'interrupted' }]);
    const [one, two, three, failed, other] = history.listRuns().toReversed();
    history.discount([one?.id ?? '', two?.id ?? '', failed?.id ?? ''], true);
    const asked = [two, failed, other].map((each) => each?.id ?? '');
    expect(history.marks('router', [...asked, 'nobody'])).toEqual(
      new Map([
        [two?.id, 'discounted'],
        [three?.id, 'counts'],
        [failed?.id, 'failed'],
        [other?.id, 'interrupted'],
      ]),
    );
  });
});

function inPages(history: History, deviceIds: readonly string[], sizeOf: (page: number) => number): TimelineItem[] {
  const items: TimelineItem[] = [];
  let before: { readonly at: number; readonly id: string } | undefined;
  for (let page = 0; ; page++) {
    const found = history.timeline({ deviceIds, before, limit: sizeOf(page) });
    items.push(...found.items);
    if (found.next === undefined) return items;
    before = found.next;
  }
}

/** Worked out the plain way: every night, and every run that no night of its device names. */
function expectedIds(
  nights: readonly { readonly device: string; readonly at: number; readonly tries: readonly number[] }[],
  runs: readonly { readonly device: string; readonly at: number }[],
  deviceIds: readonly string[],
): ReadonlySet<string> {
  // A later row of the same slot stands in place of the one before.
  const last = new Map(nights.map((one) => [`${one.device} ${one.at}`, one]));
  const taken = new Set([...last.values()].flatMap(({ device, tries }) => tries.map((at) => `${device} ${at}`)));
  return new Set([
    ...[...last.values()].flatMap(({ device, at }) =>
      deviceIds.includes(device) ? [`night ${device} ${new Date(after(at)).toISOString().slice(0, 16)} local`] : [],
    ),
    ...runs.flatMap(({ device, at }) =>
      deviceIds.includes(device) && !taken.has(`${device} ${at}`) ? [run(device, after(at)).id] : [],
    ),
  ]);
}
