import { isolate, say } from '../../shared/index.ts';
import type { NotificationAction } from './action.ts';
import { listNames } from './fleet.ts';
import { ago } from './phrases.ts';

/** How the copies of one device stand in one place. Instants are milliseconds since 1970. */
export interface CopiesAbout {
  /** Tells the pair of device and place from all others. */
  readonly pairId: string;
  readonly deviceId: string;
  /** Of the device. */
  readonly name: string;
  readonly placeId: string;
  /** Short name of the place. */
  readonly place: string;
  /** Backups that are not there yet. */
  readonly behind: number;
  /** When the oldest of them was taken. */
  readonly since?: number;
  /** When that becomes worth telling. Absent where nothing is behind. */
  readonly overdueAt?: number;
  /** Why they are not there: one sentence and what to do. */
  readonly problem?: { readonly message: string; readonly hint: string };
  /** Who paused the device knows that it is not looked after. */
  readonly paused: boolean;
}

/** One thing to say about the copies of one device in one place. */
export interface CopyNote {
  readonly kind: 'overdue' | 'reminder' | 'recovered';
  readonly pair: CopiesAbout;
}

/** What pops up. It names devices and folders of this computer, and says what to do. */
export interface CopyNotification {
  readonly kind: `copies-${CopyNote['kind']}`;
  readonly deviceIds: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly action: NotificationAction;
}

const ORDER = ['overdue', 'reminder', 'recovered'] as const;

/** A place that is away is one trouble, however many devices have their copies there. */
export function copyNotifications(notes: readonly CopyNote[], now: number): readonly CopyNotification[] {
  return ORDER.flatMap((kind) => {
    const same = notes.filter((note) => note.kind === kind);
    const places = Map.groupBy(same, ({ pair }) => pair.placeId);
    return [...places.values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [others.length === 0 ? single(first, now) : together([first, ...others])],
    );
  });
}

function single({ kind, pair }: CopyNote, now: number): CopyNotification {
  const { deviceId, name, place, behind, since } = pair;
  const missing = say('copies.note.missing', {
    behind,
    when: ago(Math.min(since ?? now, now), now).text,
  });
  return {
    kind: `copies-${kind}`,
    deviceIds: [deviceId],
    title: say(`copies.note.${kind}`, { name: isolate(name), place }),
    body: kind === 'recovered' ? say('copies.note.all-there') : [missing, ...problemOf(pair)].join(' '),
    action: { kind: 'open-device', deviceId },
  };
}

function together(notes: readonly [CopyNote, ...CopyNote[]]): CopyNotification {
  const [{ kind, pair }] = notes;
  const names = say('copies.note.names', { names: listNames(notes.map((note) => isolate(note.pair.name))) });
  return {
    kind: `copies-${kind}`,
    deviceIds: notes.map((note) => note.pair.deviceId),
    title: say(`copies.notes.${kind}`, { place: pair.place, count: notes.length }),
    body: kind === 'recovered' ? names : [names, ...problemOf(pair)].join(' '),
    action: { kind: 'open-devices' },
  };
}

function problemOf({ problem }: CopiesAbout): readonly string[] {
  return problem === undefined ? [] : [problem.message, problem.hint];
}
