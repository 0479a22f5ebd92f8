import { sanitizeText, say } from '../../shared/index.ts';
import type { Outgoing } from './exchange.ts';
import type { Content } from './pending.ts';
import { lineOf, TEST_TEXT, textOf } from './texts.ts';
import type { AlarmMessage, AlarmTarget } from './types.ts';

/** A remembered delivery, or the test that a person asked for. */
export type Errand = { readonly id: string; readonly at: string } & (
  { readonly content: Content } | { readonly content: 'test' }
);

/** The message for a target in the form its kind understands. Undefined for a kind that has no use for it. */
export function compose(target: AlarmTarget, errand: Errand): Outgoing | undefined {
  const { url, authorization } = takeApart(target.url);
  const known = authorization === undefined ? { url } : { url, authorization };
  const { content } = errand;
  if (target.kind === 'ping') {
    if (content === 'test') return { ...known, ...ping(url, 'log', say('alarms.signal.test')) };
    if (content.type !== 'signal') return undefined;
    const { kind } = content.signal;
    return { ...known, ...ping(url, kind === 'success' ? '' : kind, lineOf(content.device, content.signal)) };
  }
  if (content !== 'test' && content.type !== 'message') return undefined;
  const message = content === 'test' ? undefined : content.message;
  return { ...known, ...(target.kind === 'webhook' ? webhook(errand, message) : ntfy(message)) };
}

/** A user name and password leave the address, so that no library can carry it into an error or a proxy's log. */
function takeApart(text: string): { readonly url: URL; readonly authorization?: string } {
  const url = new URL(text);
  const { username, password } = url;
  if (username === '' && password === '') return { url };
  url.username = '';
  url.password = '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { url, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Healthchecks, "Pinging API": the signal is a last path segment, none for success; the body is kept with the ping. */
function ping(base: URL, ending: '' | 'start' | 'fail' | 'log', body: string): Omit<Outgoing, 'authorization'> {
  const url = new URL(base);
  if (ending !== '') url.pathname = `${url.pathname.replace(/\/+$/, '')}/${ending}`;
  return { url, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** The documented shape, version 1: every field always there, null where it has no meaning. */
function webhook({ id, at }: Errand, message: AlarmMessage | undefined): Pick<Outgoing, 'headers' | 'body'> {
  const body = {
    version: 1,
    source: 'routerkeep',
    /** The same for every attempt at one message, so that a receiver can tell a repetition. */
    id,
    event: message?.event ?? 'test',
    at: message?.at ?? at,
    device: message?.device ?? null,
    error: message !== undefined && 'code' in message ? message.code : null,
    lastVerifiedAt: message?.lastVerifiedAt ?? null,
    ...(message === undefined ? TEST_TEXT() : textOf(message)),
  };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

const NTFY: Readonly<Record<AlarmMessage['event'] | 'test', { readonly priority: string; readonly tags: string }>> = {
  failing: { priority: '4', tags: 'warning' },
  'needs-you': { priority: '4', tags: 'key' },
  overdue: { priority: '4', tags: 'hourglass' },
  'copies-overdue': { priority: '3', tags: 'hourglass' },
  'copies-recovered': { priority: '3', tags: 'white_check_mark' },
  'stored-damaged': { priority: '4', tags: 'warning' },
  'stored-sound': { priority: '3', tags: 'white_check_mark' },
  recovered: { priority: '3', tags: 'white_check_mark' },
  test: { priority: '3', tags: 'bell' },
};

/** ntfy, "Publishing": the text is the body; title, priority 1 to 5 and tags are headers. */
function ntfy(message: AlarmMessage | undefined): Pick<Outgoing, 'headers' | 'body'> {
  const { title, text } = message === undefined ? TEST_TEXT() : textOf(message);
  const { priority, tags } = NTFY[message?.event ?? 'test'];
  return {
    headers: { 'content-type': 'text/plain; charset=utf-8', title: headerText(title), priority, tags },
    body: text,
  };
}

/** A header holds ASCII alone; ntfy reads the encoded words of RFC 2047 since 2.4. */
function headerText(text: string): string {
  const oneLine = sanitizeText(text);
  if (/^[ -~]*$/.test(oneLine)) return oneLine;
  return `=?UTF-8?B?${Buffer.from(oneLine).toString('base64')}?=`;
}
