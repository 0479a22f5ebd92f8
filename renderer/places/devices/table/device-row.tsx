import { memo, useCallback, type ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { useNavigation } from '../../../app/navigation.tsx';
import { momentText } from '../../../../shared/dates.ts';
import { NightStrip, type Night } from '../../../components/night-strip.tsx';
import { StateShape, stateWord } from '../../../components/state-shape.tsx';
import { useAge } from '../../../components/use-age.ts';
import { BackUpNow } from '../back-up-now.tsx';
import { DeviceMenu } from '../device-menu.tsx';
import type { DialogRequest } from '../dialog-request.ts';
import { failedTry } from '../failed-try.ts';
import { useNights } from '../use-nights.ts';

/** One device of a fleet. Its name opens the card with everything. */
export const DeviceRow = memo(function DeviceRow({
  device,
  index,
  top,
  isSelected,
  onToggle,
  onDialog,
}: {
  readonly device: DeviceModel;
  readonly index: number;
  /** Where it stands, in pixels from the first row. */
  readonly top: number;
  readonly isSelected: boolean;
  readonly onToggle: (id: string, isOn: boolean) => void;
  readonly onDialog: (request: DialogRequest) => void;
}): ReactElement {
  const { go, select } = useNavigation();
  const { id, name, protection, identity, origin, lastVerified } = device;
  const age = useAge(lastVerified?.at);
  const nights = useNights(id);
  const failed = failedTry(device);
  const openNight = useCallback((night: Night) => go({ place: 'history', deviceId: id, night: night.date }), [go, id]);
  return (
    <div
      className="fleet-row fleet-device"
      role="row"
      aria-label={name}
      aria-rowindex={index + 2}
      data-device={id}
      data-state={protection.state}
      style={{ transform: `translateY(${String(top)}px)` }}
      onFocus={() => select(id)}
    >
      <div role="cell" className="fleet-cell cell-select">
        <input
          type="checkbox"
          className="row-check"
          aria-label={say('window.table.select', { name })}
          checked={isSelected}
          onChange={(event) => onToggle(id, event.target.checked)}
        />
      </div>
      <div role="cell" className="fleet-cell cell-device">
        <button type="button" className="row-name" onClick={() => onDialog({ kind: 'device', deviceIds: [id] })}>
          <bdi>{name}</bdi>
        </button>
        {failed === undefined ? (
          <span className="row-facts">
            <span>{identity.model ?? say(`window.add.product.${identity.product}`)}</span>{' '}
            <span>{new URL(origin).host}</span>
          </span>
        ) : (
          <span className="row-facts row-failed">
            {say('window.devices.last-try', { when: momentText(failed.at) })}
          </span>
        )}
      </div>
      <div role="cell" className="fleet-cell cell-last">
        <span className="row-age">{age ?? say('window.table.no-age')}</span>
        <span className="row-state">
          <StateShape state={protection.state} />
          {stateWord(protection.state)}
        </span>
      </div>
      <div role="cell" className="fleet-cell cell-nights">
        {nights !== undefined && <NightStrip device={name} nights={nights} onOpen={openNight} />}
      </div>
      <div role="cell" className="fleet-cell cell-actions">
        <BackUpNow deviceId={id} device={name} />
        <DeviceMenu device={device} onDialog={onDialog} />
      </div>
    </div>
  );
});
