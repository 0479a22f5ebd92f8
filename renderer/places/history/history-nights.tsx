import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { NightStrip } from '../../components/night-strip.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDevices } from '../../state/use-app-state.ts';

const NIGHTS = 90;
/** More strips than these fill the window before the list begins. */
const MOST_STRIPS = 4;

/** The last 90 nights of a device, or of each where there are few. */
export function HistoryNights({
  deviceId,
  onOpen,
}: {
  readonly deviceId: string | undefined;
  readonly onOpen: (deviceId: string, date: string) => void;
}): ReactElement | null {
  const count = useDevices().length;
  const isShown = deviceId !== undefined || count <= MOST_STRIPS;
  const input = deviceId === undefined ? { count: NIGHTS } : { deviceId, count: NIGHTS };
  const { data, error, refetch } = useAnswer('history/nights', input, { enabled: isShown });

  if (!isShown) return <p className="history-strips-many">{say('window.history.nights.many')}</p>;
  if (error !== null) return <ErrorNote error={error} actions={{ retry: () => void refetch() }} />;
  return (
    <div className="history-strips" data-count={deviceId === undefined ? count : 1}>
      {data?.map((strip) => (
        <div key={strip.deviceId} className="history-strip">
          {deviceId === undefined && count > 1 && <span className="history-strip-name">{strip.device}</span>}
          <NightStrip device={strip.device} nights={strip.nights} onOpen={({ date }) => onOpen(strip.deviceId, date)} />
        </div>
      ))}
    </div>
  );
}
