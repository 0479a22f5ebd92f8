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
  const warnings: string[] = [];
  const attempt = async (step: () => Promise<unknown>): Promise<void> => {
    try {
      await step();
    } catch (error) {
      warnings.push(say('keeper.after-backup', { problem: asKeepError(error).message }));
    }
  };
  // A firmware that was updated, a name that is told now.
  await attempt(() => rememberIdentity(ports, run.device, entry));
  await attempt(async () => {
    await writeGuide(run.folder, await ports.guidePage(guideFor(run.device, run.folder, entry)));
  });
  await attempt(async () => {
    const plan = planRetention(
      await listBackups(run.folder),
      policyOf(settings, run.device),
      new Date(ports.clock.now()),
    );
    if (plan.paused !== undefined) warnings.push(plan.paused);
    const { left } = await applyRetention(run.folder, plan, { clock: ports.clock });
    for (const { file, reason } of left) warnings.push(say('keeper.not-pruned', { file, reason }));
  });
  await attempt(async () => {
    warnings.push(...(await copyAfterBackup(ports, settings, run.device, run)));
  });
  return warnings;
}

async function rememberIdentity({ settings }: KeeperPorts, device: DeviceRecord, { sidecar }: Verified): Promise<void> {
  const { identity } = sidecar;
  if (JSON.stringify(identity) === JSON.stringify(device.identity)) return;
  await changeDevice(settings, device.id, (current) => ({
    ...current,
    identity: { ...current.identity, ...identity },
  }));
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
