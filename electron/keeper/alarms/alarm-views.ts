import { say, type AlarmState } from '../../../shared/index.ts';
import { ago } from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';
import type { AlarmTest, AlarmView } from '../types.ts';
import { configuredAlarms, type ConfiguredAlarm } from './targets.ts';

/** Every alarm with its last delivery. */
export async function alarmViews(ports: KeeperPorts): Promise<readonly AlarmView[]> {
  const configured = configuredAlarms(await ports.settings.read());
  const states = new Map((await ports.alarms.states()).map((state) => [state.targetId, state]));
  return configured.map((one) => viewOf(one, states.get(one.alarm.id), ports.clock.now()));
}

function viewOf({ alarm, device }: ConfiguredAlarm, state: AlarmState | undefined, now: number): AlarmView {
  const { last, waiting = 0, nextAttemptAt } = state ?? {};
  return {
    ...faceOf({ alarm, ...(device === undefined ? {} : { device }) }),
    sentence: sentenceOf(alarm.host, state, now),
    ...(last === undefined ? {} : { last }),
    waiting,
    ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
  };
}

function sentenceOf(host: string, state: AlarmState | undefined, now: number): string {
  const { last, waiting = 0 } = state ?? {};
  const queue = waiting === 0 ? '' : say('alarms.view.waiting', { waiting });
  if (last === undefined) return `${say('alarms.view.nothing', { host })}${queue}`;
  const { text: when } = ago(Math.min(Date.parse(last.at), now), now);
  if (last.ok) return `${say('alarms.view.delivered', { host, when })}${queue}`;
  return `${say('alarms.view.failed', { host, when, problem: last.problem ?? '' })}${queue}`;
}

/** Tests every alarm there is, all at the same time. @throws KeepError cancelled */
export async function testAlarms(ports: KeeperPorts, signal: AbortSignal): Promise<readonly AlarmTest[]> {
  const configured = configuredAlarms(await ports.settings.read());
  const results = await ports.alarms.test(
    configured.map(({ alarm }) => alarm.id),
    signal,
  );
  const byId = new Map(results.map((result) => [result.targetId, result]));
  return configured.flatMap((one) => {
    const result = byId.get(one.alarm.id);
    // Taken out of the settings a moment ago.
    if (result === undefined) return [];
    return [{ ...faceOf(one), ok: result.ok, ...(result.ok ? {} : { problem: result.problem }) }];
  });
}

function faceOf({ alarm, device }: ConfiguredAlarm): Pick<AlarmView, 'kind' | 'device' | 'host'> {
  return { kind: alarm.kind, ...(device === undefined ? {} : { device: device.name }), host: alarm.host };
}
