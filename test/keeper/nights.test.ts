import { describe, expect, it, onTestFinished } from 'vitest';
import { openHistory, openSettings, type Run } from '../../electron/records/index.ts';
import { createCalendar, parseSchedule } from '../../electron/schedule/index.ts';
import type { HistoryEntry, Keeper } from '../../electron/keeper/index.ts';
import { keepError, reportOf, type OccurrenceRow } from '../../shared/index.ts';
import { add, backUp, everything, makeBench, makeDevice } from './harness.ts';

/** The zone of the harness. */
const zone = createCalendar('Europe/Berlin').localZone;
const DAY = 86_400_000;

/** A device whose keeper believes it is tomorrow, 07:41 in Berlin; it was added the evening before. */
async function morning() {
  const bench = await makeBench();
  const device = await makeDevice();
  const date = new Date(zone.wallAt(Date.now()) + DAY).toISOString().slice(0, 10);
  const at = (time: string): number => zone.instantOf(Date.parse(`${date}T${time}:00.000Z`)).at;
  bench.advance(at('07:41') - 10 * 3_600_000 - Date.now());
  const { device: added } = await add(bench, device);
  bench.advance(10 * 3_600_000);
  const records = openHistory(bench.home);
  onTestFinished(records.close);
  const write = (...rows: readonly OccurrenceRow[]): void => {
    records.journal.write(added.id, { rows: rows.map((row) => ({ ...row, open: false })), withdrawn: [] });
  };
  const begin = (run: Partial<Run> & Pick<Run, 'id' | 'startedAt' | 'outcome'>): void => {
    records.insertRuns([{ deviceId: added.id, deviceName: 'Office', trigger: 'schedule', ...run }]);
  };
  return { bench, device, date, at, write, begin, keeper: bench.keeper, id: added.id };
}

type Scene = Awaited<ReturnType<typeof morning>>;

function slotOf({ date, at }: Scene, attempts: OccurrenceRow['attempts'] = []) {
  return { slot: `${date}T03:00`, zone: 'local', at: at('03:00'), decidedAt: at('03:00'), attempts };
}

/** A backup by the schedule, and the row its watch would write. */
async function caughtUp(scene: Scene): Promise<HistoryEntry> {
  await backUp(scene.bench, 'schedule');
  const [entry] = await scene.keeper.history(everything);
  if (entry?.bytes === undefined) throw new Error('no backup');
  const startedAt = Date.parse(entry.at);
  const endedAt = startedAt + (entry.durationMs ?? 0);
  scene.write({
    ...slotOf(scene, [{ outcome: 'verified', startedAt, endedAt }]),
    state: 'caught-up',
    why: 'asleep',
    backup: { startedAt, verifiedAt: endedAt, trigger: 'schedule', bytes: entry.bytes, changed: false },
  });
  return entry;
}

const days = async (keeper: Keeper, count: number) =>
  (await keeper.nights(everything, count)).map(({ device, nights }) => [device, nights.map(({ state }) => state)]);

describe('a night in the history', () => {
  it('is one sentence, with what its run made', async () => {
    const scene = await morning();
    const before = await caughtUp(scene);
    const entries = await scene.keeper.history(everything);
    expect(entries).toHaveLength(2);
    expect(entries[0]).toEqual({
      ...before,
      id: `night ${scene.id} ${scene.date}T03:00 local`,
      at: new Date(scene.at('03:00')).toISOString(),
      sentence: '03:00 the computer was asleep; 07:41 caught up; verified, 92 KB, nothing changed.',
      night: {
        slot: `${scene.date}T03:00`,
        zone: 'local',
        at: new Date(scene.at('03:00')).toISOString(),
        state: 'caught-up',
        why: 'asleep',
      },
    });
    expect(entries[1]?.sentence).toBe('21:41 added; verified, 92 KB, the first backup.');
  });

  it('stands there without any run too, and a backup by hand stays an entry of its own', async () => {
    const scene = await morning();
    scene.write({ ...slotOf(scene), state: 'skipped', why: 'paused' });
    await backUp(scene.bench);
    const entries = await scene.keeper.history(everything);
    expect(entries.map(({ outcome, sentence }) => [outcome, sentence])).toEqual([
      ['verified', '07:41 backed up by hand; verified, 92 KB, nothing changed.'],
      ['skipped', '03:00 paused; skipped.'],
      ['verified', '21:41 added; verified, 92 KB, the first backup.'],
    ]);
    expect(entries[1]).not.toHaveProperty('runId');
  });

  it('carries the error of its last try', async () => {
    const scene = await morning();
    const error = reportOf(keepError('network/timeout', { host: 'router.lan', phase: 'connect' }));
    const [startedAt, endedAt] = [scene.at('03:00'), scene.at('03:01')];
    scene.begin({ id: 'try', startedAt: new Date(startedAt).toISOString(), outcome: 'failed', error, durationMs: 7 });
    const attempts = [{ outcome: 'failed', startedAt, endedAt, error }] as const;
    scene.write({ ...slotOf(scene, attempts), state: 'waiting', until: scene.at('03:05') });
    const [entry] = await scene.keeper.history(everything);
    expect(entry).toMatchObject({
      outcome: 'waiting',
      error: { code: 'network/timeout' },
      runId: 'try',
      durationMs: 7,
    });
    expect(entry?.sentence).toMatch(/^03:00 failed \(.*\); next try 03:05\.$/);
  });

  it('does not say that it is at work when whoever worked on it died', async () => {
    const scene = await morning();
    const startedAt = scene.at('03:00');
    scene.begin({ id: 'cut', startedAt: new Date(startedAt).toISOString(), outcome: 'running' });
    scene.write({ ...slotOf(scene, [{ outcome: 'running', startedAt }]), state: 'running' });
    const [entry] = await scene.keeper.history(everything);
    expect(entry).toMatchObject({ outcome: 'interrupted', runId: 'cut' });
    expect(entry?.sentence).toBe('03:00 cut short, the program or the computer stopped; it is due again.');
  });

  it('in a zone that this computer does not know is told all the same', async () => {
    const scene = await morning();
    scene.write({ ...slotOf(scene), zone: 'Europe/Atlantis', state: 'skipped', why: 'asleep' });
    expect((await scene.keeper.history(everything))[0]).toMatchObject({ outcome: 'skipped', day: scene.date });
  });
});

describe('the history in parts', () => {
  it('is the whole list: the same order, no gap, nothing twice', async () => {
    const scene = await morning();
    const rows = Array.from({ length: 450 }, (_, index): OccurrenceRow => {
      const at = scene.at('03:00') - index * DAY;
      const slot = new Date(zone.wallAt(at)).toISOString().slice(0, 16);
      return { slot, zone: 'local', at, decidedAt: at, attempts: [], state: 'skipped', why: 'asleep' };
    });
    scene.write(...rows);
    const list = await scene.keeper.history(everything);
    expect(list).toHaveLength(451);
    for (const limit of [1, 200, 201, 449, 1_000]) {
      const first = await scene.keeper.history(everything, { limit });
      const before = first.at(-1);
      if (before === undefined) throw new Error('nothing');
      expect([...first, ...(await scene.keeper.history(everything, { before }))]).toEqual(list);
    }
    expect(await scene.keeper.history(everything, { limit: 0 })).toEqual([]);
  });
});

describe('the night strip of a device', () => {
  it('tells its last days by the calendar of this place', async () => {
    const scene = await morning();
    await caughtUp(scene);
    expect(await days(scene.keeper, 4)).toEqual([['Office', ['before', 'before', 'verified', 'caught-up']]]);
    const [strip] = await scene.keeper.nights(everything, 4);
    const ids = (await scene.keeper.history(everything)).map(({ id }) => id);
    expect(strip?.nights.flatMap(({ entryIds }) => entryIds)).toEqual(ids.toReversed());
    expect(strip?.nights.at(-1)?.date).toBe(scene.date);
    expect(strip?.nights.at(-1)?.sentence).toContain('caught up');
  });

  it('tells from the plan what no run tells: missed, still to come, none planned', async () => {
    const scene = await morning();
    expect(await days(scene.keeper, 2)).toEqual([['Office', ['verified', 'not-run']]]);
    const plan = async (text: string) => {
      await openSettings(scene.bench.home).update((current) => ({ ...current, schedule: parseSchedule(text) }));
      return (await scene.keeper.nights(everything, 1))[0]?.nights[0];
    };
    expect(await plan('daily 23:15')).toMatchObject({ state: 'upcoming', sentence: 'Planned for 23:15.' });
    const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
    const tomorrow = weekday.format(Date.parse(scene.date) + DAY).toLowerCase();
    expect(await plan(`weekly ${tomorrow} 03:00`)).toMatchObject({ state: 'none-planned' });
  });
});
