/** "RKHD": marks a SQLite file as a history of Routerkeep (PRAGMA application_id). */
export const APPLICATION_ID = 0x524b4844;

/**
 * Step n brings a history from version n to n + 1 (PRAGMA user_version). A step that was released is never changed:
 * what comes later is a new step below.
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
  // A verified run whose backup was damaged or lost since is discounted. Occurrences and notes are JSON: their shape is
  // judged by schemas when they are read, and the columns beside it serve the search alone. Their times are milliseconds.
  `
  ALTER TABLE runs ADD COLUMN discounted INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX runs_that_count ON runs (device_id, started_at) WHERE outcome = 'verified' AND discounted = 0;
  CREATE TABLE occurrences (
    device_id TEXT NOT NULL,
    slot TEXT NOT NULL,
    zone TEXT NOT NULL,
    at INTEGER NOT NULL,
    open INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (device_id, slot, zone)
  ) STRICT;
  CREATE INDEX occurrences_by_time ON occurrences (device_id, at);
  CREATE INDEX occurrences_open ON occurrences (device_id) WHERE open = 1;
  CREATE TABLE absences (from_at INTEGER NOT NULL, until_at INTEGER NOT NULL, why TEXT NOT NULL) STRICT;
  CREATE INDEX absences_by_end ON absences (until_at);
  CREATE TABLE notes (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  ) STRICT;
  `,
  // Sign-ins are written down before they leave, for whatever names a device goes by; `at` in milliseconds. Refusals of the last
  // minutes are taken along.
  `
  CREATE TABLE sign_ins (
    id TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    address TEXT NOT NULL,
    certificate TEXT,
    at INTEGER NOT NULL
  ) STRICT;
  INSERT INTO sign_ins SELECT lower(hex(randomblob(16))), host, host, NULL, at FROM (
    SELECT rtrim(rtrim(host_key, '0123456789'), ':') AS host, CAST(strftime('%s', at) AS INTEGER) * 1000 AS at FROM refusals
  ) WHERE at IS NOT NULL;
  DROP TABLE refusals;
  `,
  // What is odd about a backup, and what went wrong after it: a list of facts, as JSON.
  'ALTER TABLE runs ADD COLUMN warnings TEXT',
];

export const HISTORY_VERSION = MIGRATIONS.length;

/** Fails to prepare where a table or a column is missing, whatever the version number claims. */
export const SCHEMA_PROBES: readonly string[] = [
  `SELECT id, device_id, device_name, trigger, started_at, ended_at, outcome, file, bytes, sha256, content_hash, changed,
    firmware, duration_ms, error, discounted, warnings FROM runs LIMIT 0`,
  'SELECT id, host, address, certificate, at FROM sign_ins LIMIT 0',
  'SELECT device_id, slot, zone, at, open, record FROM occurrences LIMIT 0',
  'SELECT from_at, until_at, why FROM absences LIMIT 0',
  'SELECT kind, id, record FROM notes LIMIT 0',
];
