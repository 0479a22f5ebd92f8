import { openHome, openSettings } from '../../electron/records/index.ts';
import type { Scene } from './scene.ts';

type Home = Pick<Scene, 'env'>;

/** The device as if it had been added three nights ago, so that a night is due; tonight's is not, whenever this runs. */
export async function missThreeNights(it: Home): Promise<void> {
  await stayAwayFromNight(it);
  await addedDaysAgo(it, 3);
}

/** @param now the instant from which is counted */
export async function addedDaysAgo({ env }: Home, days: number, now = Date.now()): Promise<void> {
  const home = await openHome(env.ROUTERKEEP_HOME ?? '');
  const addedAt = new Date(now - days * 86_400_000).toISOString();
  await openSettings(home).update((settings) => ({
    ...settings,
    devices: settings.devices.map((device) => ({ ...device, addedAt })),
  }));
}

/** Lets the schedule count where it is noon: no slot comes while a program with the real clock is tried. */
export async function stayAwayFromNight({ env }: Home): Promise<void> {
  const home = await openHome(env.ROUTERKEEP_HOME ?? '');
  const schedule = { kind: 'daily', times: ['03:00'], zone: zoneAtNoon() } as const;
  await openSettings(home).update((settings) => ({ ...settings, schedule }));
}

/** Such names count westwards (tz database, "etcetera"), and know no change of the clock. */
function zoneAtNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${String(Math.abs(ahead))}`;
}
