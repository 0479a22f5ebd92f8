import { say } from './words/say.ts';

const SIZES = ['size.bytes', 'size.kb', 'size.mb', 'size.gb'] as const;

/** The one way to say how large something is: "92 KB", "1.4 MB". */
export function sizeText(bytes: number): string {
  if (bytes === 1) return say('size.byte', { count: bytes });
  // 999.6 KB would be rounded to "1,000 KB": it is a megabyte then.
  const power = SIZES.findIndex((_, index) => Math.round(bytes / 1000 ** index) < 1000);
  const unit = power === -1 ? SIZES.length - 1 : power;
  const value = bytes / 1000 ** unit;
  const rounded = Number(value.toFixed(value < 10 && unit > 0 ? 1 : 0));
  return say(SIZES[unit] ?? 'size.bytes', {
    // Below a thousand there is nothing to group, and the platform's formatter takes 16 ms and 10 MB to start.
    count: rounded < 1000 ? rounded : new Intl.NumberFormat('en').format(rounded),
  });
}
