import { keepError, say, type Product } from '../../shared/index.ts';
import { isPathSegment } from '../platform/path-segment.ts';

/** Where the name of a backup comes from. */
export interface BackupNaming {
  /** As the device tells it: untrusted text. */
  readonly hostName?: string;
  readonly product: Product;
  /** When the backup was taken; the name shows the local date. */
  readonly takenAt: Date;
}

const LONGEST_HOST = 63;
const MOST_A_SECOND = 1000;

/**
 * The names a new backup may take, best first: `SynologyRouter_20261120.dss`, with the time for a second one
 * of the same day, then with a counter.
 */
export function* backupNames({ hostName, product, takenAt }: BackupNaming): Generator<string> {
  const stem = `${reduceHostName(hostName ?? '') || defaultStem(product)}_${dateDigits(takenAt)}`;
  const timed = `${stem}_${timeDigits(takenAt)}`;
  yield `${stem}.dss`;
  yield `${timed}.dss`;
  for (let count = 2; count <= MOST_A_SECOND; count += 1) yield `${timed}-${count}.dss`;
}

/** Letters keep their base form ("Büro" is "Buro"), anything else unsafe becomes a dash; no hidden name, no path. */
function reduceHostName(hostName: string): string {
  return hostName
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, LONGEST_HOST)
    .replace(/[.-]+$/, '');
}

function defaultStem(product: Product): string {
  return product === 'SRM' ? 'SynologyRouter' : 'DiskStation';
}

function dateDigits(date: Date): string {
  return `${digits(date.getFullYear(), 4)}${digits(date.getMonth() + 1, 2)}${digits(date.getDate(), 2)}`;
}

function timeDigits(date: Date): string {
  return `${digits(date.getHours(), 2)}${digits(date.getMinutes(), 2)}${digits(date.getSeconds(), 2)}`;
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

/** Whether a name in a device's folder can be that of an archive: foreign and hidden files are none of ours. */
export function isBackupName(name: string): boolean {
  return /^[^.].*\.dss$/is.test(name) && isPathSegment(name);
}

export function sidecarNameOf(file: string): string {
  return `${file}.json`;
}

/** The archive a sidecar's name belongs to; undefined for other files. */
export function archiveNameOf(name: string): string | undefined {
  const file = name.endsWith('.json') ? name.slice(0, -'.json'.length) : '';
  return isBackupName(file) ? file : undefined;
}

/** Refuses anything but a plain file name, so that no caller reaches outside the folder. @throws KeepError `usage/invalid` */
export function requireBackupName(file: string): void {
  if (isBackupName(file)) return;
  throw keepError('usage/invalid', {
    problem: say('vault.no-backup-name', { file }),
    remedy: say('vault.see-history'),
  });
}

/** Two names that some disk takes for one: case and composition of letters do not count there. */
export function foldName(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase();
}
