/**
 * What `status` says of a task. Nobody has written down what a device may answer (protocol.md 3.3): R aerialls pull 35
 * `finish: true`; R field report `state: "finish"`; the other spellings are I. So words are graded: some say that a task is
 * done, some say so only where nothing speaks against it, and what is not understood is named.
 */
export type TaskState =
  | { readonly kind: 'running' }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed' }
  /** It says something that we do not know, or two things that do not go together. `words`: names and short words, no other values. */
  | { readonly kind: 'unclear'; readonly words: string };

const DONE_FLAGS = ['finish', 'finished', 'done', 'complete', 'completed', 'isfinish', 'isfinished', 'isdone'];
const STATE_NAMES = ['state', 'status', 'taskstate', 'taskstatus', 'result', 'stage', 'phase'];
const PROGRESS_NAMES = ['progress', 'percent', 'percentage'];
const ERROR_NAMES = ['error', 'errors', 'err', 'errcode', 'errorcode', 'errno'];

const DONE_WORDS = ['finish', 'finished', 'done', 'complete', 'completed'];
/** These may also be about the question that was asked. */
const WELL_WORDS = ['success', 'successful', 'succeed', 'succeeded', 'ok', 'ready', 'true', '1', 'yes', '100', '100%'];
const RUNNING_WORDS = [
  'running',
  'run',
  'waiting',
  'wait',
  'pending',
  'queued',
  'queueing',
  'start',
  'started',
  'starting',
  'init',
  'initializing',
  'processing',
  'process',
  'preparing',
  'prepare',
  'progress',
  'inprogress',
  'working',
  'busy',
  'exporting',
  'export',
  'packing',
  'backup',
  'backingup',
  'backuping',
  'ongoing',
  'active',
  'executing',
  'unfinished',
  'notfinished',
  'false',
  '0',
  'no',
  '',
];
const FAILED_WORDS = [
  'fail',
  'failed',
  'failure',
  'error',
  'err',
  'abort',
  'aborted',
  'cancel',
  'canceled',
  'cancelled',
  'timeout',
  'crashed',
];
const NO_ERROR_WORDS = [
  'none',
  'noerror',
  'noerrors',
  'null',
  'nil',
  'undefined',
  'false',
  'ok',
  'success',
  'successful',
  'succeeded',
  'errnone',
  'eok',
  'errok',
  'errsuccess',
  '0',
  '',
];

/** Letters and digits in lower case: `In-Progress`, `in_progress` and `inProgress` are one word. */
function folded(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}%]/gu, '');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** No answer nests deeper than this; what goes on for ever says nothing. */
const DEEPEST = 20;
/** Where a device may wrap what it says once more. */
const WRAPPINGS = ['task', 'tasks', 'data', 'state', 'status', 'result', 'info'];

/** What is said, name by name, also in what is wrapped once or twice. */
function statements(data: unknown, depth = 0): readonly (readonly [name: string, value: unknown])[] {
  if (Array.isArray(data)) return data.length === 1 && depth <= 2 ? statements(data[0], depth + 1) : [];
  if (!isObject(data) || depth > 2) return [];
  return Object.entries(data).flatMap(([name, value]) => {
    const isWrapping = WRAPPINGS.includes(folded(name)) && typeof value === 'object' && value !== null;
    return isWrapping ? statements(value, depth + 1) : [[name, value] as const];
  });
}

type Word = 'done' | 'well' | 'running' | 'failed' | 'unknown';

/** @param isFlag `finish: 1` is done; `state: 1` may count anything, and says so only where nothing contradicts */
function wordOf(value: unknown, isFlag: boolean): Word | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? (isFlag ? 'done' : 'well') : 'running';
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = folded(String(value));
  if (DONE_WORDS.includes(word)) return 'done';
  if (WELL_WORDS.includes(word)) return isFlag ? 'done' : 'well';
  if (FAILED_WORDS.includes(word)) return 'failed';
  return RUNNING_WORDS.includes(word) ? 'running' : 'unknown';
}

/** @param data of the answer to `status` */
export function readTaskState(data: unknown): TaskState {
  const words: Word[] = [];
  let isFull = false;
  let failed = false;
  for (const [name, value] of statements(data)) {
    const called = folded(name);
    if (ERROR_NAMES.includes(called)) failed ||= saysError(value);
    else if (PROGRESS_NAMES.includes(called)) isFull ||= /^100(\.0+)?%?$/.test(String(value).trim());
    else if (DONE_FLAGS.includes(called)) words.push(wordOf(value, true) ?? 'running');
    else if (STATE_NAMES.includes(called) || called === 'success') {
      const word = wordOf(value, false);
      // `success: true` beside everything else is about the question.
      if (word !== undefined && !(called === 'success' && word === 'well')) {
        words.push(called === 'success' && word === 'running' ? 'failed' : word);
      }
    }
  }
  const says = (word: Word): boolean => words.includes(word);
  if (failed || says('failed')) return { kind: 'failed' };
  if (says('done')) return { kind: 'finished' };
  const isWell = says('well') || isFull;
  if (isWell && !says('running')) return { kind: 'finished' };
  if (isWell || says('unknown') || words.length === 0) return unclear(data);
  return { kind: 'running' };
}

function unclear(data: unknown): TaskState {
  return { kind: 'unclear', words: describeStatements(data) };
}

const LONGEST_WORD = 40;
const MOST_NAMES = 12;

/**
 * What was said, for the log and for people: names, and of values only numbers and the words of a state. Anything else may
 * be a secret.
 */
function describeStatements(data: unknown): string {
  const said = statements(data).slice(0, MOST_NAMES);
  const shown = said.map(([name, value]) => {
    const label = /^[\w.-]{1,40}$/.test(name) ? name : '?';
    const isState = [...DONE_FLAGS, ...STATE_NAMES, ...PROGRESS_NAMES].includes(folded(name));
    const isPlain =
      typeof value === 'boolean' ||
      (isState && typeof value === 'number') ||
      (isState && typeof value === 'string' && value.length <= LONGEST_WORD && /^[\p{L}\p{N} _.%-]*$/u.test(value));
    return isPlain ? `${label}=${String(value)}` : label;
  });
  return shown.length === 0 ? '-' : shown.join(', ');
}

/** Zero, empty, absent and "no error" in any spelling say that there is no error; beside a number, a text says nothing. */
function saysError(value: unknown, depth = 0): boolean {
  if (value === undefined || value === null || value === false || value === 0) return false;
  if (typeof value === 'string') return !NO_ERROR_WORDS.includes(folded(value)) && !/^0+(x0+)?$/.test(value.trim());
  if (typeof value !== 'object') return true;
  if (depth >= DEEPEST) return false;
  const inner = 'code' in value ? [value.code] : Object.values(value);
  return inner.some((one) => saysError(one, depth + 1));
}
