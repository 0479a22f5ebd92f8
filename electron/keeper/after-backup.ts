import { asKeepError, restoreGuide, say } from '../../shared/index.ts';
import { originOf } from '../device/index.ts';
import type { DeviceRecord, Settings } from '../records/index.ts';
import { applyRetention, listBackups, planRetention, writeGuide } from '../vault/index.ts';
import { copyAfterBackup } from './copies/copy-after-backup.ts';
import { changeDevice } from './device-change.ts';
import { policyOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import type { RunUnderWay, Verified } from './take-backup.ts';

/**
 * What follows a stored backup: what the device is now, the guide beside it, retention, then the copies in second places. The backup is safe by now, so trouble here is a
 * warning and not a failed run.
 * @returns plain sentences about what went wrong
 */
export async function afterBackup(
  ports: KeeperPorts,
  settings: Settings,
  run: RunUnderWay,
  entry: Verified,
): Promise<readonly string[]> {
  return [
    // A firmware that was updated, a name that is told now.
    ...(await attempt(() => rememberIdentity(ports, run.device, entry))),
    ...(await tidyFolder(ports, settings, run, entry)),
    ...(await attempt(() => copyAfterBackup(ports, settings, run.device, run))),
  ];
}

/** What follows a stored backup in its own folder. Under the run lock. @returns plain sentences about what went wrong */
export async function tidyFolder(
  ports: KeeperPorts,
  settings: Settings,
  { device, folder }: Pick<RunUnderWay, 'device' | 'folder'>,
  entry: Verified,
): Promise<readonly string[]> {
  return [
    ...(await attempt(async () => {
      await writeGuide(folder, await ports.guidePage(guideFor(device, folder, entry)));
      return [];
    })),
    ...(await attempt(() => retain(ports, settings, device, folder))),
  ];
}

async function retain(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  folder: string,
): Promise<readonly string[]> {
  const plan = planRetention(await listBackups(folder), policyOf(settings, device), new Date(ports.clock.now()));
  const { left } = await applyRetention(folder, plan, { clock: ports.clock });
  const kept = left.map(({ file, reason }) => say('keeper.not-pruned', { file, reason }));
  return plan.paused === undefined ? kept : [plan.paused, ...kept];
}

/** @returns what `step` warns of, or that it failed */
async function attempt(step: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await step();
  } catch (error) {
    return [say('keeper.after-backup', { problem: asKeepError(error).message })];
  }
}

async function rememberIdentity(
  { settings }: KeeperPorts,
  device: DeviceRecord,
  { sidecar }: Verified,
): Promise<readonly string[]> {
  const { identity } = sidecar;
  if (JSON.stringify(identity) === JSON.stringify(device.identity)) return [];
  await changeDevice(settings, device.id, (current) => ({
    ...current,
    identity: { ...current.identity, ...identity },
  }));
  return [];
}

export function guideFor(device: DeviceRecord, folder: string, { sidecar }: Verified): ReturnType<typeof restoreGuide> {
  const { model, firmware } = sidecar.identity;
  return restoreGuide({
    product: sidecar.identity.product,
    deviceName: device.name,
    origin: originOf(device.endpoint),
    file: sidecar.file,
    folder,
    takenAt: sidecar.takenAt,
    sha256: sidecar.sha256,
    ...(model === undefined ? {} : { model }),
    ...(firmware === undefined ? {} : { firmware }),
  });
}
