import { randomBytes } from 'node:crypto';
import { describeRecord, SECTIONS, sectionTitle } from '../../contents/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { configurationOf, fileOf, ofDevice, read } from './stored.ts';
import type { Inventory, ShowTarget } from './types.ts';

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
