import { createHmac, randomBytes } from 'node:crypto';
import { asKeepError, type Exchange } from '../../shared/index.ts';
import { maskName, maskText, maskValue, sizeClass, type Masking } from '../platform/mask.ts';
import type { Fields } from './form.ts';
import { parseJson } from './reply.ts';
import type { HttpAnswer } from './transport.ts';

/** Writes down what is asked and what shape the answers have, for a report that others may read. */
export interface Recorder {
  /** Words that tell whose a device is. What is remembered of them is a hash. */
  readonly hide: (...words: readonly (string | undefined)[]) => void;
  readonly masking: Masking;
  readonly add: (exchange: Exchange) => void;
  /** In the order in which they were asked; equal ones in a row are one. */
  readonly exchanges: () => readonly Exchange[];
}

/** No diagnosis needs as many; a task that is polled for minutes gives one or two kinds of answers. */
const MOST_EXCHANGES = 500;
/** The list of interfaces of a large NAS has some 200 kB. */
const TEXT_LIMIT = 4 * 1024 * 1024;
const HEAD_BYTES = 4;

export function createRecorder(): Recorder {
  const key = randomBytes(32);
  const hidden = new Set<string>();
  const hash = (word: string): string => createHmac('sha256', key).update(word.toLowerCase()).digest('base64');
  const exchanges: Exchange[] = [];
  return {
    hide: (...words) => {
      for (const word of words) {
        if (word === undefined) continue;
        for (const part of [word, ...word.split(/[^\p{L}\p{N}]+/u)]) if (part.length > 1) hidden.add(hash(part));
      }
    },
    masking: { isPrivate: (word) => hidden.has(hash(word)) },
    add: (exchange) => {
      const last = exchanges.at(-1);
      const alike = JSON.stringify({ ...last, times: 0 }) === JSON.stringify({ ...exchange, times: 0 });
      if (last !== undefined && alike) {
        exchanges[exchanges.length - 1] = { ...last, times: last.times + exchange.times };
      } else if (exchanges.length < MOST_EXCHANGES) exchanges.push(exchange);
    },
    exchanges: () => exchanges,
  };
}

/** What is sent, as far as a report tells it. */
export interface Asked {
  readonly api?: string;
  readonly method?: string;
  readonly version?: number;
  readonly path: string;
  readonly fields: Fields;
  readonly session: { readonly sid: string; readonly token?: string } | undefined;
  readonly host: string;
  /** An answer made of words: what they are is what a report is for. */
  readonly anyWord: boolean;
}

/** Sends, and writes down what becomes of it. Without a recorder it sends and nothing else. */
export async function recorded(
  recorder: Recorder | undefined,
  asked: Asked,
  exchange: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  if (recorder === undefined) return exchange();
  recorder.hide(asked.session?.sid, asked.session?.token);
  const add = (answer: Exchange['answer']): void => recorder.add(exchangeOf(recorder, asked, answer));
  try {
    return tapped(await exchange(), recorder, asked, add);
  } catch (error) {
    add({ kind: 'failure', code: asKeepError(error).code });
    throw error;
  }
}

/** A call that the device does not list is not sent; that it was wanted belongs into the report. */
export function notListed(recorder: Recorder | undefined, asked: Asked, code: number): number {
  recorder?.add(exchangeOf(recorder, asked, { kind: 'not-listed', code }));
  return code;
}

function exchangeOf({ masking }: Recorder, asked: Asked, answer: Exchange['answer']): Exchange {
  const { api, method, version, path, fields } = asked;
  return {
    ...(api === undefined ? {} : { api }),
    ...(method === undefined ? {} : { method }),
    ...(version === undefined ? {} : { version }),
    // A page of the table, or a program that the device names.
    path: path.startsWith('/') ? path : maskText(path, masking),
    fields: fields.map(([name]) => maskName(name, masking)),
    answer,
    times: 1,
  };
}

/** The answer, whose body is looked at while somebody reads it and is let go of with its end. */
function tapped(
  answer: HttpAnswer,
  recorder: Recorder,
  asked: Asked,
  add: (answer: Exchange['answer']) => void,
): HttpAnswer {
  let told = false;
  const tell = (body: Body, length: number | undefined): void => {
    if (told) return;
    told = true;
    add({ kind: 'answer', ...headOf(answer, recorder, asked.host), length: lengthOf(answer, length), body });
  };
  return {
    ...answer,
    chunks: async function* () {
      const kept: Uint8Array[] = [];
      let bytes = 0;
      let whole = false;
      try {
        for await (const chunk of answer.chunks()) {
          if (bytes < TEXT_LIMIT && (bytes === 0 || !isContainer(kept[0]))) kept.push(chunk);
          bytes += chunk.length;
          yield chunk;
        }
        whole = true;
      } finally {
        const body = bodyOf(Buffer.concat(kept), bytes, recorder, asked);
        kept.length = 0;
        tell(body, whole ? bytes : -1);
      }
    },
    discard: () => {
      tell({ kind: 'unread' }, undefined);
      answer.discard();
    },
  };
}

type Answer = Extract<Exchange['answer'], { kind: 'answer' }>;
type Body = Answer['body'];

/** @param read bytes that came; -1 where they did not come to their end */
function lengthOf(answer: HttpAnswer, read: number | undefined): Answer['length'] {
  const announced = answer.header('content-length');
  if (read === -1) return 'short';
  if (answer.hasSurplus()) return 'surplus';
  if (announced === undefined) return 'not-announced';
  return read !== undefined && read < Number(announced) ? 'short' : 'announced';
}

const TYPES =
  /^(application\/(json|octet-stream|xml|x-gzip|gzip|x-xz|force-download)|text\/(html|plain|xml|javascript))\b/i;
const ENCODINGS = /^(gzip|deflate|br|identity|x-gzip|zstd|compress)$/i;

function headOf(
  answer: HttpAnswer,
  { masking }: Recorder,
  host: string,
): Pick<Answer, 'status' | 'type' | 'encoding' | 'location' | 'cookies'> {
  const type = answer.header('content-type') ?? '';
  const encoding = answer.header('content-encoding');
  const location = answer.header('location');
  const target = location === undefined ? null : URL.parse(location, `https://${host}`);
  return {
    status: answer.status,
    type: TYPES.exec(type)?.[0].toLowerCase() ?? (type === '' ? '' : '<text:8>'),
    ...(encoding === undefined ? {} : { encoding: ENCODINGS.test(encoding) ? encoding.toLowerCase() : '<text:8>' }),
    ...(location === undefined
      ? {}
      : {
          location: {
            scheme: target?.protocol === 'https:' ? 'https' : target?.protocol === 'http:' ? 'http' : 'other',
            host: target !== null && target.host === URL.parse(`https://${host}`)?.host ? 'same' : 'other',
          },
        }),
    cookies: answer.cookies.map((cookie) => maskName(/^\s*([^=;\s]*)/.exec(cookie)?.[1] ?? '', masking)),
  };
}

function bodyOf(kept: Buffer, bytes: number, { masking }: Recorder, { anyWord }: Asked): Body {
  if (bytes === 0) return { kind: 'empty' };
  const text = kept.toString('utf8');
  if (isContainer(kept) || text.includes('\0') || text.includes('\ufffd')) {
    return { kind: 'file', bytes: sizeClass(bytes), head: kept.subarray(0, HEAD_BYTES).toString('hex') };
  }
  const start = text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .slice(0, 1);
  if (start === '<') return { kind: 'page', words: titleWords(text) };
  const json = parseJson(text);
  if (json !== undefined) return { kind: 'json', value: maskValue(json, { ...masking, anyWord }) };
  return start === '{' || start === '['
    ? { kind: 'broken-json' }
    : { kind: 'text', value: maskText(text.trim(), masking) };
}

function isContainer(bytes: Uint8Array | undefined): boolean {
  const head = Buffer.from(bytes ?? [])
    .subarray(0, 6)
    .toString('hex');
  return head.startsWith('1f8b') || head === 'fd377a585a00';
}

/** What stands in the titles of devices, proxies and portals; a name of somebody's own is left out. */
const TITLE_WORDS = new Set(
  'synology routerstation diskstation rackstation router manager srm dsm sign in login error not found bad gateway service unavailable forbidden moved permanently internal server nginx apache welcome portal'.split(
    ' ',
  ),
);

function titleWords(text: string): readonly string[] {
  const title = /<title[^>]*>([^<]{0,200})/i.exec(text)?.[1] ?? '';
  return title
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => TITLE_WORDS.has(word.toLowerCase()) || /^[345]\d\d$/.test(word));
}
