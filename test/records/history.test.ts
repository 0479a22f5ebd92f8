import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHistory, type History, type Home, type Run, type RunStart } from '../../electron/records/index.ts';
import { injects } from '../faults/index.ts';
import { temporaryHome } from './home-folder.ts';

function opened(home: Home): History {
  const history = openHistory(home);
  onTestFinished(history.close);
  return history;
}

function start(id: string, startedAt: string, deviceId = 'router'): RunStart {
  return { id, deviceId, deviceName: 'Office router', trigger: 'manual', startedAt };
}

const verified = {
  outcome: 'verified',
  endedAt: '2026-11-20T03:00:09.000Z',
  file: 'SynologyRouter_20261120.dss',
  bytes: 92_000,
  sha256: 'a'.repeat(64),
  contentHash: 'b'.repeat(64),
  changed: false,
  firmware: 'SRM 1.3.1-9346 Update 8',
  durationMs: 9_000,
} as const;

const failed = {
  outcome: 'failed',
  endedAt: '2026-11-20T03:00:09.000Z',
  durationMs: 12,
  error: { code: 'network/refused', message: 'Nothing answers.', hint: 'Look.', retry: 'later' },
} as const;

describe('runs', () => {
  it('are told as they went, newest first, also after reopening', async () => {
    const home = await temporaryHome();
    const history = openHistory(home);
    history.startRun(start('1', '2026-11-18T03:00:00.000Z'));
    history.endRun('1', verified);
    history.startRun(start('2', '2026-11-19T03:00:00.000Z'));
    history.endRun('2', failed);
    history.startRun(start('3', '2026-11-20T03:00:00.000Z'));
    history.close();
    expect(opened(home).listRuns()).toEqual([
      { ...start('3', '2026-11-20T03:00:00.000Z'), outcome: 'running' },
      { ...start('2', '2026-11-19T03:00:00.000Z'), ...failed },
      { ...start('1', '2026-11-18T03:00:00.000Z'), ...verified },
    ]);
  });

  it('of one device are listed alone and cut to a number', async () => {
    const history = opened(await temporaryHome());
    for (const day of [11, 12, 13]) {
      history.startRun(start(`r${String(day)}`, `2026-11-${String(day)}T03:00:00.000Z`));
      history.startRun(start(`n${String(day)}`, `2026-11-${String(day)}T03:00:00.000Z`, 'nas'));
    }
    expect(history.listRuns({ deviceId: 'router', limit: 2 }).map((run) => run.id)).toEqual(['r13', 'r12']);
    expect(history.listRuns({ limit: 1 })).toHaveLength(1);
    expect(history.listRuns()).toHaveLength(6);
    history.deleteDevice('router');
    expect(history.listRuns().every((run) => run.deviceId === 'nas')).toBe(true);
  });

  it('can be forgotten one by one, even when the file is lost afterwards', async () => {
    const home = await temporaryHome();
    const history = opened(home);
    history.startRun(start('1', '2026-11-19T03:00:00.000Z'));
    history.startRun(start('2', '2026-11-20T03:00:00.000Z'));
    history.deleteRun('1');
    expect(history.listRuns().map((run) => run.id)).toEqual(['2']);
    for (const suffix of ['', '-wal', '-shm']) await rm(home.historyFile + suffix);
    expect(history.listRuns().map((run) => run.id)).toEqual(['2']);
  });

  it('come back exactly as they were written', async () => {
    const history = opened(await temporaryHome());
    const time = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
    const run = fc.record(
      {
        id: fc.uuid(),
        deviceId: fc.uuid(),
        deviceName: text,
        trigger: fc.constantFrom('manual', 'added', 'schedule'),
        startedAt: time.map((date) => date.toISOString()),
        outcome: fc.constantFrom('running', 'failed', 'cancelled', 'interrupted'),
        endedAt: time.map((date) => date.toISOString()),
        file: text,
        bytes: fc.nat(),
        durationMs: fc.nat(),
        firmware: text,
        error: fc.record({
          code: fc.constantFrom('internal', 'auth/refused'),
          message: text,
          hint: text,
          retry: fc.constantFrom('now', 'later', 'never'),
        }),
      },
      { requiredKeys: ['id', 'deviceId', 'deviceName', 'trigger', 'startedAt', 'outcome'] },
    ) as fc.Arbitrary<Run>;
    fc.assert(
      fc.property(run, (given) => {
        history.insertRuns([given]);
        expect(history.listRuns({ deviceId: given.deviceId })).toEqual([given]);
      }),
      { numRuns: 100 },
    );
  });

  it('tell "first backup", "changed" and "unchanged" apart', async () => {
    const history = opened(await temporaryHome());
    for (const [id, changed] of [
      ['a', null],
      ['b', true],
      ['c', false],
    ] as const) {
      history.startRun(start(id, '2026-11-20T03:00:00.000Z'));
      history.endRun(id, { ...verified, changed });
    }
    const told = new Map(history.listRuns().map((run) => [run.id, run.changed]));
    expect([told.get('a'), told.get('b'), told.get('c')]).toEqual([null, true, false]);
  });

  it('that were cut become interrupted, those of other devices do not', async () => {
    const history = opened(await temporaryHome());
    history.startRun(start('dead', '2026-11-20T03:00:00.000Z'));
    history.startRun(start('alive', '2026-11-20T03:00:00.000Z', 'nas'));
    expect(history.closeInterrupted('router', '2026-11-20T09:00:00.000Z')).toBe(1);
    expect(history.closeInterrupted('router', '2026-11-20T09:00:01.000Z')).toBe(0);
    expect(history.listRuns({ deviceId: 'router' })).toEqual([
      { ...start('dead', '2026-11-20T03:00:00.000Z'), outcome: 'interrupted', endedAt: '2026-11-20T09:00:00.000Z' },
    ]);
    expect(history.listRuns({ deviceId: 'nas' })[0]?.outcome).toBe('running');
  });

  it('taken over from a vault twice stay single, and correct what looked interrupted', async () => {
    const history = opened(await temporaryHome());
    const fromVault = (id: string): Run => ({ ...start(id, '2026-11-20T03:00:00Z'), ...verified });
    history.startRun(start('known', '2026-11-20T03:00:00.000Z'));
    history.endRun('known', failed);
    history.startRun(start('cut', '2026-11-20T03:00:00.000Z'));
    history.closeInterrupted('router', '2026-11-20T09:00:00.000Z');
    expect(history.insertRuns([fromVault('known'), fromVault('cut'), fromVault('new')])).toBe(2);
    expect(history.insertRuns([fromVault('known'), fromVault('cut'), fromVault('new')])).toBe(0);
    const outcomes = new Map(history.listRuns().map((run) => [run.id, run.outcome]));
    expect([outcomes.get('known'), outcomes.get('cut'), outcomes.get('new')]).toEqual([
      'failed',
      'verified',
      'verified',
    ]);
  });

  it('are written in whole or not at all when one of many is impossible', async () => {
    const history = opened(await temporaryHome());
    const good: Run = { ...start('good', '2026-11-20T03:00:00.000Z'), ...verified };
    const impossible = { ...good, id: 'bad', startedAt: 'yesterday' };
    expect(() => history.insertRuns([good, impossible])).toThrow();
    expect(history.listRuns()).toEqual([]);
    expect(history.insertRuns([good])).toBe(1);
  });
});

describe('rows that make no sense', () => {
  it('are left out and told of once, the others stay', async () => {
    const home = await temporaryHome();
    const history = opened(home);
    for (const id of ['1', '2', '3']) {
      history.startRun(start(id, '2026-11-20T03:00:00.000Z'));
      history.endRun(id, failed);
    }
    const raw = new DatabaseSync(home.historyFile);
    raw.exec(`UPDATE runs SET outcome = 'exploded' WHERE id = '1'; UPDATE runs SET error = '{"code":' WHERE id = '2'`);
    raw.close();
    const runs = history.listRuns();
    expect(runs.map((run) => run.id).sort()).toEqual(['2', '3']);
    expect(runs.find((run) => run.id === '2')).not.toHaveProperty('error');
    expect(history.takeNotices()).toHaveLength(1);
    history.listRuns();
    expect(history.takeNotices()).toEqual([]);
  });
});

describe('the file', () => {
  it('uses the write-ahead log, is marked as ours, and only its owner can read it', async () => {
    const home = await temporaryHome();
    const history = opened(home);
    history.startRun(start('1', '2026-11-20T03:00:00.000Z'));
    const raw = new DatabaseSync(home.historyFile);
    expect(raw.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(raw.prepare('PRAGMA user_version').get()).toEqual({ user_version: 4 });
    raw.close();
    for (const name of (await readdir(home.folder)).filter((entry) => entry.startsWith('history'))) {
      expect([name, (await stat(`${home.folder}/${name}`)).mode & 0o777]).toEqual([name, 0o600]);
    }
    expect(history.isNew()).toBe(true);
    expect(opened(home).isNew()).toBe(false);
  });

  it('is complete without its log after closing', async () => {
    const home = await temporaryHome();
    const history = openHistory(home);
    history.startRun(start('1', '2026-11-20T03:00:00.000Z'));
    history.close();
    expect(await readdir(home.folder)).not.toContain('history.db-wal');
    expect((await readFile(home.historyFile)).includes('Office router')).toBe(true);
  });

  it('deleted while in use is begun anew, and a run under way is still recorded', async (context) => {
    const fault = injects(context, 'home/history-deleted');
    const home = await temporaryHome();
    const history = opened(home);
    history.startRun(start('1', '2026-11-20T03:00:00.000Z'));
    for (const suffix of ['', '-wal', '-shm']) await rm(home.historyFile + suffix);
    fault.fired();
    history.endRun('1', verified);
    expect(history.isNew()).toBe(true);
    expect(opened(home).listRuns()).toEqual([{ ...start('1', '2026-11-20T03:00:00.000Z'), ...verified }]);
  });
});
