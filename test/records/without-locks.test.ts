import type * as Sqlite from 'node:sqlite';
import { readdir } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { lockHome } from '../../electron/records/lock.ts';
import { injects } from '../faults/index.ts';
import { temporaryHome } from './home-folder.ts';

/** What SQLite says on a file system without locks: SQLITE_BUSY for ENOLCK, else one of the codes of SQLITE_IOERR. */
const disk = vi.hoisted(() => ({ errcode: 0 }));

vi.mock('node:sqlite', async (importOriginal) => {
  const real = await importOriginal<typeof Sqlite>();
  class DatabaseSync extends real.DatabaseSync {
    override exec(sql: string): void {
      if (disk.errcode !== 0 && sql.startsWith('BEGIN')) {
        throw Object.assign(new Error('planted'), { errcode: disk.errcode });
      }
      super.exec(sql);
    }
  }
  return { ...real, DatabaseSync };
});

describe('a home on a file system without locks', () => {
  it.for([5, 3850, 2314, 3594, 5130])(
    'is said to be one, not to be busy for ever (SQLite says %i)',
    async (errcode, context) => {
      const fault = injects(context, 'home/no-locks');
      const home = await temporaryHome();
      disk.errcode = errcode;
      try {
        expect(() => lockHome(home, 'schedule')).toThrow(
          expect.objectContaining({
            code: 'home/unusable',
            message: expect.stringContaining('its file system gives no locks') as unknown,
          }) as Error,
        );
      } finally {
        disk.errcode = 0;
      }
      expect((await readdir(home.locksFolder)).filter((name) => name.startsWith('probe-'))).toEqual([]);
      fault.fired();
    },
  );

  it('is not what a lock looks like that somebody else has', async () => {
    const home = await temporaryHome();
    const held = lockHome(home, 'schedule');
    expect(held).toBeDefined();
    expect(lockHome(home, 'schedule')).toBeUndefined();
    expect((await readdir(home.locksFolder)).filter((name) => name.startsWith('probe-'))).toEqual([]);
    held?.release();
  });
});
