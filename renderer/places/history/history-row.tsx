import { memo, type ReactElement } from 'react';
import type { HistoryRow as Row } from '../../../shared/ipc/index.ts';
import { isolate } from '../../../shared/isolate.ts';
import { say } from '../../../shared/words/say.ts';
import { dayText } from '../../../shared/dates.ts';
import { canOpen, type ListItem } from './list-items.ts';
import { OutcomeMark } from './outcome-mark.tsx';
import { RowDetails } from './row-details.tsx';

/** One night or run: the day, how it went, its sentence, and what is worth noticing. Opens in place. */
export const HistoryRow = memo(function HistoryRow({
  item: { row, newFirmware, isNewDay },
  showDevice,
  isOpen,
  onToggle,
}: {
  readonly item: Extract<ListItem, { kind: 'row' }>;
  readonly showDevice: boolean;
  readonly isOpen: boolean;
  readonly onToggle: (id: string) => void;
}): ReactElement {
  const face = (
    <>
      <span className="history-day">
        {/* Said once for those who see, and in each line for those who hear. */}
        <span className={isNewDay ? undefined : 'visually-hidden'}>{dayText(row.day)}</span>
      </span>
      <OutcomeMark row={row} />
      <span className="history-text">
        {showDevice && (
          <span className="history-device">{say('window.history.row.device', { device: isolate(row.device) })} </span>
        )}
        <span>{row.sentence}</span>
        {newFirmware !== undefined && (
          <span className="history-aside">{say('window.history.row.firmware', { firmware: newFirmware })}</span>
        )}
        {row.note !== undefined && (
          <span className="history-aside history-note">
            <bdi>{row.note}</bdi>
          </span>
        )}
      </span>
      <Badges row={row} />
    </>
  );
  if (!canOpen(row)) {
    return (
      <div className="history-face" tabIndex={-1}>
        {face}
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        className="history-face history-opener"
        aria-expanded={isOpen}
        onClick={() => onToggle(row.id)}
      >
        {face}
        <span className="history-chevron" aria-hidden="true" />
      </button>
      {isOpen && <RowDetails row={row} />}
    </>
  );
});

function Badges({ row }: { readonly row: Row }): ReactElement {
  const lost = row.backup === 'verified' ? undefined : row.backup;
  return (
    <span className="history-badges">
      {row.changed === true && <Badge kind="changed" text={say('window.history.row.changed')} />}
      {row.pinned === true && <Badge kind="pinned" text={say('window.history.row.pinned')} />}
      {lost !== undefined && <Badge kind={lost} text={say(`window.history.row.${lost}`)} />}
    </span>
  );
}

function Badge({ kind, text }: { readonly kind: string; readonly text: string }): ReactElement {
  return (
    <span className="badge" data-kind={kind}>
      {text}
    </span>
  );
}
