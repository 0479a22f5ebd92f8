import stringWidth from 'string-width';
import { printable } from './printable.ts';

const GAP = 2;

/**
 * Columns under their headings, aligned by what a terminal shows (wide characters take two cells).
 * Where the table is wider than `columns`, each row becomes a block of its own instead: lines that a terminal breaks are
 * harder to read. Without `columns` (no terminal) a table is as wide as it needs to be.
 */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  columns?: number,
): readonly string[] {
  const cells = [headings, ...rows].map((row) => row.map(printable));
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))));
  const total = widths.reduce((sum, width) => sum + width + GAP, -GAP);
  if (columns !== undefined && total > columns) return formatBlocks(headings, rows);
  return cells.map((row) =>
    row
      .map((cell, column) => pad(cell, (widths[column] ?? 0) + GAP))
      .join('')
      .trimEnd(),
  );
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
