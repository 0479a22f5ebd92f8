import { randomBytes } from 'node:crypto';
import { keepError, say } from '../../../shared/index.ts';
import {
  compareConfigurations,
  describeChange,
  SECTIONS,
  sectionTitle,
  summarise,
  type Configuration,
} from '../../contents/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { backupsOf, chosen, configurationOf, fileOf, ofDevice, read, type ChosenBackup } from './stored.ts';
import type { Comparison, CompareTarget } from './types.ts';

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
  return comparisonOf([older, before], [newer, after]);
}

/** The changes from one read backup to another, described by section. */
export function comparisonOf(
  [older, before]: readonly [ChosenBackup, Configuration],
  [newer, after]: readonly [ChosenBackup, Configuration],
): Comparison {
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
