import { asKeepError, NOTHING, say, type AlarmKind } from '../../../shared/index.ts';
import { alarmHost, parseAlarmUrl } from '../../alarms/index.ts';
import type { AlarmRecord, DeviceRecord, Settings } from '../../records/index.ts';
import { changeDevice } from '../device-change.ts';
import type { KeeperPorts } from '../ports.ts';
import { alarmAccount } from '../secret-accounts.ts';
import { withOwn } from './own-value.ts';
import type { Preference, Target, Typed } from './preference.ts';

/** An alarm outside. Its address goes to the secret store and never comes back: of it only the host is shown. */
export function alarm(kind: AlarmKind): Preference {
  return {
    show: ({ settings, device }) => {
      const own = ownAlarm({ settings, ...(device && { device }) }, kind);
      const isWithout = device?.withoutAlarms?.includes(kind) ?? false;
      const common = kind === 'ping' || isWithout ? undefined : settings.alarms?.find((one) => one.kind === kind);
      const holds = own ?? common;
      return {
        value: holds?.host ?? NOTHING,
        own: own !== undefined || isWithout,
        ...(holds === undefined ? {} : { words: say('preferences.hidden') }),
      };
    },
    change: async (ports, { target, typed }) => {
      const before = ownAlarm(target, kind);
      const url = typed.kind === 'text' ? parseAlarmUrl(kind, typed.text) : undefined;
      const record = url === undefined ? undefined : { id: ports.newId(), kind, host: alarmHost(url) };
      if (url === undefined || record === undefined) await store(ports, target, kind, undefined, typed);
      else {
        const secrets = await ports.secrets();
        await secrets.set(alarmAccount(record.id), url);
        try {
          await store(ports, target, kind, record, typed);
        } catch (thrown) {
          await secrets.delete(alarmAccount(record.id));
          throw thrown;
        }
      }
      return before === undefined ? [] : await forget(ports, before);
    },
  };
}

function ownAlarm({ settings, device }: Target, kind: AlarmKind): AlarmRecord | undefined {
  return (device ?? settings).alarms?.find((one) => one.kind === kind);
}

async function store(
  { settings }: Pick<KeeperPorts, 'settings'>,
  { device }: Target,
  kind: AlarmKind,
  record: AlarmRecord | undefined,
  typed: Typed,
): Promise<void> {
  if (device === undefined) {
    await settings.update((current) => withAlarm(current, kind, record));
    return;
  }
  await changeDevice(settings, device.id, (current) => {
    const others = (current.withoutAlarms ?? []).filter((one) => one !== kind);
    // There is no dead-man's switch for all that a device could do without.
    const without = typed.kind === 'none' && kind !== 'ping' ? [...others, kind] : others;
    const changed = withOwn(current, 'withoutAlarms', without.length === 0 ? undefined : without);
    return withAlarm(changed, kind, record);
  });
}

/** At most one of a kind. No list at all rather than an empty one, which would be an answer for every kind. */
function withAlarm<Owner extends Settings | DeviceRecord>(
  owner: Owner,
  kind: AlarmKind,
  record: AlarmRecord | undefined,
): Owner {
  const others = (owner.alarms ?? []).filter((one) => one.kind !== kind);
  const alarms = record === undefined ? others : [...others, record];
  return withOwn<Owner, 'alarms'>(owner, 'alarms', alarms.length === 0 ? undefined : alarms);
}

/** The setting is changed by now: an old address that cannot be deleted is no failure, but is told. */
async function forget(ports: Pick<KeeperPorts, 'secrets'>, { id, host }: AlarmRecord): Promise<readonly string[]> {
  try {
    await (await ports.secrets()).delete(alarmAccount(id));
    return [];
  } catch (thrown) {
    return [say('preferences.note.old-address', { host, problem: asKeepError(thrown).message })];
  }
}
