import {
  type Absence,
  ANSWERED,
  type Calendar,
  type Connection,
  createCalendar,
  due,
  ended,
  interrupted,
  isSatisfied,
  isSettled,
  NEW_CONNECTION,
  occurrenceKey,
  type Pause,
  readTicks,
  type Situation,
  started,
  type Tick,
  unanswered,
} from '../../../electron/schedule/index.ts';
import type { BackupFacts, OccurrenceRow } from '../../../shared/index.ts';
import { keepError, reportOf } from '../../../shared/index.ts';
import type { Options, Outcome, SeenRun, Watcher } from './outcome.ts';
import type { Happening, History } from './world.ts';

const RUN_TAKES = 40_000;
const UNREACHABLE = reportOf(keepError('network/timeout', { host: 'router.lan', phase: 'connect' }));

/** A laptop with a small keeper: it acts on what `due` decides, and on nothing else. Times are true times. */
export class Laptop {
  private readonly history: History;
  private readonly watcher: Watcher | undefined;
  private readonly decide: typeof due;
  private calendar: Calendar;
  private clockError = 0;
  private readonly rows = new Map<string, OccurrenceRow>();
  private readonly backups: BackupFacts[] = [];
  private readonly runs: SeenRun[] = [];
  private readonly slots = new Set<string>();
  private readonly absences: Absence[] = [];
  private readonly pauses: Pause[] = [];
  private connection: Connection;
  private lastTick: Tick;
  private process = 1;
  private reachable = true;
  private crashNext = false;
  private running: { row?: OccurrenceRow; how: string; from: number; wall: number; latestSlot?: string } | undefined;
  private knocks = 0;
  private decisions = 0;
  private freeSince: number | undefined;
  private readonly free: { from: number; until: number }[] = [];
  private readonly since: number;

  constructor(history: History, { watcher, decide = due }: Options) {
    this.history = history;
    this.watcher = watcher;
    this.decide = decide;
    this.calendar = createCalendar(history.zone);
    this.since = history.start;
    this.connection = NEW_CONNECTION;
    this.lastTick = { wall: history.start, uptime: history.start, process: '1' };
    this.freeSince = history.start;
  }

  /** Awake and running from `from` to `to`, ticking all the while; only the ticks at which something may happen are played. */
  liveUntil(from: number, to: number, tickEvery: number | undefined): number {
    let t = from;
    let still = 0;
    for (;;) {
      const next = this.look(t);
      const runEnds = this.running === undefined ? Infinity : this.running.from + RUN_TAKES;
      const wake = Math.min(next, t + (tickEvery ?? Infinity));
      const step = Math.min(wake, runEnds, to);
      still = step > t ? 0 : still + 1;
      if (still > 20) throw new Error(`the watch goes in circles at ${new Date(this.wall(t)).toISOString()}`);
      t = Math.max(t, step);
      this.lastTick = this.tick(t);
      if (this.running !== undefined && t >= runEnds) this.finish(t);
      if (t >= to && runEnds > to) return to;
      if (t >= to) {
        this.look(t);
        return to;
      }
    }
  }

  meet(happening: Happening, t: number, tickEvery: number | undefined): number {
    switch (happening.kind) {
      case 'sleep':
      case 'off': {
        this.notFree(t);
        const back = t + happening.for;
        if (happening.kind === 'off') {
          this.cut(t);
          this.process += 1;
        } else if (this.running !== undefined) {
          // The connection did not survive the sleep.
          this.failAt(back);
        }
        this.connection = NEW_CONNECTION;
        const connected = back + ((happening.kind === 'sleep' ? happening.networkAfter : undefined) ?? 0);
        if (connected > back) this.withoutNetwork(back, connected, tickEvery);
        this.freeSince = connected;
        this.look(connected);
        return connected;
      }
      case 'away':
      case 'router-down': {
        this.notFree(t);
        if (happening.kind === 'away') this.connection = NEW_CONNECTION;
        const back = this.withoutNetwork(t, t + happening.for, tickEvery);
        if (happening.kind === 'away') this.connection = NEW_CONNECTION;
        this.freeSince = back;
        this.look(back);
        return back;
      }
      case 'pause': {
        this.notFree(t);
        this.pauses.push({ from: this.wall(t), until: this.wall(t) + happening.for });
        const back = this.liveUntil(t, t + happening.for, tickEvery);
        this.freeSince = back;
        return back;
      }
      case 'set-clock':
        // What is free is told in true time; a slot the clock jumps over has no true time of its own.
        this.notFree(t);
        this.clockError += happening.by;
        this.freeSince = t;
        this.look(t);
        return t;
      case 'zone':
        this.notFree(t);
        this.calendar = createCalendar(happening.name);
        this.freeSince = t;
        this.look(t);
        return t;
      case 'manual-backup':
        this.running ??= { how: 'manual', from: t, wall: this.wall(t) };
        return t;
      case 'nudges':
        this.look(t);
        this.look(t);
        this.look(t);
        return t;
      case 'crash-after-store':
        this.crashNext = true;
        return t;
    }
  }

  private withoutNetwork(from: number, to: number, tickEvery: number | undefined): number {
    this.reachable = false;
    const back = this.liveUntil(from, to, tickEvery);
    this.reachable = true;
    return back;
  }

  outcome(t: number): Outcome {
    this.notFree(t);
    return {
      rows: [...this.rows.values()],
      backups: this.backups,
      runs: this.runs,
      seen: this.slots,
      knocks: this.knocks,
      free: this.free,
      wall: this.wall(t),
      calendar: this.calendar,
      decisions: this.decisions,
    };
  }

  private wall(t: number): number {
    return t + this.clockError;
  }

  private tick(t: number): Tick {
    return { wall: this.wall(t), uptime: t, process: String(this.process) };
  }

  private situation(t: number): Situation {
    const now = this.wall(t);
    const byTime = [...this.rows.values()].sort((one, other) => other.at - one.at);
    const ahead = byTime.filter((row) => row.at > now);
    const come = byTime.filter((row) => row.at <= now);
    return {
      now,
      deviceId: 'laptop-router',
      occurrences: this.calendar.of(this.history.schedule),
      since: this.since,
      firstBackup: true,
      rows: [...ahead, ...come.slice(0, 50), ...come.slice(50).filter((row) => !isSettled(row))],
      backups: this.backups.slice(-10),
      ...(this.running === undefined ? {} : { running: { startedAt: this.running.wall } }),
      pauses: this.pauses.slice(-5),
      absences: this.absences.slice(-20),
      connection: this.connection,
      fleetSize: this.history.fleetSize,
    };
  }

  /** A tick: decides, acts, and says in true time when it wants to look again. */
  private look(t: number): number {
    const tick = this.tick(t);
    const { absence } = readTicks(this.lastTick, tick);
    if (absence !== undefined) this.absences.push(absence);
    this.lastTick = tick;
    for (;;) {
      const situation = this.situation(t);
      this.watcher?.(situation, { trueTime: t });
      const verdict = this.decide(situation);
      this.decisions += 1;
      if (verdict.occurrence !== undefined) this.slots.add(occurrenceKey(verdict.occurrence));
      for (const row of verdict.withdrawn) this.rows.delete(occurrenceKey(row));
      for (const row of verdict.rows) this.write(row);
      const { decision, occurrence, nextAt } = verdict;
      if (this.decisions > 100_000) throw new Error('the watch never rests');
      if (decision.kind !== 'run' || occurrence === undefined) {
        return nextAt === undefined ? Infinity : t + Math.max(0, nextAt - situation.now);
      }
      if (decision.knock) {
        this.knocks += 1;
        this.connection = this.reachable ? ANSWERED : unanswered(this.connection, situation.now);
        continue;
      }
      const row = started(verdict.row, occurrence, decision.why, situation.now);
      this.write(row);
      const latestSlot = situation.occurrences.latest(situation.now)?.slot;
      this.running = {
        row,
        how: decision.how,
        from: t,
        wall: situation.now,
        ...(latestSlot === undefined ? {} : { latestSlot }),
      };
    }
  }

  private finish(t: number): void {
    if (!this.reachable) {
      this.failAt(t);
      return;
    }
    const { running } = this;
    if (running === undefined) return;
    const backup: BackupFacts = {
      startedAt: running.wall,
      verifiedAt: this.wall(t),
      trigger: running.row === undefined ? 'manual' : 'schedule',
      bytes: 94_208,
      changed: false,
    };
    this.backups.push(backup);
    this.connection = ANSWERED;
    this.seen(t, true);
    if (running.row !== undefined && !this.crashNext) {
      this.write(ended(running.row, { outcome: 'verified', backup }, this.wall(t)));
    }
    this.crashNext = false;
    this.running = undefined;
  }

  private failAt(t: number): void {
    const { running } = this;
    if (running?.row !== undefined) {
      this.write(ended(running.row, { outcome: 'failed', error: UNREACHABLE }, this.wall(t)));
    }
    this.seen(t, false);
    this.running = undefined;
  }

  /** Killed: the row stays as it was; at the next start half of the keepers note it at once, half leave it to `due`. */
  private cut(t: number): void {
    const { running } = this;
    if (running === undefined) return;
    this.seen(t, false);
    if (running.row !== undefined && this.process % 2 === 0) this.write(interrupted(running.row, this.wall(t)));
    this.running = undefined;
  }

  private seen(t: number, verified: boolean): void {
    const { running } = this;
    if (running === undefined) return;
    const { row, how, from, wall, latestSlot } = running;
    this.runs.push({
      how,
      from,
      until: t,
      wall,
      verified,
      first: row?.first === true,
      ...(row === undefined ? {} : { key: occurrenceKey(row) }),
      ...(latestSlot === undefined ? {} : { latestSlot }),
    });
  }

  private write(row: OccurrenceRow): void {
    const before = this.rows.get(occurrenceKey(row));
    const same = before?.state === row.state && row.ahead === true;
    if (before !== undefined && isSatisfied(before) && !same)
      throw new Error(`${row.slot} was satisfied, then ${row.state}`);
    this.rows.set(occurrenceKey(row), row);
  }

  private notFree(t: number): void {
    if (this.freeSince !== undefined) this.free.push({ from: this.freeSince, until: t });
    this.freeSince = undefined;
  }
}
