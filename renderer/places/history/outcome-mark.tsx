import type { ReactElement } from 'react';
import type { HistoryRow } from '../../../shared/ipc/index.ts';
import { CheckMark, type CheckOutcome } from '../../components/check-mark.tsx';

const MARKS: Readonly<Record<HistoryRow['outcome'], CheckOutcome>> = {
  verified: 'ok',
  failed: 'failed',
  running: 'trying',
  cancelled: 'skipped',
  interrupted: 'warning',
  skipped: 'skipped',
  waiting: 'waiting',
};

/** How a night went, as a shape; its sentence stands beside it. A backup that no longer counts is marked as what it is. */
export function OutcomeMark({ row }: { readonly row: HistoryRow }): ReactElement {
  const isLost = row.backup === 'damaged' || row.backup === 'missing';
  return <CheckMark outcome={isLost ? 'warning' : MARKS[row.outcome]} />;
}
