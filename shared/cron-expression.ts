import { typedText } from './typed-text.ts';
import { say } from './words/say.ts';

type FieldName = 'minute' | 'hour' | 'day' | 'month' | 'weekday';

interface Field {
  readonly name: FieldName;
  readonly low: number;
  readonly high: number;
  /** Names that stand for numbers, from `low` on. */
  readonly names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', low: 0, high: 59, names: [] },
  { name: 'hour', low: 0, high: 23, names: [] },
  { name: 'day', low: 1, high: 31, names: [] },
  {
    name: 'month',
    low: 1,
    high: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  // 7 is Sunday too, so that "fri-sun" and "5-7" are ranges.
  { name: 'weekday', low: 0, high: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * What is wrong with a five-field cron expression, as a sentence; undefined when nothing is.
 * Narrower than croner on purpose: no seconds or years, no L, W, #, nicknames; and never a plan that cannot come true.
 */
export function cronProblem(expression: string): string | undefined {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    return say('schedule.cron.fields', { count: expression.trim() === '' ? 0 : parts.length });
  }
  const values: Partial<Record<FieldName, readonly number[]>> = {};
  for (const [index, field] of FIELDS.entries()) {
    const read = readField(parts[index] ?? '', field);
    if (read === undefined) return fieldProblem(parts[index] ?? '', field);
    values[field.name] = read;
  }
  const anyWeekday = parts[4] === '*';
  const comes = values.month?.some((month) => values.day?.some((day) => day <= (LONGEST_MONTHS[month - 1] ?? 0)));
  return anyWeekday && comes !== true ? say('schedule.cron.never') : undefined;
}

function fieldProblem(text: string, { name }: Field): string {
  return say('schedule.cron.field', { field: name, text: typedText(text) });
}

function readField(text: string, field: Field): readonly number[] | undefined {
  const items = text.split(',').map((item) => readItem(item.toLowerCase(), field));
  return items.some((item) => item === undefined) ? undefined : items.flatMap((item) => item ?? []);
}

/** A star, 5, 1-5, and a step behind a star or a range: 8-18/2. */
function readItem(item: string, field: Field): readonly number[] | undefined {
  const [, range, step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(item) ?? [];
  if (range === undefined) return undefined;
  const stride = step === undefined ? 1 : Number(step);
  const [from, to] = range === '*' ? [field.low, field.high] : bounds(range, field);
  if (from === undefined || to === undefined || from > to || stride < 1 || stride > field.high) return undefined;
  // A step behind a single number means something else in every cron: not accepted.
  if (step !== undefined && from === to && !range.includes('-')) return undefined;
  return Array.from({ length: Math.floor((to - from) / stride) + 1 }, (_, n) => from + n * stride);
}

function bounds(range: string, field: Field): readonly (number | undefined)[] {
  const ends = range.split('-');
  if (ends.length > 2) return [];
  const [from = '', to = from] = ends;
  return [number(from, field), ends.length === 2 && to === 'sun' ? 7 : number(to, field)];
}

function number(text: string, { low, high, names }: Field): number | undefined {
  const named = names.indexOf(text);
  if (named >= 0) return named + low;
  if (!/^\d{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= low && value <= high ? value : undefined;
}
