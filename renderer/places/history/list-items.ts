import type { HistoryRow } from '../../../shared/ipc/index.ts';

/** One line of the list as it is drawn. */
export type ListItem =
  | { readonly kind: 'month'; readonly key: string; /** "2026-11" */ readonly month: string }
  | {
      readonly kind: 'row';
      readonly key: string;
      readonly row: HistoryRow;
      /** The firmware, where it is another than at the backup before. */
      readonly newFirmware?: string;
      /** The day differs from the line above. */
      readonly isNewDay: boolean;
    };

/** Rows, newest first, under the months they belong to. */
export function listItems(rows: readonly HistoryRow[]): readonly ListItem[] {
  const changed = newFirmwares(rows);
  const items: ListItem[] = [];
  let month = '';
  let day = '';
  for (const row of rows) {
    const own = row.day.slice(0, 7);
    if (own !== month) {
      month = own;
      day = '';
      items.push({ kind: 'month', key: own, month: own });
    }
    const newFirmware = changed.get(row.id);
    items.push({
      kind: 'row',
      key: row.id,
      row,
      isNewDay: row.day !== day,
      ...(newFirmware === undefined ? {} : { newFirmware }),
    });
    day = row.day;
  }
  return items;
}

/** By id of the row: a firmware that the same device's backup before did not have. */
function newFirmwares(rows: readonly HistoryRow[]): ReadonlyMap<string, string> {
  const before = new Map<string, string>();
  const changed = new Map<string, string>();
  for (const { id, deviceId, firmware } of rows.toReversed()) {
    if (firmware === undefined) continue;
    const last = before.get(deviceId);
    if (last !== undefined && last !== firmware) changed.set(id, firmware);
    before.set(deviceId, firmware);
  }
  return changed;
}

/** Whether there is more to say about a row than its sentence. */
export function canOpen({ file, backup, error }: HistoryRow): boolean {
  return error !== undefined || (file !== undefined && backup !== undefined && backup !== 'removed');
}
