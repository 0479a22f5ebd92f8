import { DatabaseSync } from 'node:sqlite';
import { lockRun, openHistory, openHome, openSettings, type Home, type Lock } from '../../electron/records/index.ts';
import { withDevice } from './sample-settings.ts';

/** Another Routerkeep process for tests: `node records-child.ts HOME JOB ...`. It answers over the IPC channel. */
type Job = (home: Home, first: number, count: number) => void | Promise<void>;

interface LockOrder {
  readonly lock?: string;
  /** Milliseconds since 1970; it waits actively, so that two children can start in the same instant. */
  readonly at?: number;
}

/** Obeys `{lock, at}`; anything else releases. */
const locks: Job = (home) => {
  let lock: Lock | undefined;
  process.on('message', ({ lock: device, at = 0 }: LockOrder) => {
    if (device === undefined) {
      lock?.release();
      tell({ released: true });
      return;
    }
    while (Date.now() < at) continue;
    lock = lockRun(home, device);
    tell({ won: lock !== undefined });
  });
};

/** Adds `count` devices, tells the number of each it has stored. */
const update: Job = async (home, first, count) => {
  const store = openSettings(home);
  for (let number = first; number < first + count; number += 1) {
    await store.update(withDevice(number));
    tell({ done: number });
  }
  process.disconnect();
};

/** Writes runs without end, tells the number of each it has finished. */
const runs: Job = async (home) => {
  const history = openHistory(home);
  for (let number = 0; ; number += 1) {
    const [id, startedAt] = [String(number), new Date(number * 1000).toISOString()];
    history.startRun({ id, deviceId: 'router', deviceName: 'Router', trigger: 'manual', startedAt });
    history.endRun(id, { outcome: 'verified', endedAt: startedAt, changed: false });
    tell({ done: number });
    await new Promise(setImmediate);
  }
};

/** Keeps every other writer away until it gets any message. */
const holdHistory: Job = (home) => {
  const database = new DatabaseSync(home.historyFile);
  database.exec('BEGIN EXCLUSIVE');
  process.on('message', () => {
    database.close();
    tell({ released: true });
  });
};

function tell(message: object): void {
  process.send?.(message);
}

const [folder = '', name = '', first, count] = process.argv.slice(2);
const job = new Map(Object.entries({ locks, update, runs, 'hold-history': holdHistory })).get(name);
const work = job?.(await openHome(folder), Number(first), Number(count));
tell({ ready: true });
await work;
