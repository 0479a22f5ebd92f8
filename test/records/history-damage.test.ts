import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHistory, type History, type Home } from '../../electron/records/index.ts';
import { KeepError } from '../../shared/index.ts';
import { injects } from '../faults/index.ts';
import { failure } from './failure.ts';
import { temporaryHome } from './home-folder.ts';

const ROWS = 40;

/** A closed history of 40 runs, over several pages. */
async function homeWithHistory(): Promise<Home> {
  const home = await temporaryHome();
  const history = openHistory(home);
  for (let number = 0; number < ROWS; number += 1) addRun(history, String(number));
  history.close();
  return home;
}

function addRun(history: History, id: string): void {
  const startedAt = '2026-11-20T03:00:00.000Z';
  history.startRun({ id, deviceId: 'router', deviceName: 'Office router'.repeat(20), trigger: 'schedule', startedAt });
  history.endRun(id, { outcome: 'cancelled', endedAt: startedAt });
}

function opened(home: Home): History {
  const history = openHistory(home);
  onTestFinished(history.close);
  return history;
}

interface Seen {
  /** Whether the run just written is listed. */
  readonly shown: boolean;
  /** The rows from before. */
  readonly rows: number;
  readonly isNew: boolean;
  readonly notices: readonly string[];
}

/** Uses the history as a run does. */
function useIt(home: Home, id = 'next'): Seen {
  const history = openHistory(home);
  try {
    addRun(history, id);
    const ids = history.listRuns().map((run) => run.id);
    const shown = ids.includes(id);
    return { shown, rows: ids.length - Number(shown), isNew: history.isNew(), notices: history.takeNotices() };
  } finally {
    history.close();
  }
}

async function forget(home: Home): Promise<void> {
  await rm(home.quarantineFolder, { recursive: true, force: true });
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(home.historyFile + suffix, { force: true });
}

describe('a damaged history', () => {
  it('cut anywhere, is whole or moved aside and begun anew, never half and never silently', async (context) => {
    const fault = injects(context, 'home/history-damaged');
    const home = await homeWithHistory();
    const whole = await readFile(home.historyFile);
    const pages = Array.from({ length: whole.length / 4096 }, (_, page) => page * 4096);
    const lengths = new Set([
      ...Array.from({ length: 120 }, (_, index) => index),
      ...pages.flatMap((start) => [start - 1, start, start + 1, start + 100, start + 2048]),
    ]);
    for (const length of lengths) {
      if (length < 0 || length >= whole.length) continue;
      await forget(home);
      await writeFile(home.historyFile, whole.subarray(0, length));
      fault.fired();
      const { shown, rows, isNew, notices } = useIt(home);
      const kept = await readdir(home.quarantineFolder).catch(() => []);
      // Nothing to keep of an empty file; all others are kept and told of.
      const told = length > 0 ? 1 : 0;
      expect([length, shown, rows, isNew, notices.length, kept.length]).toEqual([length, true, 0, true, told, told]);
      if (told === 1) {
        expect(await readFile(path.join(home.quarantineFolder, kept[0] ?? ''))).toEqual(whole.subarray(0, length));
      }
    }
  });

  it('with a few wrong bytes ends in rows, a notice or a coded error, never in anything else', async (context) => {
    const fault = injects(context, 'home/history-damaged');
    const home = await homeWithHistory();
    const whole = await readFile(home.historyFile);
    const hit = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(hit, { minLength: 1, maxLength: 200 }), async (hits) => {
        const bytes = Buffer.from(whole);
        for (const { at, value } of hits) bytes[at] = value;
        await forget(home);
        await writeFile(home.historyFile, bytes);
        fault.fired();
        try {
          const { shown, rows, isNew, notices } = useIt(home);
          if (isNew) expect([shown, rows, notices.length]).toEqual([true, 0, 1]);
          // A hit in the text of a table's definition can make every row unreadable.
          if (!shown) expect(notices).toHaveLength(1);
        } catch (error) {
          if (!(error instanceof KeepError)) throw error;
          // Our version number was hit, or SQLite's own (bytes 18 and 19, sqlite.org/fileformat.html): nothing is touched.
          const { code } = error;
          expect(hits.some(({ at }) => at === 18 || at === 19) ? 'settings/newer' : code).toBe('settings/newer');
          expect(await readFile(home.historyFile)).toEqual(bytes);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('with a format in its header that SQLite does not know is kept aside, and a new one begun', async () => {
    const home = await homeWithHistory();
    const bytes = await readFile(home.historyFile);
    // Schema format number (sqlite.org/fileformat.html, 1.3): 1 to 4.
    bytes[47] = 5;
    await forget(home);
    await writeFile(home.historyFile, bytes);
    const { shown, rows, isNew, notices } = useIt(home);
    expect([shown, rows, isNew, notices.length]).toEqual([true, 0, true, 1]);
    const [kept = ''] = await readdir(home.quarantineFolder);
    expect(await readFile(path.join(home.quarantineFolder, kept))).toEqual(bytes);
  });

  const foreign: readonly [string, (file: string) => void | Promise<void>][] = [
    ['text', (file) => writeFile(file, 'this is no database\n'.repeat(100))],
    ['a few bytes', (file) => writeFile(file, 'x')],
    ['a folder', (file) => mkdir(file)],
    ['the database of another program', (file) => sqlite(file, 'CREATE TABLE bookmarks (url TEXT)')],
    [
      'our mark without our tables',
      (file) => sqlite(file, 'PRAGMA application_id = 1380665412; PRAGMA user_version = 2; CREATE TABLE runs (id)'),
    ],
    [
      'an older version without its tables',
      (file) => sqlite(file, 'PRAGMA application_id = 1380665412; PRAGMA user_version = 1; CREATE TABLE runs (id)'),
    ],
  ];

  it.for(foreign)('replaced by %s is moved aside and begun anew', async ([, write], context) => {
    const fault = injects(context, 'home/history-damaged');
    const home = await temporaryHome();
    await write(home.historyFile);
    const { isNew, notices } = useIt(home);
    expect(isNew).toBe(true);
    fault.fired();
    const [kept] = await readdir(home.quarantineFolder);
    expect(notices).toEqual([expect.stringContaining(path.join(home.quarantineFolder, String(kept)))]);
  });

  it('is moved aside with its write-ahead log, which would else be played into the new one', async () => {
    const home = await homeWithHistory();
    const history = openHistory(home);
    addRun(history, 'only in the log');
    const log = await readFile(`${home.historyFile}-wal`);
    expect(log.length).toBeGreaterThan(0);
    history.close();
    // What a killed process leaves behind: a log beside the database, of which little is left.
    await writeFile(home.historyFile, 'x'.repeat(100));
    await writeFile(`${home.historyFile}-wal`, log);
    expect(useIt(home).rows).toBe(0);
    const kept = await readdir(home.quarantineFolder);
    expect(kept.map((name) => name.replace(/^history-\d+-\d+/, '')).sort()).toEqual(['.db', '.db-wal']);
  });

  it('is found while in use as well, and the run that met it is not lost', async () => {
    const home = await homeWithHistory();
    const filler = openHistory(home);
    const run = {
      deviceId: 'router',
      trigger: 'manual',
      startedAt: '2026-11-20T03:00:00Z',
      outcome: 'cancelled',
    } as const;
    const large = 'x'.repeat(1024 * 1024);
    filler.insertRuns(Array.from({ length: 17 }, (_, index) => ({ ...run, id: `large ${index}`, deviceName: large })));
    filler.close();
    // Too large to be checked when it is opened; then everything but the first page is overwritten in place.
    const history = opened(home);
    const raw = await readFile(home.historyFile);
    await writeFile(home.historyFile, raw.fill(7, 4096), { flag: 'r+' });
    addRun(history, 'next');
    expect(history.listRuns().map(({ id }) => id)).toEqual(['next']);
    expect(history.isNew()).toBe(true);
    expect(history.takeNotices()).toHaveLength(1);
  });

  it('that another process moved aside meanwhile is followed to the new one', async () => {
    const home = await homeWithHistory();
    const history = opened(home);
    await copyFile(home.historyFile, `${home.historyFile}.copy`);
    await forget(home);
    const other = opened(home);
    addRun(other, 'theirs');
    addRun(history, 'ours');
    expect(other.listRuns()).toHaveLength(2);
    expect(history.listRuns()).toHaveLength(2);
  });
});

describe('a history of a newer Routerkeep', () => {
  it('stops with its name and is not touched', async (context) => {
    const fault = injects(context, 'home/history-newer');
    const home = await homeWithHistory();
    sqlite(home.historyFile, 'PRAGMA journal_mode = DELETE; PRAGMA user_version = 5');
    const before = await readFile(home.historyFile);
    const error = await failure(() => openHistory(home));
    expect([error.code, error.message.includes(home.historyFile)]).toEqual(['settings/newer', true]);
    fault.fired();
    expect(await readFile(home.historyFile)).toEqual(before);
  });
});

describe('a file system that refuses the write-ahead log', () => {
  it('gets a history with a rollback journal', async () => {
    const home = await temporaryHome();
    await mkdir(`${home.historyFile}-shm`);
    expect(useIt(home).isNew).toBe(true);
    expect(journalOf(home)).toBe('delete');
    expect(useIt(home, 'another')).toEqual({ shown: true, rows: 1, isNew: false, notices: [] });
  });

  it('takes over a history that was written with the log elsewhere, rows and all', async () => {
    const home = await homeWithHistory();
    expect(journalOf(home)).toBe('wal');
    await rm(`${home.historyFile}-shm`, { force: true });
    await mkdir(`${home.historyFile}-shm`);
    expect(useIt(home)).toEqual({ shown: true, rows: ROWS, isNew: false, notices: [] });
    expect(journalOf(home)).toBe('delete');
  });
});

function sqlite(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

function journalOf(home: Home): unknown {
  const database = new DatabaseSync(home.historyFile, { readOnly: true });
  try {
    return database.prepare('PRAGMA journal_mode').get()?.journal_mode;
  } finally {
    database.close();
  }
}
