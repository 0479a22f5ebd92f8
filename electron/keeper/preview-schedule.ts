import { DEFAULT_SCHEDULE } from '../../shared/index.ts';
import { createCalendar, moment, parseSchedule, scheduleInWords } from '../schedule/index.ts';
import type { KeeperPorts } from './ports.ts';
import { findDevice } from './selection.ts';
import { scheduleOf } from './standing/plan.ts';
import type { SchedulePreview } from './types.ts';

/** Enough to see a rhythm. */
const COUNT = 5;

/**
 * What a schedule means: in words, and when it would run next.
 * @param name whose schedule; undefined: the one for all
 * @param text as one would type it; undefined: as it stands now
 * @throws KeepError usage/invalid with what is wrong and how it is written; usage/unknown-device
 */
export async function previewSchedule(
  ports: KeeperPorts,
  name: string | undefined,
  text: string | undefined,
): Promise<SchedulePreview> {
  const settings = await ports.settings.read();
  const device = name === undefined ? undefined : findDevice(settings, name);
  const standing = device === undefined ? (settings.schedule ?? DEFAULT_SCHEDULE) : scheduleOf(settings, device);
  const schedule = text === undefined ? standing : parseSchedule(text);
  const calendar = createCalendar(ports.localZone());
  const occurrences = calendar.of(schedule);
  const now = ports.clock.now();
  const next: SchedulePreview['next'][number][] = [];
  let found = occurrences.next(now);
  while (found !== undefined && next.length < COUNT) {
    const { text: when } = moment(found.at, now, occurrences.zone, calendar.localZone);
    next.push({ at: new Date(found.at).toISOString(), text: when });
    found = occurrences.next(found.at);
  }
  return { schedule, words: scheduleInWords(schedule), next };
}
