import { randomBytes } from 'node:crypto';
import { asKeepError, keepError, reportOf, say } from '../../../shared/index.ts';
import { describeRecord, SECTIONS, sectionTitle, type Section } from '../../contents/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { select } from '../selection.ts';
import type { Selection } from '../types.ts';
import { chosen, configurationOf, entriesOf, read, type ChosenBackup } from './stored.ts';
import type { Hit, SearchResult } from './types.ts';

export interface SearchOptions {
  readonly selection: Selection;
  /** Else the newest backup of each device. */
  readonly allBackups: boolean;
  readonly signal: AbortSignal;
}

/**
 * Looks for words in what backups hold, as `show` would show it: secrets stand there as "set", so none can be searched for.
 * Upper and lower case, accents composed or not, are alike. A device whose backups cannot be read keeps nobody from the others.
 * @throws KeepError usage/*, cancelled
 */
export async function searchBackups(
  ports: KeeperPorts,
  text: string,
  { selection, allBackups, signal }: SearchOptions,
): Promise<SearchResult> {
  const wanted = folded(text).trim();
  if (wanted === '')
    throw keepError('usage/invalid', {
      problem: say('keeper.search.empty'),
      remedy: say('keeper.search.empty.remedy'),
    });
  const settings = await ports.settings.read();
  const devices = select(settings, selection);
  const hits: Hit[] = [];
  const problems: SearchResult['problems'][number][] = [];
  let backups = 0;
  for (const device of devices) {
    signal.throwIfAborted();
    try {
      const entries = await entriesOf(settings, device);
      const looked = allBackups ? entries : entries.slice(0, 1);
      const found = new Map<string, Hit>();
      for (const [index, entry] of looked.entries()) {
        const error = await lookInto(found, chosen(entry, device.name), index === 0);
        if (error === undefined) backups += 1;
        else problems.push({ device: device.name, error });
      }
      hits.push(...inOrder([...found.values()]));
    } catch (thrown) {
      const error = asKeepError(thrown);
      if (error.code === 'cancelled') throw error;
      problems.push({ device: device.name, error: reportOf(error) });
    }
  }
  return { hits, devices: devices.length, backups, problems };

  /** Newest first, so that each further backup with the same record is the one since when it stands. */
  async function lookInto(
    found: Map<string, Hit>,
    backup: ChosenBackup & { readonly device: string },
    isNewest: boolean,
  ): Promise<SearchResult['problems'][number]['error'] | undefined> {
    try {
      const { sources } = await configurationOf(backup, randomBytes(32), signal);
      for (const record of [...sources.values()].flatMap((source) => source.records)) {
        const { title, details } = describeRecord(record);
        if (![title, ...details].some((line) => folded(line).includes(wanted))) continue;
        const key = JSON.stringify([record.section, title, details]);
        const before = found.get(key);
        found.set(key, {
          ...(before ?? {
            device: backup.device,
            section: record.section,
            title: sectionTitle(record.section),
            record: title,
            details,
            until: read(backup),
            now: isNewest,
          }),
          since: read(backup),
        });
      }
      return undefined;
    } catch (thrown) {
      const error = asKeepError(thrown);
      if (!error.code.startsWith('archive/')) throw error;
      return reportOf(error);
    }
  }
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function inOrder(hits: readonly Hit[]): readonly Hit[] {
  const place = (section: Section): number => SECTIONS.indexOf(section);
  return hits.toSorted((one, other) => place(one.section) - place(other.section));
}
