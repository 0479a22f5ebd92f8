import { openHome, openSettings } from '../../electron/records/index.ts';
import type { Scene } from './scene.ts';

/** The device as if it had been added three nights ago, so that a night is due. */
export async function missThreeNights({ env }: Pick<Scene, 'env'>): Promise<void> {
  const home = await openHome(env.ROUTERKEEP_HOME ?? '');
  const addedAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
  await openSettings(home).update((settings) => ({
    ...settings,
    devices: settings.devices.map((device) => ({ ...device, addedAt })),
  }));
}
