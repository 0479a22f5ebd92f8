import type { ReactElement } from 'react';
import type { Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { CheckMark } from '../../../components/check-mark.tsx';
import { momentText } from '../../../../shared/dates.ts';
import { useDevices } from '../../../state/use-app-state.ts';
import { ChangeOutcome } from '../section.tsx';
import { useChange } from '../use-change.ts';
import { ALARM_KEYS, alarmFor, alarmName } from './alarm-words.ts';

type Alarm = Output<'settings/alarms'>[number];

/** One alarm: where it goes (the host alone; the address is a secret) and how the last delivery went. */
export function AlarmItem({ alarm }: { readonly alarm: Alarm }): ReactElement {
  const { kind, device, last, sentence, waiting, nextAttemptAt } = alarm;
  const deviceId = useDevices().find(({ name }) => name === device)?.id;
  const changing = useChange(ALARM_KEYS[kind], deviceId);
  const name = alarmName(alarm);
  return (
    <li className="place-item">
      <CheckMark outcome={last === undefined ? 'waiting' : last.ok ? 'ok' : 'failed'} />
      <div>
        <p>
          <span className="place-item-folder">{name}</span> <span className="setting-text">{alarmFor(alarm)}</span>
        </p>
        <p className="setting-text">{sentence}</p>
        {waiting > 0 && nextAttemptAt !== undefined && (
          <p className="setting-text">
            {say('window.settings.alarms.waiting', { count: waiting, when: momentText(nextAttemptAt) })}
          </p>
        )}
        <ChangeOutcome changing={changing} />
      </div>
      <Button
        variant="quiet"
        aria-label={say('window.settings.alarms.remove.label', { name, for: alarmFor(alarm) })}
        isPending={changing.isPending}
        // One of a device whose name nobody knows any more must not take away the one for all.
        isDisabled={device !== undefined && deviceId === undefined}
        onPress={() => changing.change({ kind: 'default' })}
      >
        {say('window.settings.alarms.remove')}
      </Button>
    </li>
  );
}
