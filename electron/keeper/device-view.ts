import { originOf } from '../device/index.ts';
import type { DeviceRecord, Settings } from '../records/index.ts';
import { folderOf, lookIntoVault } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { closeDeadRuns } from './run-record.ts';
import { select } from './selection.ts';
import type { DeviceView, Selection } from './types.ts';

/** The devices as people see them, from settings, history and vault. */
export async function listDevices(
  ports: KeeperPorts,
  selection: Selection = { kind: 'all' },
): Promise<readonly DeviceView[]> {
  const settings = await ports.settings.read();
  return Promise.all(select(settings, selection).map((device) => deviceView(ports, settings, device)));
}

export async function deviceView(ports: KeeperPorts, settings: Settings, device: DeviceRecord): Promise<DeviceView> {
  const folder = folderOf(settings, device);
  const { entries, problem } = await lookIntoVault(settings, device);
  const backups = entries.filter((entry) => entry.state === 'verified');
  const newest = backups[0];
  closeDeadRuns(ports, device.id);
  const [lastRun] = ports.history.listRuns({ deviceId: device.id, limit: 1 });
  return {
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
    ...(newest === undefined
      ? {}
      : {
          lastVerified: {
            at: newest.sidecar.takenAt,
            ageMs: Math.max(0, ports.clock.now() - Date.parse(newest.sidecar.takenAt)),
            path: newest.path,
          },
        }),
    ...(lastRun === undefined
      ? {}
      : {
          lastRun: {
            at: lastRun.startedAt,
            outcome: lastRun.outcome,
            ...(lastRun.error === undefined ? {} : { error: lastRun.error }),
          },
        }),
    ...(device.stop === undefined ? {} : { needsYou: device.stop.error }),
  };
}
