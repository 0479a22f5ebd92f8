import { open, rename, rm } from 'node:fs/promises';
import { keepError, reportText, say, type DeviceReport } from '../../../shared/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { requireGoodTarget } from '../stored/save-stored.ts';

/**
 * Writes a report to a file that the person has chosen in the system's dialog, which has asked whether an older one may go.
 * @param target absolute
 * @throws KeepError usage/invalid where it cannot stand there
 */
export async function saveDeviceReport(ports: KeeperPorts, report: DeviceReport, target: string): Promise<void> {
  await requireGoodTarget(await ports.settings.read(), target);
  const partial = `${target}.new`;
  try {
    await rm(partial, { force: true });
    const handle = await open(partial, 'wx', 0o600);
    try {
      await handle.writeFile(reportText(report));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, target);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw keepError(
      'usage/invalid',
      { problem: say('keeper.save.unwritable', { file: target, code }), remedy: say('keeper.save.remedy') },
      error,
    );
  }
}
