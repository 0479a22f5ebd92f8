import {
  assertNever,
  DEFAULT_RETENTION,
  isolate,
  keepText,
  NOTHING,
  parsePlaceList,
  plainAnswer,
  readKeepText,
  say,
  type ListedPlace,
  type PreferenceKey,
} from '../../../shared/index.ts';
import type { Question } from './types.ts';

/** A setting that the page wants changed. Values as one would type them. */
export interface WantedChange {
  readonly key: Exclude<PreferenceKey, 'user'>;
  readonly value: string;
  /** What holds now, and whether it was set here. */
  readonly before: string;
  readonly own: boolean;
  /** What holds for all devices. */
  readonly common: string;
  /** How many backups the vault keeps here. */
  readonly keep: string;
  /** The device; undefined for all. */
  readonly name: string | undefined;
  /** Nothing but a certificate of its own shows which device answers at an address. */
  readonly isPinned: boolean;
  /** A folder that a person chose in the system's dialog. */
  readonly chosen: boolean;
}

/**
 * The page may be anybody's. What loses something, or sends something where nobody sent it before, the person is asked by the
 * system; what keeps the program quiet and can be taken back is shown by a notification.
 */
export type Consent =
  | { readonly kind: 'free' }
  | { readonly kind: 'ask'; readonly question: Question }
  | { readonly kind: 'tell'; readonly title: string };

const FREE: Consent = { kind: 'free' };

export function consentTo(change: WantedChange): Consent {
  const { key, value, before, name, chosen } = change;
  // It was not set here: nothing changes.
  if (!change.own && plainAnswer(value) === 'default') return FREE;
  const about = name === undefined ? say('shell.confirm.all-devices') : `"${isolate(name)}"`;
  const subject = name === undefined ? say('shell.told.all-devices') : isolate(name);
  switch (key) {
    case 'name':
    case 'group':
    case 'tell-success':
      return FREE;
    case 'schedule':
      return { kind: 'tell', title: say('shell.told.schedule', { about: subject }) };
    case 'quiet-hours':
      return { kind: 'tell', title: say('shell.told.quiet-hours') };
    case 'keep':
      return isAtLeast(resolved(change, keepText(DEFAULT_RETENTION)), before) ? FREE : ask(questionOf.fewer(about));
    case 'copy-to': {
      if (chosen) return FREE;
      const [places, old] = [placesOf(resolved(change, NOTHING)), placesOf(before)];
      const inOld = (folder: string): ListedPlace | undefined => old.find((one) => one.folder === folder);
      const keepsFewer = places.some(({ folder, keep = change.keep }) => {
        const known = inOld(folder);
        return known !== undefined && !isAtLeast(keep, known.keep ?? change.keep);
      });
      if (keepsFewer) return ask(questionOf.fewer(about));
      // Copies may stand there from an earlier day, left out a moment ago without a question.
      const added = places.filter(({ folder }) => inOld(folder) === undefined).map(({ folder }) => folder);
      if (added.length > 0) return ask(questionOf.places(about, added.join(', ')));
      return places.length === old.length
        ? FREE
        : { kind: 'tell', title: say('shell.told.copy-to', { about: subject }) };
    }
    case 'vault':
      return chosen ? FREE : ask(questionOf.vault(about));
    case 'address':
      return change.isPinned ? FREE : ask(questionOf.address(name ?? '', value.trim()));
    case 'ping-url':
    case 'webhook':
    case 'ntfy': {
      const answer = plainAnswer(value);
      if (answer === undefined) return ask(questionOf.alarm(about, hostOf(value)));
      // Without an address of its own, a device's alarms go where those of all others go.
      if (answer === 'default' && name !== undefined && change.common !== NOTHING) {
        return ask(questionOf.alarm(about, change.common));
      }
      return before === NOTHING ? FREE : ask(questionOf.noAlarm(about, before));
    }
    default:
      return assertNever(key);
  }
}

const questionOf = {
  fewer: (about: string): Question => ({
    message: say('shell.confirm.fewer', { about }),
    detail: say('shell.confirm.fewer.detail'),
    action: say('shell.confirm.fewer.action'),
  }),
  places: (about: string, places: string): Question => ({
    message: say('shell.confirm.places', { about, places }),
    detail: say('shell.confirm.places.detail'),
    action: say('shell.confirm.places.action'),
  }),
  vault: (about: string): Question => ({
    message: say('shell.confirm.vault', { about }),
    detail: say('shell.confirm.vault.detail'),
    action: say('shell.confirm.vault.action'),
  }),
  address: (name: string, address: string): Question => ({
    message: say('shell.confirm.address', { name, address }),
    detail: say('shell.confirm.address.detail'),
    action: say('shell.confirm.address.action'),
  }),
  alarm: (about: string, host: string): Question => ({
    message: say('shell.confirm.alarm', { about, host }),
    detail: say('shell.confirm.alarm.detail'),
    action: say('shell.confirm.alarm.action'),
  }),
  noAlarm: (about: string, host: string): Question => ({
    message: say('shell.confirm.no-alarm', { about, host }),
    detail: say('shell.confirm.no-alarm.detail'),
    action: say('shell.confirm.no-alarm.action'),
  }),
};

function ask(question: Question): Consent {
  return { kind: 'ask', question };
}

/** What is meant by a value that may be the word for "as it was at first". */
function resolved({ value, name, common }: WantedChange, first: string): string {
  if (plainAnswer(value) !== 'default') return value;
  return name === undefined ? first : common;
}

/** Whether a rule keeps everything that another one keeps. One in other words than the program's own is not read here. */
function isAtLeast(typed: string, before: string): boolean {
  const [rule, old] = [readKeepText(typed), readKeepText(before)];
  if (rule === undefined || old === undefined) return false;
  return rule.newest >= old.newest && rule.weekly >= old.weekly && rule.monthly >= old.monthly;
}

function placesOf(list: string): readonly ListedPlace[] {
  return plainAnswer(list) === undefined ? (parsePlaceList(list) ?? []) : [];
}

/** Of the address of an alarm no more is shown: the rest is a secret. */
function hostOf(address: string): string {
  return URL.parse(address.trim())?.host ?? '';
}
