import { say } from '../../../shared/index.ts';
import type { BackupEntry } from '../types.ts';
import type { CopyStanding } from './types.ts';

const WEEK = 7 * 24 * 60 * 60 * 1000;

/**
 * How a place stands while it is away, judged by what was remembered of it.
 * @param newest when the newest backup that lay there was taken, ISO 8601; undefined where nothing did
 */
export function standingWhileAway(here: readonly BackupEntry[], newest: string | undefined): CopyStanding {
  const after = newest === undefined ? -Infinity : Date.parse(newest);
  const taken = here.flatMap((entry) => (entry.state === 'verified' ? [entry.sidecar.takenAt] : []));
  const missing = taken
    .filter((at) => Date.parse(at) > after)
    .sort((one, other) => Date.parse(one) - Date.parse(other));
  const [since] = missing;
  return since === undefined ? { state: 'away', behind: 0 } : { state: 'away', behind: missing.length, since };
}

/** "NAS: 2 behind since Monday", in the local zone. */
export function copySentence(place: string, standing: CopyStanding, now: Date): string {
  switch (standing.state) {
    case 'current':
      return say(standing.copies === 0 ? 'copies.empty' : 'copies.current', { place });
    case 'behind':
      return say('copies.behind', { place, behind: standing.behind, since: dayOf(standing.since, now) });
    case 'away':
      if (standing.since === undefined) return say('copies.away.current', { place });
      return say('copies.away.behind', { place, behind: standing.behind, since: dayOf(standing.since, now) });
  }
}

/** "today", "Monday", and beyond a week the date. */
function dayOf(moment: string, now: Date): string {
  const date = new Date(moment);
  const age = now.getTime() - date.getTime();
  if (date.toDateString() === now.toDateString()) return say('copies.today');
  if (age > 0 && age < WEEK - 24 * 60 * 60 * 1000) return say('copies.weekday', { date });
  return say('copies.date', { date });
}

/** A short name for a place: the last part of its path that says something. "/mnt/nas/Routerkeep" is "nas". */
export function placeName(root: string): string {
  const parts = root.split(/[/\\]/).filter((part) => part !== '');
  const named = parts.filter((part) => part.toLowerCase() !== 'routerkeep');
  return named.at(-1) ?? parts.at(-1) ?? root;
}
