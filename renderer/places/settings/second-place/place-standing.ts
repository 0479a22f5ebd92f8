import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { parsePlaceList } from '../../../../shared/place-list.ts';
import { plainAnswer } from '../../../../shared/preferences.ts';

type Copy = DeviceModel['copies'][number];

/** A second place as it is listed, with how each device stands there. */
export interface PlaceStanding {
  readonly folder: string;
  /** Its own number of backups to keep, as typed. */
  readonly keep: string | undefined;
  /** The worst of its devices; undefined while nothing is known. */
  readonly state: Copy['state'] | undefined;
  /** Devices for which something is missing there. */
  readonly behind: readonly { readonly id: string; readonly name: string; readonly copy: Copy }[];
  /** What went wrong there, each once however many devices it concerns. */
  readonly problems: readonly NonNullable<Copy['problem']>[];
}

const WORST = ['away', 'behind', 'current'] as const;

/** @param value of the setting `copy-to` */
export function placeStandings(value: string, devices: readonly DeviceModel[]): readonly PlaceStanding[] {
  const listed = plainAnswer(value) === undefined ? (parsePlaceList(value) ?? []) : [];
  return listed.map(({ folder, keep }) => {
    const copies = devices.flatMap(({ id, name, copies: all }) =>
      all.filter((copy) => copy.folder === folder).map((copy) => ({ id, name, copy })),
    );
    return {
      folder,
      keep,
      state: WORST.find((state) => copies.some(({ copy }) => copy.state === state)),
      behind: copies.filter(({ copy }) => copy.behind > 0),
      problems: distinct(copies.flatMap(({ copy: { problem } }) => (problem === undefined ? [] : [problem]))),
    };
  });
}

function distinct(problems: readonly NonNullable<Copy['problem']>[]): readonly NonNullable<Copy['problem']>[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
