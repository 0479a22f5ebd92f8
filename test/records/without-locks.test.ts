import type * as Sqlite from 'node:sqlite';
import { readdir } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { lockHome } from '../../electron/records/lock.ts';
import { openSealedFile } from '../../electron/secrets/sealed-file.ts';
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

const SAID = [5, 6, 2058, 2314, 3594, 3850, 5130];

describe('a home on a file system without locks', () => {
  it.for(SAID)('is said to be one, not to be busy for ever (SQLite says %i)', async (errcode, context) => {
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
  });

  it.for(SAID)(
    'is said to be one where passwords are to be stored in it too (SQLite says %i)',
    async (errcode, context) => {
      const fault = injects(context, 'home/no-locks');
      const { folder } = await temporaryHome();
      const store = openSealedFile(
        { env: { ROUTERKEEP_MASTER_KEY: 'correct horse battery staple' }, home: folder },
        10,
      );
      disk.errcode = errcode;
      const refusal = await store.set('account', 'secret').catch((thrown: unknown) => thrown);
      disk.errcode = 0;
      expect(refusal).toMatchObject({
        code: 'secret/unavailable',
        message: expect.stringContaining('the file system of secrets.sealed gives no locks') as unknown,
      });
      fault.fired();
      await store.set('account', 'secret');
      expect(await store.get('account', 'x')).toBe('secret');
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
