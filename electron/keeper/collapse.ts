import { z } from 'zod';
import { isCollapse, type Verification, type Warning } from '../../shared/index.ts';
import type { Sidecar } from '../vault/index.ts';
import { openVault } from './open-vault.ts';
import { folderOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { select } from './selection.ts';
import type { Selection } from './types.ts';

type Size = Pick<Verification, 'bytes' | 'rows'>;
type Stored = Pick<Sidecar, 'takenAt' | 'verification'>;

/**
 * The size that the next backup is held against: that of the last one, and where that one had collapsed, the size before the
 * collapse, so that a second small backup is told of like the first. What the user has seen is the new normal.
 * @param seen when the newest backup was taken whose collapse the user has seen, ISO 8601
 */
export function normalSizeOf({ takenAt, verification }: Stored, seen: string | undefined): Size {
  const { bytes, rows, warnings } = verification;
  return collapseOf({ takenAt, verification: { warnings } }, seen).reduce<Size>(
    (size, warning) =>
      warning.code === 'collapse/size' ? { ...size, bytes: warning.previous } : { ...size, rows: warning.previous },
    { bytes, rows },
  );
}

/** What is to be told of a collapse as long as the user has not seen it. */
export function collapseOf(
  {
    takenAt,
    verification,
  }: Pick<Sidecar, 'takenAt'> & { readonly verification: { readonly warnings: readonly Warning[] } },
  seen: string | undefined,
): readonly Extract<Warning, { code: `collapse/${string}` }>[] {
  if (seen !== undefined && Date.parse(takenAt) <= Date.parse(seen)) return [];
  return verification.warnings.filter(isCollapse);
}

const noteSchema = z.object({ takenAt: z.iso.datetime() });

/** Until when the collapses of a device were seen. */
export function seenAt({ history }: Pick<KeeperPorts, 'history'>, deviceId: string): string | undefined {
  return noteSchema.safeParse(history.notes.get('collapse-seen', deviceId)).data?.takenAt;
}

/** The user has seen what is told of the newest backups of these devices: from now on their size is the normal one. */
export async function markSeen(ports: KeeperPorts, selection: Selection): Promise<void> {
  const settings = await ports.settings.read();
  for (const device of select(settings, selection)) {
    const { stored } = await ports.shelves.look(device.id, folderOf(settings, device), false, () =>
      openVault(ports, settings, device).then(({ within }) => within),
    );
    const newest = stored.find(({ state }) => state === 'verified');
    if (newest?.collapse === undefined) continue;
    ports.history.notes.put('collapse-seen', device.id, { takenAt: newest.takenAt });
    ports.bell.ring(device.id);
  }
}
