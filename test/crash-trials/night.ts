import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from './dice.ts';
import type { Lane, Started } from './lane.ts';
import { phaseOf, PHASES, type Phase } from './phases.ts';
import { isStored, readFacts, untruths, type Facts, type Opened } from './truth.ts';

/**
 * When a process is to be cut: some milliseconds after it tells of a phase; or before or behind a write, counted from its
 * start or from the one that notes in the history that the run was verified.
 */
type Plan =
  | { readonly after: Phase; readonly delayMs: number }
  | { readonly atMoment: number; readonly from: 'start' | 'verified' };

export interface Night {
  /** Where kills struck. Empty: the program was faster. */
  readonly struck: readonly Phase[];
  /** How it went, for a person who looks for a fault. */
  readonly story: readonly string[];
  readonly wrong: string[];
}

/** Phases the program tells of. `starting` is before its first word. */
const TOLD: readonly Phase[] = PHASES.filter((phase) => phase !== 'following' && phase !== 'recording');

/** A start until its first word takes longest; everything else is a matter of milliseconds. */
const SPANS: Partial<Record<Phase, number>> = { starting: 350, preparing: 180, saving: 60, deciding: 120 };
const SPAN = 25;

/** From the end of a run in the history to the night in the journal, about. */
const MOMENTS_OF_RECORDING = 16;

/** A night takes a second; a program that lasts this long does nothing any more. */
const HANGS_MS = 60_000;

/** Of the starts after kills: the second must do. */
const MOST_STARTS = 2;

/** One night: starts that are killed, then starts that are not until the occurrence is settled, then the truth. */
export async function liveThroughNight(
  lane: Lane,
  random: Dice,
  { moments, nights, opened }: { moments: number; nights: readonly string[]; opened: Opened },
): Promise<Night> {
  const before = await readFacts(lane, opened);
  const struck: Phase[] = [];
  const kills: Facts[] = [];
  const story: string[] = [];
  const planned = random.pick([1, 1, 2, 2, 3]);
  for (let number = 0; number < planned; number++) {
    const once = random.next() < 0.6;
    const plan = planOf(random, moments);
    story.push(`${once ? 'run --once' : 'run'}, killed ${JSON.stringify(plan)}`);
    const phase = await startAndKill(lane, once, plan);
    if (phase === undefined) {
      // The night is settled: whoever is started now has nothing to do but to wait for the next one.
      story.push('  it had ended before');
      break;
    }
    const facts = await readFacts(lane, opened);
    const where = await preciselyWhere(lane, phase, before, facts);
    story.push(`  struck: ${where}`);
    struck.push(where);
    kills.push(facts);
    if (isSettled(lane, facts)) break;
  }
  const wrong = kills.flatMap(({ faults }) => faults);
  for (let starts = 0; starts < MOST_STARTS; starts++) {
    const { exit, stderr } = await lane.start(['--json', 'run', '--once']).ended;
    story.push(`run --once ended with ${exit ?? 'a signal'} ${stderr.trim()}`);
    if (exit !== 0) wrong.push(`run --once ended with ${exit ?? 'a signal'}: ${stderr}`);
    const after = await readFacts(lane, opened);
    if (!isSettled(lane, after) && starts + 1 < MOST_STARTS) continue;
    wrong.push(...(await untruths(lane, { before, after, kills, nights })));
    break;
  }
  return { struck, story, wrong };
}

function isSettled(lane: Lane, { rows }: Facts): boolean {
  const row = rows.at(-1);
  return row?.slot === lane.slot() && 'backup' in row;
}

/** One whole night without a kill. @returns how many moments of writes it has */
export async function countMoments(lane: Lane): Promise<number> {
  const { exit, stderr } = await lane.start(['--json', 'run', '--once'], { TRIAL_MOMENTS_FILE: lane.momentsFile })
    .ended;
  if (exit !== 0) throw new Error(`a night without a kill ended with ${exit ?? 'a signal'}: ${stderr}`);
  return Number(await readFile(lane.momentsFile, 'utf8'));
}

function planOf(random: Dice, moments: number): Plan {
  const kind = random.next();
  if (kind < 0.35) return { atMoment: 1 + random.below(moments), from: 'start' };
  if (kind < 0.45) return { atMoment: 1 + random.below(MOMENTS_OF_RECORDING), from: 'verified' };
  const after = random.pick(TOLD);
  return { after, delayMs: Math.round(random.next() * (SPANS[after] ?? SPAN) * 10) / 10 };
}

/** @returns how far the process was; undefined when it ended by itself */
async function startAndKill(lane: Lane, once: boolean, plan: Plan): Promise<Phase | undefined> {
  const more = 'atMoment' in plan ? environmentOf(plan) : undefined;
  const program = lane.start(['--json', 'run', ...(once ? ['--once'] : [])], more);
  let phase: Phase = 'starting';
  const lines: string[] = [];
  if ('after' in plan && plan.after === 'starting') killLater(program, plan.delayMs);
  program.onLine((line) => {
    lines.push(line);
    const told = phaseOf(line);
    if (told === undefined) return;
    phase = told;
    if ('after' in plan && told === plan.after) killLater(program, plan.delayMs);
    // One that would watch on for ever had its chance; this is a moment too.
    if (told === 'ended' && !once) killLater(program, SPAN);
  });
  const patience = new AbortController();
  const hangs = sleep(HANGS_MS, undefined, { signal: patience.signal }).then(program.kill);
  const { signal } = await program.ended;
  patience.abort();
  const killedForHanging = await hangs.then(
    () => true,
    () => false,
  );
  if (killedForHanging) {
    throw new Error(`the program hangs: ${JSON.stringify({ once, plan, phase })}\n${lines.join('\n')}`);
  }
  return signal === 'SIGKILL' ? phase : undefined;
}

function environmentOf({ atMoment, from }: Extract<Plan, { atMoment: number }>): Readonly<Record<string, string>> {
  return { TRIAL_KILL_AT_MOMENT: String(atMoment), ...(from === 'start' ? {} : { TRIAL_COUNT_FROM: from }) };
}

function killLater({ kill }: Started, delayMs: number): void {
  setTimeout(kill, delayMs);
}

/** What the disk says beyond the program's last word. */
async function preciselyWhere(lane: Lane, said: Phase, before: Facts, facts: Facts): Promise<Phase> {
  const known = new Set(before.runs.map(({ id }) => id));
  const latest = facts.runs.findLast(({ id }) => !known.has(id));
  if (latest === undefined || said === 'ended') return said;
  if (latest.outcome === 'verified') return 'recording';
  return said === 'saving' && (await isStored(lane, latest.id)) ? 'following' : said;
}
