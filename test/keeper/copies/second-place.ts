import { verifierInPlace } from '../../../electron/archive/index.ts';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createBell } from '../../../electron/keeper/bell.ts';
import { openAlarmDesk } from '../../../electron/keeper/alarms/open-alarm-desk.ts';
import { createCopyLooks } from '../../../electron/keeper/copies/copy-looks.ts';
import { openPlaceDoor } from '../../../electron/keeper/copies/place-door.ts';
import type { KeeperPorts } from '../../../electron/keeper/ports.ts';
import { createRunTurns } from '../../../electron/keeper/run-turns.ts';
import { createShelves } from '../../../electron/keeper/shelves.ts';
import type { SecondPlace } from '../../../electron/records/index.ts';
import { preparePlace } from '../../../electron/vault/index.ts';
import type { Bench } from '../harness.ts';

/** Makes folders second places of all devices, in their order. */
export async function copyTo(
  { folder, vault, outside }: Bench,
  ...names: readonly string[]
): Promise<readonly SecondPlace[]> {
  const places: SecondPlace[] = [];
  for (const name of names) {
    const root = path.join(folder, name);
    await mkdir(root, { recursive: true });
    places.push(await preparePlace(root, [vault]));
  }
  await outside.settings.update((settings) => ({ ...settings, copyTo: places }));
  return places;
}

/** What the keeper's own parts work with. */
export function innerPorts({ outside }: Bench, change: Partial<KeeperPorts> = {}): KeeperPorts {
  return {
    ...outside,
    verifier: outside.verifier ?? verifierInPlace,
    shelves: createShelves(outside.clock),
    turns: createRunTurns(outside.home, outside.clock),
    bell: createBell(),
    alarms: openAlarmDesk(outside),
    places: openPlaceDoor(outside.clock),
    copyLooks: createCopyLooks(outside.clock),
    ...change,
  };
}
