import { z } from 'zod';
import { toldUnsoundSchema } from '../../../shared/index.ts';
import type { AlarmMessage } from '../../alarms/index.ts';
import type { Settings } from '../../records/index.ts';
import { tellUnsound, type UnsoundAbout, type UnsoundTelling } from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';
import type { Shelf } from '../shelves.ts';
import type { Moment } from '../standing/situation.ts';
import { unsoundOf } from './unsound.ts';

/** Runs whose backups are damaged or missing, by device: kept where a window that only displays reads it too. */
const unsoundSchema = z.record(z.string(), z.array(z.string()).readonly()).readonly();
type Unsound = z.infer<typeof unsoundSchema>;

type Ports = Pick<KeeperPorts, 'history'>;

function recall({ history }: Ports): Unsound {
  return unsoundSchema.safeParse(history.notes.get('watch', 'unsound')).data ?? {};
}

/**
 * Remembers what these folders hold that would not restore. A folder that cannot be looked at leaves what was known.
 * @param complete every device there is was looked at: others are forgotten
 * @returns whether anything is another than before
 */
export function rememberUnsound(
  ports: Ports,
  shelves: ReadonlyMap<string, Shelf>,
  { complete }: { readonly complete: boolean },
): boolean {
  const before = recall(ports);
  const kept = Object.entries(before).filter(([id]) => {
    const shelf = shelves.get(id);
    return shelf === undefined ? !complete : shelf.problem !== undefined;
  });
  const found = [...shelves].flatMap(([id, shelf]) => {
    const runs = shelf.problem === undefined ? unsoundOf(shelf).map(({ runId }) => runId) : [];
    return runs.length === 0 ? [] : [[id, runs] as const];
  });
  const after = Object.fromEntries([...kept, ...found]);
  if (canonical(before) === canonical(after)) return false;
  ports.history.notes.put('watch', 'unsound', after);
  return true;
}

function canonical(unsound: Unsound): string {
  return JSON.stringify(Object.entries(unsound).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Decides what one way of telling says now about stored backups, and remembers it before anybody says it. */
export function tellUnsoundBy(
  ports: Ports,
  way: 'unsound-desktop' | 'unsound-outside',
  { settings, calendar, now }: Pick<Moment, 'settings' | 'calendar' | 'now'>,
): UnsoundTelling {
  const { history } = ports;
  const told = toldUnsoundSchema.safeParse(history.notes.get('told', way)).data ?? {};
  // Who listens outside has quiet hours of their own.
  const quietHours = way === 'unsound-desktop' ? settings.quietHours : undefined;
  const telling = tellUnsound(aboutAll(settings, recall(ports)), told, quietHours, calendar, now);
  if (JSON.stringify(telling.told) !== JSON.stringify(told)) history.notes.put('told', way, telling.told);
  return telling;
}

function aboutAll({ devices }: Settings, unsound: Unsound): readonly UnsoundAbout[] {
  return devices.map(({ id, name }) => ({ deviceId: id, name, runs: unsound[id] ?? [] }));
}

/** The same as facts for the outside. */
export function unsoundMessages({ history }: Ports, { notes }: UnsoundTelling, now: number): readonly AlarmMessage[] {
  return notes.map(({ kind, deviceId, name, count }): AlarmMessage => {
    const [last] = history.listRuns({ deviceId, counting: true, limit: 1 });
    const about = {
      at: new Date(now).toISOString(),
      device: { id: deviceId, name },
      lastVerifiedAt: last === undefined ? null : (last.endedAt ?? last.startedAt),
    };
    return kind === 'sound'
      ? { event: 'stored-sound', ...about }
      : { event: 'stored-damaged', ...about, damaged: count };
  });
}
