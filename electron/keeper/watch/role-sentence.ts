import { say } from '../../../shared/index.ts';
import { fleetProtection, moment as momentText } from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { schedulerOf } from '../standing/scheduler.ts';
import type { Moment } from '../standing/situation.ts';
import type { DeviceState } from './device-state.ts';

/** What a watch is here for: it runs the schedule, or it shows what another one does. */
export function roleSentence(
  { home }: Pick<KeeperPorts, 'home'>,
  role: 'scheduler' | 'display',
  { settings, calendar, now }: Moment,
  states: ReadonlyMap<string, DeviceState>,
): string {
  if (role === 'display') {
    const other = schedulerOf(home);
    if (other === undefined) return say('watch.display', { holder: '' });
    const since = momentText(Date.parse(other.since), now, calendar.localZone, calendar.localZone).text;
    return say('watch.display', { holder: say('watch.holder', { pid: String(other.pid), since }) });
  }
  const devices = settings.devices.flatMap(({ id, name }) => {
    const look = states.get(id)?.look;
    return look === undefined ? [] : [{ name, protection: look.protection }];
  });
  const { sentence } = fleetProtection(devices, calendar, now);
  return say('watch.scheduler', { count: devices.length, sentence: devices.length === 0 ? '' : sentence.text }).trim();
}
