import { worstFirst } from '../../shared/index.ts';
import { fleetProtection } from '../schedule/index.ts';
import { seeDevices, sightOf } from './device-view.ts';
import type { KeeperPorts } from './ports.ts';
import { lastTick } from './standing/last-tick.ts';
import type { Overview } from './types.ts';
import type { InnerWatch } from './watch/index.ts';

/**
 * All devices, the fleet's own sentence, and until when that stays true by itself.
 * @param watch the watch of this process, if there is one
 */
export async function overview(ports: KeeperPorts, watch: InnerWatch | undefined): Promise<Overview> {
  const settings = await ports.settings.read();
  const sight = { ...sightOf(ports, settings), connectionOf: watch?.connectionOf };
  const { now, calendar } = sight.moment;
  const seen = await seeDevices(ports, settings.devices, sight);
  const devices = seen.map(({ view: { name }, look: { protection } }) => ({ name, protection }));
  const fleet = fleetProtection(devices, calendar, now);
  const changesAt = Math.min(
    fleet.sentence.until,
    ...seen.map(({ look: { nextAt, sentence } }) => Math.min(nextAt, sentence.until)),
  );
  const watchedAt = lastTick(ports)?.wall;
  return {
    at: new Date(now).toISOString(),
    fleet: { state: fleet.state, sentence: fleet.sentence.text, protected: fleet.protected, total: fleet.total },
    devices: worstFirst(seen.map(({ view }) => view)),
    scheduler: watch?.isScheduler() === true ? 'here' : sight.scheduled ? 'elsewhere' : 'none',
    ...(watchedAt === undefined ? {} : { watchedAt: new Date(watchedAt).toISOString() }),
    ...(Number.isFinite(changesAt) ? { changesAt: new Date(changesAt).toISOString() } : {}),
  };
}
