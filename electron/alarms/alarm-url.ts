import { keepError, say, type AlarmKind } from '../../shared/index.ts';
import { isLocalHost } from '../platform/local-network.ts';

const LONGEST = 2000;

/** What `signal` adds to the path of a dead-man's-switch (Healthchecks, "Pinging API"). */
const OWN_ENDINGS = ['start', 'fail', 'log'];

/** What ntfy takes for a topic (ntfy, server/server.go). */
const TOPIC = /^[-_A-Za-z0-9]{1,64}$/;

/**
 * The address of an alarm as a person pasted it, in the form in which it is kept. It holds a token: it is a secret,
 * and no error repeats any of it. A user name and password inside become an Authorization header.
 * @throws KeepError `usage/invalid` with one sentence that says what is wrong
 */
export function parseAlarmUrl(kind: AlarmKind, text: string): string {
  const refuse = (problem: string): never => {
    throw keepError('usage/invalid', { problem, remedy: say(`alarms.remedy.${kind}`) });
  };
  const trimmed = text.trim();
  if (trimmed === '') return refuse(say('alarms.url.empty'));
  if (trimmed.length > LONGEST) return refuse(say('alarms.url.long', { most: LONGEST }));
  // URL would drop line ends and tabs silently, wherever they stand.
  if (/[\s\p{Cc}]/u.test(trimmed)) return refuse(say('alarms.url.blank'));
  if (!/^https?:\/\//i.test(trimmed)) return refuse(say('alarms.url.scheme'));
  const url = URL.parse(trimmed);
  if (url === null) return refuse(say('alarms.url.broken'));
  if (url.protocol === 'http:' && !isLocalHost(url.hostname)) return refuse(say('alarms.url.cleartext'));
  if (!canDecode(url.username) || !canDecode(url.password)) return refuse(say('alarms.url.credentials'));
  url.hash = '';
  const problem = problemOfPath(kind, url);
  return problem === undefined ? url.href : refuse(problem);
}

function problemOfPath(kind: AlarmKind, url: URL): string | undefined {
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1);
  switch (kind) {
    case 'ping':
      if (last === undefined) return say('alarms.url.no-path');
      return OWN_ENDINGS.includes(last) ? say('alarms.url.own-ending', { ending: last }) : undefined;
    case 'ntfy':
      return last !== undefined && TOPIC.test(last) ? undefined : say('alarms.url.topic');
    case 'webhook':
      // Some take messages at their root, told apart by a query or by the host name.
      return undefined;
  }
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Host and port of an alarm's address: all of it that may be shown. */
export function alarmHost(url: string): string {
  return URL.parse(url)?.host ?? '';
}
