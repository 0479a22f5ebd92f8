import { keepError, type Warning } from '../../shared/index.ts';
import { productOf, type ConfigInfo } from './config-info.ts';
import type { VerifyOptions } from './types.ts';

/** Below this share of the last good backup, size or rows have collapsed (protocol.md 4.3). */
const COLLAPSE = 0.5;

/**
 * Compares where an archive says it comes from with the device it was taken from.
 * A field that config_info leaves out cannot disagree.
 * @throws KeepError device/other-device
 */
export function checkOrigin(info: ConfigInfo, expected: VerifyOptions['expected']): void {
  if (expected?.product !== undefined && productOf(info) !== expected.product) {
    throw keepError('device/other-device', { expected: expected.product, found: info.osName });
  }
  if (expected?.unique !== undefined && info.unique !== undefined && info.unique !== expected.unique) {
    throw keepError('device/other-device', { expected: expected.unique, found: info.unique });
  }
}

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
