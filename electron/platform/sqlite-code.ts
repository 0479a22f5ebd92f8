/** Primary result codes of SQLite (sqlite.org/rescode.html) that are told apart here. */
const CODES: Readonly<Record<number, SqliteCode>> = {
  3: 'perm',
  5: 'busy',
  6: 'busy',
  8: 'readonly',
  10: 'ioerr',
  11: 'corrupt',
  13: 'full',
  14: 'cantopen',
  15: 'busy', // SQLITE_PROTOCOL: too many processes fight for the write-ahead log
  26: 'notadb',
};

export type SqliteCode = 'perm' | 'busy' | 'readonly' | 'ioerr' | 'corrupt' | 'full' | 'cantopen' | 'notadb' | 'sqlite';

/** The kind of an error that node:sqlite threw; undefined for every other error. */
export function sqliteCode(error: unknown): SqliteCode | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  // The low byte is the primary code, the rest refines it.
  return CODES[error.errcode & 0xff] ?? 'sqlite';
}

/** Extended codes (sqlite.org/rescode.html): RDLOCK, UNLOCK, LOCK, CHECKRESERVEDLOCK, SHMLOCK of SQLITE_IOERR. */
const LOCK_FAILURES: readonly number[] = [2314, 2058, 3850, 3594, 5130];

/** Whether the file system failed at locking, as opposed to somebody else having the lock. */
export function isLockFailure(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    LOCK_FAILURES.includes(error.errcode)
  );
}

/** Whether the bytes of the file are wrong, as opposed to the circumstances. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  // A number in the header that no SQLite writes; the code is the general one.
  const isForeignFormat = code === 'sqlite' && error instanceof Error && error.message === 'unsupported file format';
  return code === 'corrupt' || code === 'notadb' || isForeignFormat;
}
