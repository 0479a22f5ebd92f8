import type { OccurrenceRow } from '../../../shared/index.ts';
import { type Due, isSettled } from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';

/** Writes rows of the journal, each in place of the one before. */
export function writeRows(
  { history }: Pick<KeeperPorts, 'history'>,
  deviceId: string,
  { rows, withdrawn }: Pick<Due, 'rows' | 'withdrawn'>,
): void {
  if (rows.length === 0 && withdrawn.length === 0) return;
  history.journal.write(deviceId, { rows: rows.map((row) => ({ ...row, open: !isSettled(row) })), withdrawn });
}

export function writeRow(ports: Pick<KeeperPorts, 'history'>, deviceId: string, row: OccurrenceRow): void {
  writeRows(ports, deviceId, { rows: [row], withdrawn: [] });
}
