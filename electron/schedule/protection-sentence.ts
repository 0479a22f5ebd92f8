import { assertNever, say } from '../../shared/index.ts';
import type { Calendar } from './occurrences.ts';
import { ago, moment, type Phrase } from './phrases.ts';
import type { Protection } from './protection.ts';

/**
 * What happened, since when, what a person can do, and what comes next:
 * "Office router: last verified backup 9 hours ago. Next: tonight 03:00."
 * @returns the sentence and until when it stays true by itself
 */
export function protectionSentence(name: string, protection: Protection, calendar: Calendar, now: number): Phrase {
  const when: When = (at, zone = 'local') => moment(at, now, calendar.zone(zone), calendar.localZone);
  const parts = [...head(name, protection, when), ...last(name, protection, when, now), ...outlook(protection, when)];
  return {
    text: parts.map(({ text }) => text).join(' '),
    until: Math.min(protection.changesAt ?? Infinity, ...parts.map(({ until }) => until)),
  };
}

type When = (at: number, zone?: string) => Phrase;

function head(name: string, protection: Protection, when: When): readonly Phrase[] {
  switch (protection.state) {
    case 'needs-you':
    case 'failing': {
      const { message, hint } = protection.error;
      return [
        around(when(protection.since), (since) =>
          say(`schedule.state.${protection.state}`, { name, since, message, hint }),
        ),
      ];
    }
    case 'overdue': {
      const { slot, why } = protection.overdue;
      return [
        around(when(slot.at, slot.zone), (passed) =>
          why === undefined
            ? say('schedule.state.overdue', { name, slot: passed })
            : say('schedule.state.overdue.why', { name, slot: passed, why: say(`schedule.why.${why}`) }),
        ),
      ];
    }
    case 'never':
      return [lasting(say('schedule.state.never', { name }))];
    case 'running':
      return [lasting(say('schedule.state.running', { name }))];
    case 'paused':
      return [lasting(say('schedule.state.paused', { name }))];
    case 'protected':
      return [];
    default:
      return assertNever(protection);
  }
}

/** How old the newest backup is; in the state `protected` that is the message itself. */
function last(name: string, { state, lastBackup }: Protection, when: When, now: number): readonly Phrase[] {
  if (lastBackup === undefined) return state === 'never' ? [] : [lasting(say('schedule.last.none'))];
  const { startedAt, verifiedAt } = lastBackup;
  const age =
    startedAt > now
      ? around(when(startedAt), (dated) => say('schedule.ago.ahead', { moment: dated }))
      : ago(Math.min(verifiedAt, now), now);
  return [
    around(age, (text) =>
      state === 'protected'
        ? say('schedule.state.protected', { name, ago: text })
        : say('schedule.last', { ago: text }),
    ),
  ];
}

function outlook(protection: Protection, when: When): readonly Phrase[] {
  const { state, running, pause, soon, next } = protection;
  if (running !== undefined) return under(state);
  if (pause !== undefined) return [pauseOutlook(pause.until, when)];
  if (state === 'needs-you') return [];
  if (soon === 'network') return [lasting(say('schedule.awaiting-network'))];
  if (state === 'failing' && protection.retryAt !== undefined) {
    return [around(when(protection.retryAt), (text) => say('schedule.next-try', { when: text }))];
  }
  if (soon === 'starting' && state === 'overdue') return [lasting(say('schedule.catching-up'))];
  if (next === undefined) return [];
  return [around(when(next.at, next.zone), (text) => say('schedule.next', { when: text }))];
}

/** What a run that is under way means in a state that hides it. */
function under(state: Protection['state']): readonly Phrase[] {
  switch (state) {
    case 'needs-you':
    case 'failing':
      return [lasting(say('schedule.trying-now'))];
    case 'overdue':
      return [lasting(say('schedule.catching-up'))];
    case 'never':
      return [lasting(say('schedule.first-under-way'))];
    case 'running':
    case 'paused':
    case 'protected':
      return [];
    default:
      return assertNever(state);
  }
}

function pauseOutlook(until: number | undefined, when: When): Phrase {
  if (until === undefined) return lasting(say('schedule.paused-open'));
  return around(when(until), (text) => say('schedule.paused-until', { when: text }));
}

function lasting(text: string): Phrase {
  return { text, until: Infinity };
}

function around({ text, until }: Phrase, sentence: (text: string) => string): Phrase {
  return { text: sentence(text), until };
}
