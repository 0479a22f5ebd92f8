import type { Warning } from '../../shared/index.ts';
import type { VerifyOptions } from './types.ts';

/** Below this share of the last backup of normal size, size or rows have collapsed (protocol.md 4.3). */
const COLLAPSE = 0.5;

/** What shrank beside the last backup of normal size. */
export function collapseWarnings(
  now: { readonly bytes: number; readonly rows: number },
  previous: VerifyOptions['previous'],
): readonly Warning[] {
  if (previous === undefined) return [];
  return [
    ...(now.bytes < previous.bytes * COLLAPSE
      ? [{ code: 'collapse/size', bytes: now.bytes, previous: previous.bytes } as const]
      : []),
    ...(now.rows < previous.rows * COLLAPSE
      ? [{ code: 'collapse/rows', rows: now.rows, previous: previous.rows } as const]
      : []),
  ];
}
