import { asKeepError, restoreGuide, type Warning } from '../../shared/index.ts';
import { originOf } from '../device/index.ts';
import type { DeviceRecord, Settings } from '../records/index.ts';
import {
  applyRetention,
  listBackups,
  planRetention,
  writeGuide,
  type RetentionOutcome,
  type RetentionPlan,
  type VaultOptions,
} from '../vault/index.ts';
import { copyAfterBackup } from './copies/copy-after-backup.ts';
import { changeDevice } from './device-change.ts';
import { policyOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { rememberWith } from './same-device.ts';
import type { RunUnderWay, Verified } from './take-backup.ts';

/**
 * What follows a stored backup: what the device is now, the guide beside it, retention, then the copies in second places. The backup is safe by now, so trouble here is a
 * warning and not a failed run.
 * @returns what went wrong
 */
export async function afterBackup(
  ports: KeeperPorts,
  settings: Settings,
  run: RunUnderWay,
  entry: Verified,
): Promise<readonly Warning[]> {
  return [
    // A firmware that was updated, a name that is told now.
    ...(await attempt(() => rememberIdentity(ports, run.device, entry))),
    ...(await tidyFolder(ports, settings, run, entry)),
    ...(await attempt(() => copyAfterBackup(ports, settings, run.device, run))),
  ];
}

/** What follows a stored backup in its own folder. Under the run lock. @returns what went wrong */
export async function tidyFolder(
  ports: KeeperPorts,
  settings: Settings,
  { device, folder, within = {} }: Pick<RunUnderWay, 'device' | 'folder' | 'within'>,
  entry: Verified,
): Promise<readonly Warning[]> {
  return [
    ...(await attempt(async () => {
      await writeGuide(folder, await ports.guidePage(guideFor(device, folder, entry)), within);
      return [];
    })),
    ...(await attempt(() => retain(ports, settings, device, folder, within))),
  ];
}

async function retain(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  folder: string,
  within: VaultOptions,
): Promise<readonly Warning[]> {
  const plan = planRetention(
    await listBackups(folder, within),
    policyOf(settings, device),
    new Date(ports.clock.now()),
    within,
  );
  const { left } = await applyRetention(folder, plan, { ...within, clock: ports.clock });
  return retentionWarnings(plan, left);
}

/** Why retention deleted less than its plan says. */
export function retentionWarnings({ paused }: RetentionPlan, left: RetentionOutcome['left']): readonly Warning[] {
  const kept = left.map((one) => ({ code: 'retention/left', ...one }) as const);
  return paused === undefined ? kept : [paused, ...kept];
}

/** @returns what `step` warns of, or that it failed */
async function attempt(step: () => Promise<readonly Warning[]>): Promise<readonly Warning[]> {
  try {
    return await step();
  } catch (error) {
    const { code, message } = asKeepError(error);
    return [{ code: 'after/failed', error: code, problem: message }];
  }
}

async function rememberIdentity(
  { settings }: KeeperPorts,
  device: DeviceRecord,
  { sidecar }: Verified,
): Promise<readonly Warning[]> {
  const { identity } = sidecar;
  if (JSON.stringify(identity) === JSON.stringify(device.identity)) return [];
  await changeDevice(settings, device.id, (current) => ({
    ...current,
    identity: rememberWith(current.identity, identity),
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
