import { z } from 'zod';
import type { AlarmStore } from '../../alarms/index.ts';
import { lockHome, type Settings } from '../../records/index.ts';
import type { OutsidePorts } from '../ports.ts';
import { configuredAlarms } from './targets.ts';

/** What waits for delivery, among the small notes of the home; the right to deliver is one lock of the home. */
export function alarmStore({ history, home }: Pick<OutsidePorts, 'history' | 'home'>): AlarmStore {
  const soon = (work: () => void): Promise<void> => Promise.resolve().then(work);
  return {
    list: () => Promise.resolve().then(() => [...history.notes.all('alarm').values()]),
    put: (id, record) => soon(() => history.notes.put('alarm', id, record)),
    remove: (id) => soon(() => history.notes.remove('alarm', id)),
    claim: () => lockHome(home, 'alarms')?.release,
  };
}

const ownedSchema = z.object({ targetId: z.string() });

/** Drops what is remembered of alarms that are configured no longer: nobody is to be told any more. */
export function dropStrayAlarms({ history }: Pick<OutsidePorts, 'history'>, settings: Settings): void {
  const known = new Set(configuredAlarms(settings).map(({ alarm }) => alarm.id));
  for (const [id, record] of history.notes.all('alarm')) {
    const owned = ownedSchema.safeParse(record).data;
    if (owned !== undefined && !known.has(owned.targetId)) history.notes.remove('alarm', id);
  }
}
