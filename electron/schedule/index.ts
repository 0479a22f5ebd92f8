/** The calendar arithmetic of Routerkeep: pure functions over plain data, with the clock as a parameter. */
export { type Absence, readTicks, type Tick, type TickReading } from './absence.ts';
export { actionId, type NotificationAction, parseActionId } from './action.ts';
export type { CopiesAbout, CopyNote, CopyNotification } from './copy-note-text.ts';
export { knockDelay } from './back-off.ts';
export { type Decision, due, type Due, journalAfter } from './due.ts';
export { type FleetDevice, fleetProtection, type FleetProtection } from './fleet.ts';
export { ended, interrupted, isSatisfied, isSettled, occurrenceKey, type RunEnd, started } from './journal.ts';
export { nextMoment } from './next-moment.ts';
export { type LoneRun, nightSentence, runSentence } from './night.ts';
export { type Calendar, createCalendar, type Occurrence, type Occurrences } from './occurrences.ts';
export { parseMoment } from './parse-moment.ts';
export { parseSchedule } from './parse-schedule.ts';
export { ago, moment, type Phrase } from './phrases.ts';
export { protection, type Protection } from './protection.ts';
export { protectionSentence } from './protection-sentence.ts';
export { parseQuietHours, quietHoursText, quietUntil } from './quiet-hours.ts';
export { scheduleInWords, scheduleText } from './schedule-text.ts';
export {
  activePause,
  ANSWERED,
  type Connection,
  NEW_CONNECTION,
  type Pause,
  type Situation,
  unanswered,
} from './situation.ts';
export { spreadOffset, spreadWindow } from './spread.ts';
export { tell, type Telling, type TellSettings, type ToldAbout } from './tell.ts';
export { copiesOverdueAt, type CopyTelling, tellCopies } from './tell-copies.ts';
export type { Note, Notification } from './tell-text.ts';
export { storedSentence, tellUnsound, type UnsoundAbout, type UnsoundTelling } from './tell-unsound.ts';
export type { Zone } from './zone.ts';
