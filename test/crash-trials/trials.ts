import { dice } from './dice.ts';
import { openLane } from './lane.ts';
import { countMoments, liveThroughNight } from './night.ts';
import { PHASES, type Phase } from './phases.ts';

export interface Outcome {
  /** Kills that struck, each followed by new starts until the night was settled, and a look at everything. */
  readonly trials: number;
  readonly survived: number;
  readonly kills: Readonly<Record<Phase, number>>;
  /** What went wrong, each with the seed of its lane and how it came to it. */
  readonly failures: readonly string[];
}

/** More at once would only wait for each other's processor. */
const LANES = 3;

/** Nights after which a lane begins anew with another seed, so that a failure can be reached again soon. */
const LONGEST_LANE = 40;

/** Kills the program `wanted` times, in some lanes at once. @param seed repeats the plan of every kill; the disk and the network keep their own time */
export async function crashTrials(wanted: number, seed: number): Promise<Outcome> {
  const kills = new Map<Phase, number>();
  const failures: string[] = [];
  let trials = 0;
  let lost = 0;
  let lanes = 0;

  async function lane(): Promise<void> {
    while (trials < wanted) {
      const laneSeed = seed + lanes;
      lanes += 1;
      const open = await openLane();
      try {
        await nightsOf(open, laneSeed);
      } finally {
        await open.close();
      }
    }
  }

  async function nightsOf(open: Awaited<ReturnType<typeof openLane>>, laneSeed: number): Promise<void> {
    const random = dice(laneSeed);
    const nights: string[] = [];
    const opened = new Set<string>();
    const nextNight = (): void => {
      open.nextNight();
      nights.push(open.slot());
    };
    nextNight();
    const moments = await countMoments(open);
    while (trials < wanted && nights.length <= LONGEST_LANE) {
      nextNight();
      // The settings of the device differ on some nights.
      if (random.next() < 0.5) open.device.changeSetting('trial', String(nights.length));
      const { struck, story, wrong } = await liveThroughNight(open, random, { moments, nights, opened });
      if (open.device.outOfTable.length > 0) wrong.push(`called outside the table: ${open.device.outOfTable.join()}`);
      trials += struck.length;
      for (const phase of struck) kills.set(phase, (kills.get(phase) ?? 0) + 1);
      if (wrong.length === 0) continue;
      lost += struck.length;
      const told = [...new Set(wrong)].map((line) => `  ${line}`);
      failures.push(
        [`seed ${laneSeed}, night ${nights.length}:`, ...told, ...story.map((line) => `    ${line}`)].join('\n'),
      );
      // One fault may show again every night.
      return;
    }
  }

  await Promise.all(Array.from({ length: LANES }, lane));
  const counted = PHASES.map((phase) => [phase, kills.get(phase) ?? 0] as const);
  return {
    trials,
    survived: trials - lost,
    kills: Object.fromEntries(counted) as Record<Phase, number>,
    failures,
  };
}

/** One line: how many trials, where the kills struck, how many were survived. */
export function summaryOf({ trials, survived, kills }: Outcome): string {
  const where = Object.entries(kills).map(([phase, count]) => `${phase} ${count}`);
  return `${trials} trials, kills: ${where.join(', ')}; survived: ${survived}`;
}
