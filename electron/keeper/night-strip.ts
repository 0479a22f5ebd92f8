import { assertNever, say } from '../../shared/index.ts';
import type { HistoryEntry, Night, NightState } from './types.ts';

const DAY = 86_400_000;

export interface StripFacts {
  /** The last day, `2026-11-21`. */
  readonly today: string;
  readonly count: number;
  /** The day the device was added. */
  readonly addedOn: string;
  /** Of these days, newest first; others are passed over. */
  readonly entries: readonly HistoryEntry[];
  /** What was planned for a day; asked only where no entry tells. */
  readonly planOf: (date: string) => PlanOfDay;
}

export interface PlanOfDay {
  /** Nothing is known of the plan as it was then. */
  readonly unknown?: boolean;
  /** Whether a slot has passed. */
  readonly passed: boolean;
  /** Slots to come, "15:00". */
  readonly ahead: readonly string[];
}

/** The most telling first; see `NightState`. */
const RANK: readonly NightState[] = ['running', 'failed', 'not-run', 'changed', 'caught-up', 'verified', 'upcoming'];

/** The last days of a device, one cell each, oldest first. */
export function nightStrip(facts: StripFacts): readonly Night[] {
  const days = new Map<string, HistoryEntry[]>();
  for (const entry of facts.entries) {
    const day = days.get(entry.day);
    if (day === undefined) days.set(entry.day, [entry]);
    else day.push(entry);
  }
  const last = Date.parse(`${facts.today}T00:00:00.000Z`);
  return Array.from({ length: facts.count }, (_, index) => {
    const date = new Date(last - (facts.count - 1 - index) * DAY).toISOString().slice(0, 10);
    return cell(date, days.get(date) ?? [], facts);
  });
}

function cell(date: string, entries: readonly HistoryEntry[], facts: StripFacts): Night {
  const isVerified = entries.some(({ outcome }) => outcome === 'verified');
  const told = entries.flatMap((entry) => {
    const state = stateOf(entry, isVerified);
    return state === undefined ? [] : [{ entry, state }];
  });
  const state = RANK.find((candidate) => told.some((each) => each.state === candidate));
  const deciding = told.find((each) => each.state === state);
  const entryIds = entries.map(({ id }) => id);
  if (state === undefined || deciding === undefined) return { date, ...withoutWord(date, entries, facts), entryIds };
  const { sentence } = deciding.entry;
  const count = entries.length - 1;
  return { date, state, sentence: count === 0 ? sentence : say('keeper.night.more', { sentence, count }), entryIds };
}

/** What an entry says about its day; undefined for a run by hand that says nothing. */
function stateOf(entry: HistoryEntry, dayIsVerified: boolean): NightState | undefined {
  const { night, outcome, changed } = entry;
  if (night === undefined) {
    if (outcome === 'verified') return changed === true ? 'changed' : 'verified';
    if (outcome === 'running') return 'running';
    // By hand, and a verified backup of the same day makes up for it.
    return outcome === 'failed' && !dayIsVerified ? 'failed' : undefined;
  }
  switch (night.state) {
    case 'ran':
      return changed === true ? 'changed' : 'verified';
    case 'caught-up':
    case 'covered':
      return changed === true ? 'changed' : 'caught-up';
    case 'failed':
      return 'failed';
    case 'skipped':
    case 'interrupted':
      return 'not-run';
    case 'running':
      return 'running';
    case 'waiting':
      return waitingState(entry);
    default:
      return assertNever(night.state);
  }
}

function waitingState({ error, night }: HistoryEntry): NightState {
  if (error !== undefined) return 'failed';
  const isHeldUp = night?.why !== undefined || night?.waitsFor === 'network' || night?.waitsFor === 'you';
  return isHeldUp || night?.waitsFor === 'resume' ? 'not-run' : 'upcoming';
}

/** A day about which no entry decides. */
function withoutWord(
  date: string,
  entries: readonly HistoryEntry[],
  { addedOn, planOf }: StripFacts,
): Pick<Night, 'state' | 'sentence'> {
  if (date < addedOn && entries.length === 0) return { state: 'before', sentence: say('keeper.night.before') };
  const { unknown = false, passed, ahead } = planOf(date);
  // Such as a backup that was begun by hand and cancelled.
  const told = entries[0]?.sentence;
  if (passed) return { state: 'not-run', sentence: told ?? say('keeper.night.not-run') };
  if (ahead.length > 0) {
    return { state: 'upcoming', sentence: told ?? say('keeper.night.upcoming', { times: ahead.join(', ') }) };
  }
  const none = say(unknown ? 'keeper.night.nothing-known' : 'keeper.night.none-planned');
  return { state: 'none-planned', sentence: told ?? none };
}
