import { DEFAULT_RETENTION, DEFAULT_SCHEDULE, say, type PreferenceKey } from '../../../shared/index.ts';
import type { SecondPlace, Settings } from '../../records/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { TABLE } from '../preferences/table.ts';
import type { ExportedDevice, SettingsDocument } from './document.ts';

/** The settings for all, as this home will have them, and what of the document was not taken. */
export interface TakenCommon {
  readonly change: Partial<Settings>;
  readonly notes: readonly string[];
}

/**
 * Settings for all are taken where this home has none of its own. What it has stays and is told.
 * @param places the second places for all, as they are on this computer
 */
export function takeCommon(
  ports: Pick<KeeperPorts, 'defaultVault'>,
  settings: Settings,
  { all, exportedAt }: SettingsDocument,
  places: readonly SecondPlace[],
): TakenCommon {
  const { schedule, quietHours, tellSuccess, pauses } = all;
  const isFresh = JSON.stringify(settings.keep) === JSON.stringify(DEFAULT_RETENTION);
  const kept = (key: PreferenceKey, differs: boolean): readonly string[] =>
    differs ? [say('preferences.import.kept', { key, value: TABLE[key].show({ settings }, ports).value })] : [];
  const differs = (one: unknown, other: unknown): boolean =>
    one !== undefined && other !== undefined && JSON.stringify(one) !== JSON.stringify(other);
  const roots = (list: readonly SecondPlace[] | undefined): unknown => list?.map(({ root, keep }) => ({ root, keep }));
  return {
    change: {
      ...(isFresh && { keep: all.keep }),
      ...(schedule && !settings.schedule && { schedule, scheduleSince: exportedAt }),
      ...(all.copyTo && !settings.copyTo && { copyTo: places }),
      ...(quietHours && !settings.quietHours && { quietHours }),
      ...(tellSuccess && { tellSuccess }),
      ...(pauses && !settings.pauses && { pauses }),
    },
    notes: [
      ...kept('keep', !isFresh && differs(all.keep, settings.keep)),
      ...kept('schedule', differs(schedule, settings.schedule)),
      ...kept('copy-to', differs(roots(all.copyTo), roots(settings.copyTo))),
      ...kept('quiet-hours', differs(quietHours, settings.quietHours)),
      ...kept('vault', differs(all.vault, settings.vault)),
    ],
  };
}

/**
 * A device that had its schedule, retention or second places from all gets them as its own, where those for all are others
 * here: it goes on as it was.
 */
export function asItWas(
  exported: ExportedDevice,
  { all }: SettingsDocument,
  here: Settings,
): Pick<ExportedDevice, 'schedule' | 'keep' | 'copyTo'> {
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const roots = (list: readonly SecondPlace[] = []): unknown => list.map(({ root, keep }) => ({ root, keep }));
  const schedule = exported.schedule ?? all.schedule ?? DEFAULT_SCHEDULE;
  const keep = exported.keep ?? all.keep;
  const copyTo = exported.copyTo ?? all.copyTo ?? [];
  const isSchedule = exported.schedule === undefined && same(schedule, here.schedule ?? DEFAULT_SCHEDULE);
  const isKeep = exported.keep === undefined && same(keep, here.keep);
  const isCopyTo = exported.copyTo === undefined && same(roots(copyTo), roots(here.copyTo));
  return { ...(!isSchedule && { schedule }), ...(!isKeep && { keep }), ...(!isCopyTo && { copyTo }) };
}
