import type { Target } from '../target.ts';
import { ARCHIVE_TARGETS } from './archive.ts';
import { BROKEN_TARGETS } from './broken.ts';
import { DEVICE_TARGETS } from './device.ts';
import { DISK_TARGETS } from './disk.ts';
import { TEXT_TARGETS } from './texts.ts';

/** Each group is tried in a process of its own. */
export const GROUPS: Readonly<Record<string, readonly Target[]>> = {
  archive: ARCHIVE_TARGETS,
  device: DEVICE_TARGETS,
  disk: DISK_TARGETS,
  texts: TEXT_TARGETS,
};

export function targetsOf(group: string): readonly Target[] {
  return group === 'broken' ? BROKEN_TARGETS : (GROUPS[group] ?? []);
}

export function targetOf(name: string): Target {
  const target = [...Object.values(GROUPS).flat(), ...BROKEN_TARGETS].find((one) => one.name === name);
  if (target === undefined) throw new Error(`no target ${name}`);
  return target;
}
