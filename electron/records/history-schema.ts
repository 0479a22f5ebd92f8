/** "RKHD": marks a SQLite file as a history of Routerkeep (PRAGMA application_id). */
export const APPLICATION_ID = 0x524b4844;

/**
 * Step n brings a history from version n to n + 1 (PRAGMA user_version). A step that was released is never changed:
 * what comes later (occurrences, tellings) is a new step below.
 *
 * Times are ISO 8601 in UTC with milliseconds, so that text order is time order.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    device_id TEXT NOT NULL,
    device_name TEXT NOT NULL,
    trigger TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    outcome TEXT NOT NULL,
    file TEXT,
    bytes INTEGER,
    sha256 TEXT,
    content_hash TEXT,
    changed INTEGER,
    firmware TEXT,
    duration_ms INTEGER,
    error TEXT
  ) STRICT;
  CREATE INDEX runs_by_device ON runs (device_id, started_at);
  CREATE INDEX runs_by_time ON runs (started_at);
  CREATE TABLE refusals (host_key TEXT NOT NULL, at TEXT NOT NULL) STRICT;
  CREATE INDEX refusals_by_host ON refusals (host_key, at);
  `,
];

export const HISTORY_VERSION = MIGRATIONS.length;

/** Fails to prepare where a table or a column is missing, whatever the version number claims. */
export const SCHEMA_PROBES: readonly string[] = [
  `SELECT id, device_id, device_name, trigger, started_at, ended_at, outcome, file, bytes, sha256, content_hash, changed,
    firmware, duration_ms, error FROM runs LIMIT 0`,
  'SELECT host_key, at FROM refusals LIMIT 0',
];
