import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { keepError, say } from '../../shared/index.ts';
import { readContents } from '../archive/index.ts';
import {
  compareConfigurations,
  describeChange,
  describeRecord,
  readConfiguration,
  SECTIONS,
  sectionTitle,
  summarise,
  type Configuration,
  type DescribedChange,
  type Section,
} from '../contents/index.ts';
import { listBackups, type BackupEntry } from '../vault/index.ts';
import { folderOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { findDevice } from './selection.ts';

/** Backups by their device and file name or day, or files of any origin. */
export type CompareTarget =
  | { readonly name: string; readonly older?: string; readonly newer?: string }
  | { readonly files: readonly [older: string, newer: string] };

export type ShowTarget = { readonly name: string; readonly backup?: string } | { readonly file: string };

/** A stored archive whose contents were read. */
export interface ReadBackup {
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** ISO 8601; absent for a file that Routerkeep did not take. */
  readonly takenAt?: string;
}

export interface Comparison {
  readonly device?: string;
  readonly older: ReadBackup;
  readonly newer: ReadBackup;
  /** "2 changes: Users, Security". */
  readonly summary: string;
  readonly sections: readonly {
    readonly section: Section;
    readonly title: string;
    readonly changes: readonly DescribedChange[];
  }[];
}

export interface Inventory {
  readonly device?: string;
  readonly backup: ReadBackup;
  readonly sections: readonly {
    readonly section: Section;
    readonly title: string;
    readonly records: readonly { readonly title: string; readonly details: readonly string[] }[];
  }[];
}

interface ChosenBackup extends ReadBackup {
  readonly device?: string;
}

/**
 * What changed between two backups, in words; without names the newest of a device and the one before it. Secrets are told as
 * changed and shown nowhere.
 * @throws KeepError usage/*, vault/*, archive/*, cancelled
 */
export async function compareBackups(
  ports: KeeperPorts,
  target: CompareTarget,
  signal: AbortSignal,
): Promise<Comparison> {
  const [older, newer] = await choosePair(ports, target);
  const mask = randomBytes(32);
  const [before, after] = [await configurationOf(older, mask, signal), await configurationOf(newer, mask, signal)];
  const changes = compareConfigurations(before, after);
  const described = changes.map(describeChange);
  return {
    ...(newer.device === undefined ? {} : { device: newer.device }),
    older: read(older),
    newer: read(newer),
    summary: summarise(changes),
    sections: SECTIONS.map((section) => ({
      section,
      title: sectionTitle(section),
      changes: described.filter((change) => change.section === section),
    })).filter((section) => section.changes.length > 0),
  };
}

/** What stands in one backup, by section; secrets as "set". @throws KeepError usage/*, vault/*, archive/*, cancelled */
export async function showBackup(ports: KeeperPorts, target: ShowTarget, signal: AbortSignal): Promise<Inventory> {
  const backup = 'file' in target ? fileOf(target.file) : await ofDevice(ports, target.name, target.backup);
  const { sources } = await configurationOf(backup, randomBytes(32), signal);
  const records = [...sources.values()].flatMap((source) => source.records);
  return {
    ...(backup.device === undefined ? {} : { device: backup.device }),
    backup: read(backup),
    sections: SECTIONS.map((section) => ({
      section,
      title: sectionTitle(section),
      records: records.filter((record) => record.section === section).map(describeRecord),
    })).filter((section) => section.records.length > 0),
  };
}

async function configurationOf(
  { path: file }: ChosenBackup,
  mask: Buffer,
  signal: AbortSignal,
): Promise<Configuration> {
  return readConfiguration(await readContents(file, { signal }), mask);
}

function read({ file, path: place, takenAt }: ChosenBackup): ReadBackup {
  return { file, path: place, ...(takenAt === undefined ? {} : { takenAt }) };
}

function fileOf(file: string): ChosenBackup {
  return { file: path.basename(file), path: file };
}

async function choosePair(ports: KeeperPorts, target: CompareTarget): Promise<readonly [ChosenBackup, ChosenBackup]> {
  if ('files' in target) return [fileOf(target.files[0]), fileOf(target.files[1])];
  const newer = await ofDevice(ports, target.name, target.newer);
  if (target.older !== undefined) return [await ofDevice(ports, target.name, target.older), newer];
  const { entries, name } = await backupsOf(ports, target.name);
  const at = entries.findIndex(({ file }) => file === newer.file);
  const before = entries[at + 1];
  if (at < 0 || before === undefined) {
    throw keepError('usage/invalid', {
      problem: say('keeper.contents.nothing-before', { name, file: newer.file }),
      remedy: say('keeper.contents.nothing-before.remedy'),
    });
  }
  return [chosen(before, name), newer];
}

type Counted = Extract<BackupEntry, { state: 'verified' }>;

/** Those that count, newest first. */
async function backupsOf(
  ports: KeeperPorts,
  deviceName: string,
): Promise<{ readonly name: string; readonly entries: readonly Counted[] }> {
  const settings = await ports.settings.read();
  const device = findDevice(settings, deviceName);
  const entries = (await listBackups(folderOf(settings, device))).filter((entry) => entry.state === 'verified');
  if (entries.length > 0) return { name: device.name, entries };
  throw keepError('usage/invalid', {
    problem: say('keeper.no-backup-yet', { name: device.name }),
    remedy: say('keeper.no-backup-yet.remedy'),
  });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The newest; the one of a file name; of a day, the last that was there when it ended. */
async function ofDevice(ports: KeeperPorts, deviceName: string, which?: string): Promise<ChosenBackup> {
  const { name, entries } = await backupsOf(ports, deviceName);
  const dayOf = (entry: Counted): string => localDay(entry.sidecar.takenAt, ports.localZone());
  const found =
    which === undefined
      ? entries[0]
      : DAY.test(which)
        ? entries.find((entry) => dayOf(entry) <= which)
        : entries.find(({ file }) => file === which);
  if (found !== undefined) return chosen(found, name);
  throw keepError('usage/invalid', {
    problem: say('keeper.stored.none', { name, file: which ?? '' }),
    remedy: say('keeper.stored.none.remedy'),
  });
}

function chosen(entry: Counted, device: string): ChosenBackup {
  return { device, file: entry.file, path: entry.path, takenAt: entry.sidecar.takenAt };
}

/** `2026-11-20` in the zone of the schedule. */
function localDay(iso: string, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(iso));
}
