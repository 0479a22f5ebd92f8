import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { vaultContext, type VaultContext } from '../../electron/vault/context.ts';
import { markVault } from '../../electron/vault/index.ts';
import { whileMarked } from '../../electron/vault/marker.ts';
import { keepError } from '../../shared/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A vault, and what happens to it when its disk goes: an empty folder stands in its place. */
async function mounted(): Promise<{ readonly context: VaultContext; readonly unmount: () => Promise<void> }> {
  const root = path.join(await temporaryFolder('memory'), 'vault');
  await mkdir(root);
  const context = { ...vaultContext({}), marked: await markVault(root) };
  return {
    context,
    unmount: async () => {
      await rename(root, `${root}.away`);
      await mkdir(root);
    },
  };
}

describe('work in a vault that is known by its marker', () => {
  it('counts while the vault is there', async () => {
    const { context } = await mounted();
    expect(await whileMarked(context, () => Promise.resolve('done'))).toBe('done');
  });

  it('is not begun in the empty mount point', async () => {
    const { context, unmount } = await mounted();
    await unmount();
    let begun = false;
    const work = whileMarked(context, () => {
      begun = true;
      return Promise.resolve();
    });
    await expect(work).rejects.toMatchObject({ code: 'vault/missing' });
    expect(begun).toBe(false);
  });

  it('counts for nothing when the vault has gone under it', async () => {
    const { context, unmount } = await mounted();
    await expect(whileMarked(context, unmount)).rejects.toMatchObject({ code: 'vault/missing' });
  });

  it('that failed because the vault has gone says so, and not what failed', async () => {
    const { context, unmount } = await mounted();
    const work = whileMarked(context, async () => {
      await unmount();
      throw keepError('vault/unwritable', { folder: 'x', reason: 'y' });
    });
    await expect(work).rejects.toMatchObject({ code: 'vault/missing' });
  });

  it('that failed while the vault is there says what failed', async () => {
    const { context } = await mounted();
    const work = whileMarked(context, () => Promise.reject(keepError('vault/full', { folder: 'x' })));
    await expect(work).rejects.toMatchObject({ code: 'vault/full' });
  });
});
