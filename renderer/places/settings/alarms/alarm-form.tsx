import { useState, type SyntheticEvent, type ReactElement } from 'react';
import type { Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { useAnnounce } from '../../../app/announcer.tsx';
import { Button } from '../../../components/button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useDevices } from '../../../state/use-app-state.ts';
import { ChangeOutcome } from '../section.tsx';
import { useChange } from '../use-change.ts';
import { ALARM_KEYS } from './alarm-words.ts';

const KINDS = ['ntfy', 'webhook', 'ping'] as const;
type Kind = (typeof KINDS)[number];

/** A new alarm. Its address goes to where passwords are kept and is forgotten here at once. */
export function AlarmForm({ existing }: { readonly existing: Output<'settings/alarms'> }): ReactElement {
  const devices = useDevices();
  const [kind, setKind] = useState<Kind>('ntfy');
  const [chosen, setChosen] = useState('');
  const [url, setUrl] = useState('');
  const [shown, setShown] = useState(false);
  const { politely } = useAnnounce();
  // A dead-man's switch counts the nights of one device: it cannot serve several.
  const deviceId = kind === 'ping' && chosen === '' ? (devices[0]?.id ?? '') : chosen;
  const device = devices.find(({ id }) => id === deviceId);
  const changing = useChange(ALARM_KEYS[kind], device?.id);
  const replaces = existing.some((alarm) => alarm.kind === kind && alarm.device === device?.name);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (url.trim() === '') return;
    changing.set(url.trim(), () => politely(say('window.settings.alarms.saved')));
    setUrl('');
  };
  const forAll = { value: '', text: say('window.history.device.all') };
  return (
    <form className="alarm-form" onSubmit={send} noValidate>
      <div className="schedule-form">
        <Choice
          label={say('window.settings.alarms.add.kind')}
          value={kind}
          options={KINDS.map((value) => ({ value, text: say(`window.settings.alarms.kind.${value}`) }))}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'ntfy')}
        />
        <Choice
          label={say('window.settings.alarms.add.for')}
          value={deviceId}
          options={[
            ...(kind === 'ping' ? [] : [forAll]),
            ...devices.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChange={setChosen}
        />
      </div>
      <div className="one-field">
        <TextField
          label={say('window.settings.alarms.add.url')}
          description={say(`window.settings.alarms.add.url.${kind}`)}
          type={shown ? 'text' : 'password'}
          autoComplete="off"
          literal
          secret
          value={url}
          onChange={setUrl}
          maxLength={2000}
        />
        <Button variant="quiet" onPress={() => setShown(!shown)}>
          {say(shown ? 'window.settings.alarms.add.url.hide' : 'window.settings.alarms.add.url.show')}
        </Button>
      </div>
      {replaces && <p className="setting-text">{say('window.settings.alarms.add.replaces')}</p>}
      <div className="buttons">
        <Button type="submit" isDisabled={url.trim() === ''} isPending={changing.isPending}>
          {say('window.settings.alarms.add.action')}
        </Button>
      </div>
      <ChangeOutcome changing={changing} />
    </form>
  );
}
