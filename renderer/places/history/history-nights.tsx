import { useState, type ReactElement } from 'react';
import type { DeviceModel } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { NightStrip } from '../../components/night-strip.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDevices } from '../../state/use-app-state.ts';

const NIGHTS = 90;
/** More strips than these fill the window before the list begins. */
const AT_FIRST = 4;
const FURTHER = 20;

/** The last 90 nights of a device, or of each: those in trouble at once, the others when they are asked for. */
export function HistoryNights({
  deviceId,
  onOpen,
}: {
  readonly deviceId: string | undefined;
  readonly onOpen: (deviceId: string, date: string) => void;
}): ReactElement {
  const all = useDevices();
  const [most, setMost] = useState(AT_FIRST);
  const devices = deviceId === undefined ? all : all.filter(({ id }) => id === deviceId);
  const left = Math.max(devices.length - most, 0);
  return (
    <div className="history-strips" data-count={devices.length}>
      {devices.slice(0, most).map((device, index) => (
        <DeviceNights
          key={device.id}
          device={device}
          isNamed={devices.length > 1}
          // What fails for one fails for all: it is said once.
          tellsFailure={index === 0}
          onOpen={onOpen}
        />
      ))}
      {devices.length > AT_FIRST && (
        <Button className="history-strips-more" onPress={() => setMost(left === 0 ? AT_FIRST : most + FURTHER)}>
          {left === 0
            ? say('window.history.nights.fewer')
            : say('window.history.nights.more', { count: Math.min(left, FURTHER) })}
        </Button>
      )}
    </div>
  );
}

function DeviceNights({
  device: { id, name },
  isNamed,
  tellsFailure,
  onOpen,
}: {
  readonly device: DeviceModel;
  readonly isNamed: boolean;
  readonly tellsFailure: boolean;
  readonly onOpen: (deviceId: string, date: string) => void;
}): ReactElement | null {
  const { data, error, refetch } = useAnswer('history/nights', { deviceId: id, count: NIGHTS });
  if (error !== null) {
    return tellsFailure ? <ErrorNote error={error} actions={{ retry: () => void refetch() }} /> : null;
  }
  const nights = data?.[0]?.nights;
  return (
    <div className="history-strip">
      {isNamed && <bdi className="history-strip-name">{name}</bdi>}
      {nights !== undefined && <NightStrip device={name} nights={nights} onOpen={({ date }) => onOpen(id, date)} />}
    </div>
  );
}
