import pMap from 'p-map';
import { originOf } from '../device/index.ts';
import type { DeviceRecord, Run, Settings } from '../records/index.ts';
import { createCalendar, scheduleInWords, type Connection } from '../schedule/index.ts';
import { certificateEnd } from './certificate-end.ts';
import { collapseOf, seenAt } from './collapse.ts';
import { copyViews } from './copies/copy-views.ts';
import type { KeeperPorts } from './ports.ts';
import { reconcile } from './reconcile.ts';
import { storedProblem } from './scrub/index.ts';
import { select } from './selection.ts';
import { lookAt, nextRunOf, protectionView, type Look } from './standing/look.ts';
import { scheduleOf } from './standing/plan.ts';
import { someoneWatches } from './standing/scheduler.ts';
import { momentOf, type Moment } from './standing/situation.ts';
import type { DeviceView, Selection } from './types.ts';
import { inside } from '../platform/path-segment.ts';

/** Each takes about a millisecond between two looks at the disk. */
const AT_ONCE = 8;

/** A device as people see it, with the look it rests on. */
export interface SeenDevice {
  readonly view: DeviceView;
  readonly look: Look;
}

/** What is the same for every device of one list. */
export interface Sight {
  readonly moment: Moment;
  /** Whether a scheduler is at work on this home. */
  readonly scheduled: boolean;
  /** What a watch of this process knows about the way to a device. */
  readonly connectionOf?: ((deviceId: string) => Connection | undefined) | undefined;
}

/** The devices as people see them, from settings, history and vault. */
export async function listDevices(
  ports: KeeperPorts,
  selection: Selection = { kind: 'all' },
): Promise<readonly DeviceView[]> {
  const settings = await ports.settings.read();
  const sight = sightOf(ports, settings);
  const seen = await seeDevices(ports, select(settings, selection), sight);
  return seen.map(({ view }) => view);
}

export async function deviceView(ports: KeeperPorts, settings: Settings, device: DeviceRecord): Promise<DeviceView> {
  return (await seeDevice(ports, device, sightOf(ports, settings))).view;
}

export function sightOf(ports: KeeperPorts, settings: Settings): Sight {
  return {
    moment: momentOf(ports, settings, createCalendar(ports.localZone())),
    scheduled: someoneWatches(ports.home),
  };
}

/** Looks at some at a time, so that a large fleet leaves room for other work in between. Results in the order of `devices`. */
export async function seeDevices(
  ports: KeeperPorts,
  devices: readonly DeviceRecord[],
  sight: Sight,
): Promise<readonly SeenDevice[]> {
  return await pMap(devices, (device) => seeDevice(ports, device, sight), { concurrency: AT_ONCE });
}

async function seeDevice(
  ports: KeeperPorts,
  device: DeviceRecord,
  { moment, scheduled, connectionOf }: Sight,
): Promise<SeenDevice> {
  const { settings, now } = moment;
  const shelf = await reconcile(ports, settings, device);
  const { folder, stored, problem } = shelf;
  const unsound = storedProblem(shelf);
  const backups = stored.filter(({ state }) => state === 'verified');
  const newest = backups[0];
  const { unopened } = shelf;
  const collapse =
    newest?.collapse === undefined
      ? []
      : collapseOf({ ...newest, verification: { warnings: newest.collapse } }, seenAt(ports, device.id));
  const [lastRun] = ports.history.listRuns({ deviceId: device.id, limit: 1 });
  const look = lookAt(ports, device, moment, { scheduled, connection: connectionOf?.(device.id), newestRun: lastRun });
  const nextRun = nextRunOf(look.protection, moment);
  const { pause } = look.protection;
  const view: DeviceView = {
    id: device.id,
    name: device.name,
    ...(device.group === undefined ? {} : { group: device.group }),
    origin: originOf(device.endpoint),
    user: device.user,
    identity: device.identity,
    trust: device.trust,
    signInForm: device.signInForm,
    addedAt: device.addedAt,
    folder,
    backups: backups.length,
    ...(problem === undefined ? {} : { vaultProblem: problem }),
    ...(unsound === undefined ? {} : { storedProblem: unsound }),
    ...(collapse.length === 0 ? {} : { warnings: collapse }),
    ...(unopened.length === 0 ? {} : { unopened }),
    ...(shelf.shared ? { sharesFolder: true } : {}),
    ...(newest === undefined
      ? {}
      : {
          lastVerified: {
            at: newest.takenAt,
            ageMs: Math.max(0, now - Date.parse(newest.takenAt)),
            path: inside(folder, newest.file),
          },
        }),
    ...(lastRun === undefined
      ? {}
      : {
          lastRun: {
            at: lastRun.startedAt,
            outcome: lastRun.outcome,
            ...(lastRun.error === undefined || isCleared(device, lastRun) ? {} : { error: lastRun.error }),
          },
        }),
    ...(device.stop === undefined ? {} : { needsYou: device.stop.error }),
    ...certificateEnd(device.trust, moment),
    protection: protectionView(look),
    schedule: scheduleInWords(scheduleOf(settings, device)),
    ...nextRun,
    ...(pause === undefined
      ? {}
      : { paused: pause.until === undefined ? {} : { until: new Date(pause.until).toISOString() } }),
    copies: await copyViews(ports, settings, device),
  };
  return { view, look };
}

/** Whether the user removed since what the run failed for: its error is no longer true then. */
function isCleared({ clearedAt }: DeviceRecord, { error, endedAt }: Run): boolean {
  if (error?.retry !== 'never' || clearedAt === undefined || endedAt === undefined) return false;
  return Date.parse(clearedAt) >= Date.parse(endedAt);
}
