import stringWidth from 'string-width';
import { printable } from './printable.ts';

const GAP = 2;
/** Cells of a name that is cut. */
const SHORTEST_NAME = 16;

/**
 * Columns under their headings, aligned by what a terminal shows (wide characters take two cells).
 * Where the table is wider than `columns`, its first column, which holds names, is cut, though not below what tells names
 * apart; where that is not enough, each row becomes a block of its own: lines that a terminal breaks are harder to read.
 * Without `columns` (no terminal) a table is as wide as it needs to be.
 */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  columns?: number,
): readonly string[] {
  const whole = [headings, ...rows].map((row) => row.map(printable));
  const surplus = totalOf(widthsOf(whole)) - (columns ?? Infinity);
  const room = Math.max(SHORTEST_NAME, (widthsOf(whole)[0] ?? 0) - surplus);
  const cells = surplus <= 0 ? whole : whole.map(([name = '', ...rest]) => [cut(name, room), ...rest]);
  const widths = widthsOf(cells);
  if (totalOf(widths) > (columns ?? Infinity)) return formatBlocks(headings, rows);
  return cells.map((row) =>
    row
      .map((cell, column) => pad(cell, (widths[column] ?? 0) + GAP))
      .join('')
      .trimEnd(),
  );
}

function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  return (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))));
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP, -GAP);
}

/** Ends in an ellipsis where it does not fit; no character is cut in itself. */
function cut(text: string, room: number): string {
  if (stringWidth(text) <= room) return text;
  let start = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(start + segment) > room - 1) break;
    start += segment;
  }
  return `${start.trimEnd()}…`;
}

/** Label and value, line by line; a value of several lines keeps its column. */
export function formatPairs(
  pairs: readonly (readonly [label: string, value: string])[],
  indent = 0,
): readonly string[] {
  const width = Math.max(...pairs.map(([label]) => stringWidth(label))) + GAP;
  return pairs.flatMap(([label, value]) =>
    value
      .split('\n')
      .map((line, index) => `${' '.repeat(indent)}${pad(index === 0 ? label : '', width)}${printable(line)}`.trimEnd()),
  );
}

function formatBlocks(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.flatMap(([title = '', ...cells], index) => [
    ...(index === 0 ? [] : ['']),
    printable(title),
    ...formatPairs(
      cells.map((cell, column) => [headings[column + 1] ?? '', cell] as const),
      GAP,
    ),
  ]);
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
