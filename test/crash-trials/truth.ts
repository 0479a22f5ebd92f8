import { createHash } from 'node:crypto';
import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { verifyArchive } from '../../electron/archive/index.ts';
import { openHistory, openSettings, type History, type Run } from '../../electron/records/index.ts';
import { listBackups, sidecarSchema } from '../../electron/vault/index.ts';
import type { OccurrenceRow } from '../../shared/index.ts';
import { KEPT, type Lane } from './lane.ts';

/** What stands on the disk at one moment, read as the program reads it. */
export interface Facts {
  /** Oldest first. */
  readonly runs: readonly Run[];
  /** Oldest first. */
  readonly rows: readonly OccurrenceRow[];
  /** Names of whole backups in the vault with the hash of each, oldest first. */
  readonly whole: ReadonlyMap<string, string>;
  readonly openSessions: number;
  /** Sentences about what is not as it must be at any moment, killed or not. */
  readonly faults: readonly string[];
}

/** Archives that were opened before, by their hash. */
export type Opened = Set<string>;

export async function readFacts(lane: Lane, opened: Opened): Promise<Facts> {
  const faults: string[] = [];
  const settings = openSettings(lane.home);
  const { devices } = await settings.read();
  const [device] = devices;
  if (device === undefined) throw new Error('the settings have lost the device');
  faults.push(...settings.takeNotices());
  const history = openHistory(lane.home);
  try {
    const { runs, rows } = recordsOf(history, device.id);
    faults.push(...history.takeNotices(), ...(await quarantined(lane)));
    return {
      runs,
      rows,
      whole: await wholeBackups(lane.folder, opened, faults),
      openSessions: lane.device.counters.openSessions,
      faults,
    };
  } finally {
    history.close();
  }
}

function recordsOf(history: History, deviceId: string): Pick<Facts, 'runs' | 'rows'> {
  return { runs: history.listRuns({ deviceId }).toReversed(), rows: history.journal.list(deviceId).toReversed() };
}

async function quarantined({ home }: Lane): Promise<readonly string[]> {
  const there = await access(home.quarantineFolder).then(
    () => true,
    () => false,
  );
  return there ? ['something damaged was moved aside'] : [];
}

/** Every backup that counts, read in full and opened: what counts and is not whole is a fault at any moment. */
async function wholeBackups(folder: string, opened: Opened, faults: string[]): Promise<ReadonlyMap<string, string>> {
  const whole = new Map<string, string>();
  const verified = (await listBackups(folder)).filter((entry) => entry.state === 'verified').toReversed();
  for (const { file, path: archive, sidecar } of verified) {
    const bytes = await readFile(archive);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== sidecar.sha256 || bytes.length !== sidecar.bytes)
      faults.push(`${file} is not what its sidecar says`);
    if (!opened.has(sha256)) await verifyArchive(archive).catch(() => faults.push(`${file} does not open`));
    opened.add(sha256);
    whole.set(file, sha256);
  }
  return whole;
}

/** What may be left behind by no run that ended: hidden parts, files of the home under way, archives and sidecars alone. */
async function leftovers(lane: Lane): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of [lane.folder, lane.copies]) {
    const entries = await listBackups(folder);
    const kept = entries.filter(({ state }) => state === 'verified').map(({ file }) => file);
    const oldest = kept.toSorted()[0] ?? '';
    // A place is brought in order by the next copy: a deletion by its retention may stand cut until then, which is shown.
    // Only ever of one that is older than all that are kept.
    const isCutCopy = (file: string): boolean => folder === lane.copies && file < oldest;
    for (const name of await readdir(folder)) {
      const waitedFor = /^\.routerkeep-(.+\.dss)\.json\.part$/.exec(name)?.[1];
      if (waitedFor !== undefined && isCutCopy(waitedFor)) continue;
      if (name.startsWith('.') || name.endsWith('.part')) found.push(path.join(folder, name));
    }
    for (const { state, file } of entries) {
      if (state !== 'verified' && !(state === 'unknown' && isCutCopy(file))) found.push(`${state} ${file}`);
    }
  }
  const homeFiles = await readdir(lane.home.folder, { recursive: true });
  found.push(...homeFiles.filter((name) => /\.(new|tmp|part)$|probe/.test(name)));
  return found.map((name) => `left behind: ${name}`);
}

/** What must hold once the night is settled. @param kills what stood in the history as under way after each kill */
export async function untruths(
  lane: Lane,
  { before, after, kills, nights }: { before: Facts; after: Facts; kills: readonly Facts[]; nights: readonly string[] },
): Promise<readonly string[]> {
  const wrong = [...after.faults, ...(await leftovers(lane))];
  const claim = (holds: boolean, what: string): void => {
    if (!holds) wrong.push(what);
  };
  const slots = after.rows.filter(({ first }) => first === undefined).map(({ slot }) => slot);
  claim(JSON.stringify(slots) === JSON.stringify(nights), `the journal tells of ${slots.join(', ')}`);
  const row = after.rows.at(-1);
  claim(row?.slot === lane.slot() && 'backup' in row, `the night stands as ${JSON.stringify(row)}`);
  const tonight = after.runs.filter(({ startedAt }) => startedAt >= `${lane.slot()}:00.000Z`);
  const verified = tonight.filter(({ outcome }) => outcome === 'verified');
  claim(verified.length === 1, `${verified.length} verified runs for one occurrence`);
  claim(!after.runs.some(({ outcome }) => outcome === 'running'), 'a dead run stands as under way');
  claim(!tonight.some(({ outcome }) => outcome === 'failed'), `a run failed: ${JSON.stringify(tonight)}`);
  const files = new Set(verified.map(({ file }) => file));
  claim([...after.whole.keys()].filter((file) => files.has(file)).length === 1, 'its backup is not in the vault');
  for (const cut of kills.flatMap(({ runs }) => runs.filter(({ outcome }) => outcome === 'running'))) {
    const found = after.runs.find(({ id }) => id === cut.id)?.outcome;
    claim(found === 'interrupted' || found === 'verified', `a run that was cut stands as ${found ?? 'nothing'}`);
  }
  for (const cut of kills.flatMap(({ rows }) => rows.at(-1)?.attempts ?? [])) {
    if (cut.outcome !== 'running') continue;
    const told = row?.attempts.find(({ startedAt }) => startedAt === cut.startedAt)?.outcome;
    claim(told === 'interrupted' || told === 'verified', `an attempt that was cut is told as ${told ?? 'nothing'}`);
  }
  // The newest few were there before, and retention has no business with them.
  for (const [file, sha256] of [...before.whole].slice(-(KEPT - 1))) {
    claim(after.whole.get(file) === sha256, `the older backup ${file} is not what it was`);
  }
  claim(after.whole.size === Math.min(KEPT, nights.length + 1), `${after.whole.size} backups are kept`);
  const copies = await wholeBackups(lane.copies, new Set(after.whole.values()), wrong);
  for (const [file, sha256] of after.whole) {
    claim(copies.get(file) === sha256, `the second place holds ${[...copies.keys()].join(', ')}`);
  }
  // A kill between the copy and the retention of the place leaves one more until a copy that is not cut there.
  claim(copies.size <= KEPT + 3, `${copies.size} copies are kept`);
  claim(after.openSessions <= kills.length, `${after.openSessions} sessions are open after ${kills.length} kills`);
  return wrong;
}

/** What was stored with this run's sidecar, whole or not. */
export async function isStored(lane: Lane, runId: string): Promise<boolean> {
  const entries = await listBackups(lane.folder);
  return entries.some((entry) => entry.state !== 'unknown' && sidecarSchema.parse(entry.sidecar).runId === runId);
}
