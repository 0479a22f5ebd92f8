import { keepError, say, typedText } from '../../shared/index.ts';

const MOST_TIMES = 48;

/**
 * Times of day as people list them, "03:00, 15:30", "at 3am and 3pm", sorted and without repetition.
 * @throws KeepError `usage/invalid`
 */
export function parseTimes(text: string, otherwise: string): readonly string[] {
  const listed = text.trim().replace(/^at /, '');
  if (listed === '') return [otherwise];
  const times = listed.split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s+(?!am\b|pm\b)/).map(parseTime);
  const distinct = [...new Set(times)].sort();
  if (distinct.length <= MOST_TIMES) return distinct;
  throw keepError('usage/invalid', {
    problem: say('schedule.too-many-times', { most: MOST_TIMES }),
    remedy: say('schedule.forms'),
  });
}

/**
 * A time of day, "3:00", "03:00", "3pm", "3:30 pm", as "HH:MM".
 * @throws KeepError `usage/invalid`
 */
export function parseTime(text: string): string {
  const [, hourText = '', minute = '00', half] = /^(\d{1,2})(?::(\d{2}))?(?: ?([ap])m)?$/i.exec(text.trim()) ?? [];
  const hour = half === undefined ? Number(hourText) : clockHour(Number(hourText), half.toLowerCase());
  // A bare number could be anything: an hour needs its minutes or am or pm.
  const complete = hourText !== '' && (text.includes(':') || half !== undefined);
  if (complete && hour >= 0 && hour <= 23 && Number(minute) <= 59) return `${String(hour).padStart(2, '0')}:${minute}`;
  throw keepError('usage/invalid', {
    problem: say('schedule.bad-time', { text: typedText(text) }),
    remedy: say('schedule.bad-time.remedy'),
  });
}

function clockHour(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}
