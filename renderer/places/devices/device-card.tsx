import { memo, useCallback, type ReactElement } from 'react';
import type { DeviceModel } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { momentText } from '../../../shared/dates.ts';
import { NightStrip, type Night } from '../../components/night-strip.tsx';
import { StateShape, stateWord } from '../../components/state-shape.tsx';
import { useAge } from '../../components/use-age.ts';
import { BackUpNow } from './back-up-now.tsx';
import type { DialogRequest } from './dialog-request.ts';
import { DeviceMenu } from './device-menu.tsx';
import { DeviceSentence } from './device-sentence.tsx';
import { Resume } from './resume.tsx';
import { useNights } from './use-nights.ts';

/** One device: how safe it is, since when, and what can be done. */
export const DeviceCard = memo(function DeviceCard({
  device,
  onDialog,
}: {
  readonly device: DeviceModel;
  readonly onDialog: (request: DialogRequest) => void;
}): ReactElement {
  const { go, select } = useNavigation();
  const { id, name, origin, identity, protection, lastVerified } = device;
  const age = useAge(lastVerified?.at);
  const nights = useNights(id);
  const openNight = useCallback((night: Night) => go({ place: 'history', deviceId: id, night: night.date }), [go, id]);
  const { state } = protection;
  return (
    <section
      className="card"
      aria-label={name}
      data-state={state}
      data-device={id}
      tabIndex={-1}
      onFocus={() => select(id)}
      onPointerDown={() => select(id)}
    >
      <header className="card-head">
        <span className="state-badge" data-state={state}>
          <StateShape state={state} />
          <span className="state-word">{stateWord(state)}</span>
        </span>
        <div className="card-name">
          <h2>
            <bdi>{name}</bdi>
          </h2>
          <p className="card-facts">
            {[identity.model ?? say(`window.add.product.${identity.product}`), identity.firmware, origin]
              .filter((fact) => fact !== undefined)
              .map((fact) => (
                <span key={fact} dir="auto">
                  {fact}
                </span>
              ))}
          </p>
        </div>
        <DeviceMenu device={device} onDialog={onDialog} />
      </header>
      <div className="card-body">
        <p className="card-age">
          <span className="card-age-text">{age ?? say('window.devices.age.none')}</span>
          {lastVerified !== undefined && (
            <span className="card-age-caption">
              {say('window.devices.age.caption', { date: momentText(lastVerified.at) })}
            </span>
          )}
        </p>
        <div className="card-side">
          {nights !== undefined && <NightStrip device={name} nights={nights} onOpen={openNight} />}
        </div>
      </div>
      <footer className="card-foot">
        <DeviceSentence device={device} onDialog={onDialog} />
        <div className="card-buttons">
          {device.paused !== undefined && <Resume deviceId={id} />}
          <BackUpNow
            deviceId={id}
            device={name}
            isPrimary={device.paused === undefined && (state === 'failing' || state === 'overdue' || state === 'never')}
          />
        </div>
      </footer>
    </section>
  );
});
