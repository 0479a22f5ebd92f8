import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHistory, type History, type Home } from '../../electron/records/index.ts';
import { APPLICATION_ID, MIGRATIONS } from '../../electron/records/history-schema.ts';
import type { OccurrenceRow } from '../../shared/index.ts';
import { temporaryHome } from './home-folder.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-11-01T03:00:00Z');

function opened(home: Home): History {
  const history = openHistory(home);
  onTestFinished(history.close);
  return history;
}

async function fresh(): Promise<History> {
  return opened(await temporaryHome());
}

function night(day: number): OccurrenceRow & { readonly open: boolean } {
  const at = START + day * DAY;
  const slot = new Date(at).toISOString().slice(0, 16);
  return { slot, zone: 'local', at, decidedAt: at, attempts: [], state: 'skipped', why: 'asleep', open: false };
}

function waiting(day: number): OccurrenceRow & { readonly open: boolean } {
  const { slot, zone, at, decidedAt, attempts } = night(day);
  return { slot, zone, at, decidedAt, attempts, state: 'waiting', open: true };
}

const slots = (rows: readonly OccurrenceRow[]): readonly string[] => rows.map(({ slot }) => slot.slice(5, 10)).sort();

describe('the journal', () => {
  it('gives for a decision the newest rows, every open one, and what lies ahead', async () => {
    const { journal } = await fresh();
    const rows = [waiting(0), ...[1, 2, 3, 4, 5, 9].map(night)];
    journal.write('router', { rows, withdrawn: [] });
    journal.write('nas', { rows: [night(5)], withdrawn: [] });
    expect(slots(journal.around('router', START + 5 * DAY, 2))).toEqual(['11-01', '11-05', '11-06', '11-10']);
  });

  it('replaces the row of an occurrence and takes back what was withdrawn', async () => {
    const { journal } = await fresh();
    journal.write('router', { rows: [waiting(1), night(2)], withdrawn: [] });
    journal.write('router', { rows: [night(1)], withdrawn: [night(2)] });
    expect(journal.list('router').map(({ slot, state }) => [slot, state])).toEqual([['2026-11-02T03:00', 'skipped']]);
  });

  it('outlives the process and goes with its device', async () => {
    const home = await temporaryHome();
    const first = openHistory(home);
    first.journal.write('router', { rows: [night(1)], withdrawn: [] });
    first.close();
    const history = opened(home);
    expect(history.journal.list('router')).toHaveLength(1);
    history.deleteDevice('router');
    expect(history.journal.list('router')).toEqual([]);
  });

  it('passes over a row that makes no sense', async () => {
    const home = await temporaryHome();
    const history = opened(home);
    history.journal.write('router', { rows: [night(1), night(2)], withdrawn: [] });
    const raw = new DatabaseSync(home.historyFile);
    raw.exec(`UPDATE occurrences SET record = '{"state":"moon"}' WHERE slot LIKE '2026-11-02%'`);
    raw.exec(`INSERT INTO occurrences VALUES ('router', 'x', 'local', 5, 1, 'no JSON')`);
    raw.close();
    expect(slots(history.journal.list('router'))).toEqual(['11-03']);
  });
});

describe('absences', () => {
  it('are told from an instant on, oldest first', async () => {
    const { absences } = await fresh();
    for (const day of [1, 2, 3]) absences.add({ from: day * DAY, until: day * DAY + 5, why: 'asleep' });
    expect(absences.since(2 * DAY).map(({ from }) => from / DAY)).toEqual([2, 3]);
  });

  it('do not pile up', async () => {
    const { absences } = await fresh();
    for (let day = 1; day <= 1_010; day++) absences.add({ from: day, until: day + 1, why: 'not-running' });
    expect(absences.since(0)).toHaveLength(1_000);
    expect(absences.since(0)[0]?.from).toBe(11);
  });
});

describe('notes', () => {
  it('are kept by kind and id, replaced and removed', async () => {
    const { notes } = await fresh();
    notes.put('alarm', 'a', { one: 1 });
    notes.put('alarm', 'a', { two: 2 });
    notes.put('told', 'a', { three: 3 });
    expect(notes.get('alarm', 'a')).toEqual({ two: 2 });
    notes.remove('alarm', 'a');
    expect([...notes.all('alarm')]).toEqual([]);
    expect(notes.get('told', 'a')).toEqual({ three: 3 });
  });
});

describe('a backup that was lost or damaged after its run', () => {
  it('does not count any more, until it does again', async () => {
    const home = await temporaryHome();
    const history = opened(home);
    const start = {
      deviceId: 'router',
      deviceName: 'Router',
      trigger: 'schedule',
      startedAt: '2026-11-20T03:00:00.000Z',
    };
    for (const id of ['1', '2']) {
      history.startRun({ id, ...start, trigger: 'schedule' });
      history.endRun(id, { outcome: 'verified', endedAt: start.startedAt, file: `${id}.dss`, bytes: 1, changed: null });
    }
    history.discount(['1'], true);
    const counting = (from: History): readonly string[] =>
      from.listRuns({ deviceId: 'router', counting: true }).map(({ id }) => id);
    expect(counting(opened(home))).toEqual(['2']);
    expect(history.listRuns({ deviceId: 'router' }).find(({ id }) => id === '1')?.discounted).toBe(true);
    history.discount(['1'], false);
    expect(counting(history)).toHaveLength(2);
  });
});

describe('the version of the history', () => {
  it('changes with what another process writes, and not with what this one does', async () => {
    const home = await temporaryHome();
    const [ours, theirs] = [opened(home), opened(home)];
    const before = ours.version();
    ours.notes.put('watch', 'tick', {});
    expect(ours.version()).toBe(before);
    theirs.notes.put('watch', 'tick', { wall: 1 });
    expect(ours.version()).not.toBe(before);
  });
});

describe('a history of the version before', () => {
  it('is brought up to date with everything in it', async () => {
    const home = await temporaryHome();
    const old = new DatabaseSync(home.historyFile);
    old.exec(`PRAGMA application_id = ${String(APPLICATION_ID)}; PRAGMA user_version = 1; ${MIGRATIONS[0] ?? ''}`);
    old.exec(`INSERT INTO runs (id, device_id, device_name, trigger, started_at, outcome)
      VALUES ('1', 'router', 'Router', 'manual', '2026-11-20T03:00:00.000Z', 'failed')`);
    old.close();
    const history = opened(home);
    expect([history.isNew(), history.takeNotices()]).toEqual([false, []]);
    expect(history.listRuns().map(({ id }) => id)).toEqual(['1']);
    history.journal.write('router', { rows: [night(1)], withdrawn: [] });
    expect(history.journal.list('router')).toHaveLength(1);
  });
});
