import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeeper } from '../../electron/compose/index.ts';
import { addedDaysAgo } from './missed-nights.ts';
import { scene, type Scene } from './scene.ts';

const HOUR = 3_600_000;
const EVERY_HOUR = Array.from({ length: 24 }, (_, hour) => hour);
/** On the days of a change, the slot comes two or four hours after midnight, not three. */
const AROUND_THE_SLOT = [1, 2, 3, 4];

/** Days in Berlin: midnight, the slot 03:00, and the hours after midnight at which the program is started. */
const DAYS = [
  ['an ordinary day', '2026-06-14T22:00:00Z', '2026-06-15T01:00:00Z', EVERY_HOUR],
  ['the day the clock goes forward', '2026-03-28T23:00:00Z', '2026-03-29T01:00:00Z', AROUND_THE_SLOT],
  ['the day the clock goes back', '2026-10-24T22:00:00Z', '2026-10-25T02:00:00Z', AROUND_THE_SLOT],
] as const;

describe('run --once where three nights were missed', () => {
  it.each(DAYS)('makes one backup at whatever hour of %s, and none twice', async (_, midnight, slot, hours) => {
    let clockOffsetMs = 0;
    const it = await scene({ profile: 'srm-strict', now: () => Date.now() + clockOffsetMs });
    await it.add();
    await it.run(['set', 'schedule', 'daily 03:00 in Europe/Berlin']);
    const home = path.join(it.folder, 'home');
    const fresh = path.join(it.folder, 'fresh');
    await cp(home, fresh, { recursive: true });
    for (const hour of hours) {
      await rm(home, { recursive: true });
      await rm(path.join(it.vault, 'Router'), { recursive: true, force: true });
      await cp(fresh, home, { recursive: true });
      await expectOneBackup(it, Date.parse(midnight) + hour * HOUR + 60_000, Date.parse(slot));
    }

    async function expectOneBackup({ run, json, archives }: Scene, now: number, night: number): Promise<void> {
      clockOffsetMs = now - Date.now();
      const said = new Date(now).toISOString();
      const at = { openKeeper: (options: OpenOptions) => openKeeper({ ...options, vault: it.vault, clockOffsetMs }) };
      await addedDaysAgo(it, 3, now);

      expect((await run(['run', '--once'], at)).exit, said).toBe(0);
      expect(await archives(), said).toHaveLength(1);
      const onTime = now >= night && now < night + HOUR;
      expect((await json(['history', 'Router'], at)).results[0], said).toMatchObject({
        outcome: 'verified',
        night: { state: onTime ? 'ran' : 'caught-up' },
      });

      expect((await run(['run', '--once'], at)).exit, said).toBe(0);
      expect(await archives(), said).toHaveLength(1);
    }
  });
});

type OpenOptions = Parameters<typeof openKeeper>[0];
