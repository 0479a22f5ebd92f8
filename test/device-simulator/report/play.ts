import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Answer } from '../answer.ts';
import type { Device } from '../device.ts';
import type { Wanted } from '../calls/web-api.ts';
import type { Incoming } from '../wire/incoming.ts';
import { archiveOf } from './archive.ts';
import { fill } from './fill.ts';
import type { PlayedAnswer, PlayedReport } from './schema.ts';

/** Answers as the device of a report did. */
export interface Player {
  /** Undefined where the report does not know the call: then the profile answers. */
  readonly answer: (incoming: Incoming, wanted: Wanted | undefined, device: Device) => Promise<Played>;
}

/** `silence`: no answer, ever. `cut`: the connection ends instead. Undefined: the profile answers. */
export type Played = Answer | 'silence' | 'cut' | undefined;

/**
 * Each call is known by what it is and by the names of its fields: a sign-in in the envelope is another one than in clear.
 * Answers come in their order; the last one stays, because a device that never finished never will.
 */
export function playerOf(report: PlayedReport): Player {
  const scripts = new Map<string, { readonly answers: PlayedAnswer[]; at: number }>();
  for (const exchange of report.exchanges) {
    const { answer, times, ...asked } = exchange;
    // What the client would not send has no answer.
    if (answer.kind === 'not-listed') continue;
    for (const key of keysOf(asked.api, asked.method, asked.version, asked.path, asked.fields)) {
      const script = scripts.get(key) ?? { answers: [], at: 0 };
      // A long row of equal answers is played as one that stays as long.
      for (let time = 0; time < Math.min(times, 1_000); time += 1) script.answers.push(answer);
      scripts.set(key, script);
    }
  }
  return {
    answer: async (incoming, wanted, device) => {
      // What ends a session ends it.
      if (wanted?.method === 'logout' || incoming.path.endsWith('logout.cgi')) return undefined;
      const sent = [...incoming.params.keys()].filter((name) => incoming.from.get(name) !== 'envelope');
      const keys = keysOf(wanted?.api, wanted?.method, wanted?.version, incoming.path, sent);
      const script = keys.map((key) => scripts.get(key)).find((found) => found !== undefined);
      const answer = script?.answers[Math.min(script.at, script.answers.length - 1)];
      if (script === undefined || answer === undefined) return undefined;
      script.at += 1;
      device.log.fired.push(`report:${wanted?.method ?? incoming.path}`);
      return play(answer, report, incoming, wanted, device);
    },
  };
}

/** A certificate that changed, a name that is unknown: nothing that an answer could play. */
const FAILURES: Readonly<Record<string, 'silence' | 'cut'>> = { 'network/timeout': 'silence', 'network/reset': 'cut' };

/** From the exact one to the one that only names the call. */
function keysOf(
  api: string | undefined,
  method: string | undefined,
  version: number | undefined,
  path: string,
  fields: readonly string[],
): readonly string[] {
  if (api === undefined) return [`${path}?${[...new Set(fields)].sort().join(',')}`, path];
  const named = `${api} ${method ?? ''} ${version ?? ''}`;
  return [`${named}?${[...new Set(fields)].sort().join(',')}`, named, `${api} ${method ?? ''}`];
}

async function play(
  answer: PlayedAnswer,
  report: PlayedReport,
  incoming: Incoming,
  wanted: Wanted | undefined,
  device: Device,
): Promise<Played> {
  if (answer.kind === 'failure') return FAILURES[answer.code];
  if (answer.kind === 'not-listed') return undefined;
  const { body, status, type, encoding, location, length, cookies } = answer;
  const isLogin = wanted?.method === 'login' || incoming.path.endsWith('login.cgi');
  const succeeds = body.kind === 'json' && isRecord(body.value) && body.value.success === true;
  if (isLogin) device.log.counters.logins += 1;
  const session = isLogin && succeeds ? device.sessions.open(device.user, incoming.address, true) : undefined;
  if (isLogin && session === undefined) device.log.counters.failedLogins += 1;
  const headers: Record<string, string | readonly string[]> = {
    ...(type === '' ? {} : { 'Content-Type': type.startsWith('<') ? 'application/x-unknown' : type }),
    ...(encoding === undefined || encoding.startsWith('<') ? {} : { 'Content-Encoding': encoding }),
    ...(location === undefined
      ? {}
      : {
          Location: `${location.scheme === 'other' ? 'ftp' : location.scheme}://${location.host === 'same' ? (incoming.headers.host ?? '') : 'other.example'}/`,
        }),
    ...(cookies.length === 0
      ? {}
      : { 'Set-Cookie': cookies.map((name) => `${name.startsWith('<') ? 'c' : name}=${session?.sid ?? 'x'};path=/`) }),
  };
  const base = { status, headers, ...travelOf(length) };
  const whole = (answered: Omit<Answer, 'body'> & { readonly body: Buffer }): Answer => ({
    ...answered,
    ...base,
    headers: { ...answered.headers, ...headers },
    body: compressed(answered.body, encoding),
  });
  switch (body.kind) {
    case 'json': {
      const value = await fill(body.value, { device, session });
      return whole({ ...base, body: Buffer.from(JSON.stringify(value)), code: codeOf(body.value) });
    }
    case 'broken-json':
      return whole({ ...base, body: Buffer.from('{"success":tr') });
    case 'page':
      return whole({ ...base, body: Buffer.from(`<html><head><title>${body.words.join(' ')}</title></head></html>`) });
    case 'text':
      return whole({ ...base, body: Buffer.from(body.value.startsWith('<') ? device.user : body.value) });
    case 'file': {
      const file = await archiveOf(report.archive, body, device);
      return length === 'short'
        ? { ...base, body: file.subarray(0, Math.ceil(file.length / 2)), announced: file.length }
        : { ...base, body: file };
    }
    case 'empty':
    case 'unread':
      return { ...base, body: Buffer.alloc(0) };
  }
}

function compressed(body: Buffer, encoding: string | undefined): Buffer {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return gzipSync(body);
    case 'deflate':
      return deflateSync(body);
    case 'br':
      return brotliCompressSync(body);
    default:
      return body;
  }
}

function travelOf(length: Extract<PlayedAnswer, { kind: 'answer' }>['length']): Pick<Answer, 'delivery'> {
  return length === 'not-announced' ? { delivery: 'chunked' } : {};
}

function codeOf(value: unknown): number {
  if (!isRecord(value) || value.success !== false) return 0;
  const { error } = value;
  if (typeof error === 'number') return error;
  return isRecord(error) && typeof error.code === 'number' ? error.code : 100;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
