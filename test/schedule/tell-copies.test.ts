import { describe, expect, it } from 'vitest';
import {
  copiesOverdueAt,
  createCalendar,
  parseQuietHours,
  parseSchedule,
  tellCopies,
  type CopiesAbout,
  type CopyTelling,
} from '../../electron/schedule/index.ts';
import { toldCopiesSchema, type QuietHours, type ToldCopies } from '../../shared/index.ts';

const calendar = createCalendar('Europe/Berlin');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Friday, 03:00 in Berlin. */
const NIGHT = Date.parse('2026-11-20T02:00:00Z');

function pair(parts: Partial<CopiesAbout> = {}): CopiesAbout {
  return {
    pairId: 'office/nas',
    deviceId: 'office',
    name: 'Office',
    placeId: 'nas-id',
    place: 'nas',
    behind: 2,
    since: NIGHT,
    overdueAt: NIGHT + DAY,
    problem: { message: 'The second place /mnt/nas is not there.', hint: 'Connect the disk.' },
    paused: false,
    ...parts,
  };
}

/** Somebody who is told, with a memory that survives a restart. */
function listener(quietHours?: QuietHours): {
  readonly hear: (now: number, ...pairs: readonly CopiesAbout[]) => CopyTelling;
  readonly titles: (now: number, ...pairs: readonly CopiesAbout[]) => readonly string[];
  readonly told: () => ToldCopies;
} {
  let told: ToldCopies = {};
  const hear = (now: number, ...pairs: readonly CopiesAbout[]): CopyTelling => {
    const telling = tellCopies(pairs, told, quietHours, calendar, now);
    told = toldCopiesSchema.parse(JSON.parse(JSON.stringify(telling.told)));
    return telling;
  };
  return {
    hear,
    titles: (now, ...pairs) => hear(now, ...pairs).notifications.map(({ title }) => title),
    told: () => told,
  };
}

describe('copies that are behind', () => {
  it.each([
    ['daily 03:00', 24],
    ['weekly sunday 03:00', 24],
    ['every 6 hours', 12],
    ['every 1 hours', 2],
  ])('are overdue with %s after %i hours', (schedule, hours) => {
    const from = Date.parse('2026-11-19T23:00:00Z');
    const at = copiesOverdueAt(from, calendar.of(parseSchedule(schedule)));
    expect((at - from) / HOUR).toBe(hours);
  });

  it('are told once when their grace is over, again after a day, and once when all is there', () => {
    const { hear, titles, told } = listener();
    expect(hear(NIGHT + HOUR, pair())).toMatchObject({ notifications: [], nextAt: NIGHT + DAY });
    const first = hear(NIGHT + DAY, pair());
    expect(first.notifications).toEqual([
      {
        kind: 'copies-overdue',
        deviceIds: ['office'],
        title: 'Office: copies in nas are overdue',
        body: 'The backup itself is safe, but 2 are not in its second place, the oldest taken 24 hours ago. The second place /mnt/nas is not there. Connect the disk.',
        action: { kind: 'open-device', deviceId: 'office' },
      },
    ]);
    expect(first.nextAt).toBe(NIGHT + 2 * DAY);
    for (let hour = 1; hour < 24; hour += 1) expect(titles(NIGHT + DAY + hour * HOUR, pair())).toEqual([]);
    expect(titles(NIGHT + 2 * DAY, pair())).toEqual(['Office: copies in nas are still missing']);
    const { overdueAt, ...current } = pair({ behind: 0 });
    expect(overdueAt).toBeDefined();
    expect(titles(NIGHT + 2 * DAY + 1, current)).toEqual(['Office: copies in nas are complete again']);
    expect(titles(NIGHT + 2 * DAY + 2, current)).toEqual([]);
    expect(told()).toEqual({});
  });

  it('that were never told make no noise when they are there again', () => {
    const { titles } = listener();
    expect(titles(NIGHT + HOUR, pair())).toEqual([]);
    expect(titles(NIGHT + 2 * HOUR, pair({ behind: 0 }))).toEqual([]);
  });

  it('wait for the end of quiet hours, and are told then only if it is still true', () => {
    const quiet = parseQuietHours('22:00-07:00');
    const early = NIGHT + DAY;
    const morning = NIGHT + DAY + 4 * HOUR;
    const one = listener(quiet);
    expect(one.hear(early, pair())).toMatchObject({ notifications: [], nextAt: morning });
    expect(one.titles(morning, pair())).toEqual(['Office: copies in nas are overdue']);
    const other = listener(quiet);
    expect(other.titles(early, pair())).toEqual([]);
    expect(other.titles(morning, pair({ behind: 0 }))).toEqual([]);
  });

  it('of a device that is paused are not told, and not reminded of', () => {
    const { titles } = listener();
    expect(titles(NIGHT + DAY, pair({ paused: true }))).toEqual([]);
    expect(titles(NIGHT + DAY, pair())).toHaveLength(1);
    expect(titles(NIGHT + 3 * DAY, pair({ paused: true }))).toEqual([]);
    expect(titles(NIGHT + 3 * DAY, pair({ paused: true, behind: 0 }))).toHaveLength(1);
  });

  it('of a fleet whose place went away are one note, gathered while they fall due', () => {
    const fleet = Array.from({ length: 200 }, (_, index) =>
      pair({
        pairId: `${String(index)}/nas`,
        deviceId: String(index),
        name: `Router ${String(index)}`,
        overdueAt: NIGHT + DAY + index * 1_000,
      }),
    );
    const { hear } = listener();
    let now = NIGHT + DAY;
    const notes: CopyTelling['notifications'][number][] = [];
    for (let looks = 0; looks < 500 && now < NIGHT + 1.5 * DAY; looks += 1) {
      const telling = hear(now, ...fleet);
      notes.push(...telling.notifications);
      if (telling.nextAt === undefined) break;
      now = telling.nextAt;
    }
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({
      title: 'nas: copies of 200 devices are overdue',
      action: { kind: 'open-devices' },
    });
    expect(notes[0]?.deviceIds).toHaveLength(200);
  });

  it('are told apart for each place', () => {
    const { titles } = listener();
    const usb = pair({ pairId: 'office/usb', placeId: 'usb-id', place: 'usb' });
    // Two pairs are gathered for a moment.
    titles(NIGHT + DAY, pair(), usb);
    expect(titles(NIGHT + DAY + 5_000, pair(), usb)).toEqual([
      'Office: copies in nas are overdue',
      'Office: copies in usb are overdue',
    ]);
  });

  it('are still told after the clock was set back', () => {
    const { titles } = listener();
    expect(titles(NIGHT + DAY, pair())).toHaveLength(1);
    expect(titles(NIGHT - 300 * DAY, pair({ overdueAt: NIGHT - 300 * DAY }))).toEqual([]);
    expect(titles(NIGHT - 299 * DAY, pair({ overdueAt: NIGHT - 300 * DAY }))).toHaveLength(1);
  });

  it('of a place that is no longer configured are forgotten', () => {
    const { titles, told } = listener();
    expect(titles(NIGHT + DAY, pair())).toHaveLength(1);
    expect(titles(NIGHT + 2 * DAY)).toEqual([]);
    expect(told()).toEqual({});
  });
});
