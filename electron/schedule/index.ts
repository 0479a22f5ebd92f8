export { type Absence, readTicks, type Tick, type TickReading } from './absence.ts';
export { RETRY_DELAYS } from './back-off.ts';
export { type Decision, type Due, due } from './due.ts';
export { ended, interrupted, isSatisfied, isSettled, occurrenceKey, type RunEnd, started } from './journal.ts';
export { type Calendar, createCalendar, type Occurrence, type Occurrences } from './occurrences.ts';
export { parseSchedule } from './parse-schedule.ts';
export { scheduleInWords, scheduleText } from './schedule-text.ts';
export {
  activePause,
  ANSWERED,
  type Connection,
  NEW_CONNECTION,
  newestBackup,
  type Pause,
  type Situation,
  unanswered,
} from './situation.ts';
export { spreadOffset, spreadWindow } from './spread.ts';
export { createZone, type Zone } from './zone.ts';
