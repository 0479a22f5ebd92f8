import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

it('the program calls itself what its installer calls it, else clicks on Windows notifications go nowhere', async () => {
  const main = await readFile(path.join(root, 'electron/main.ts'), 'utf8');
  const builder = await readFile(path.join(root, 'build/electron-builder.yml'), 'utf8');
  const installed = /^appId: (\S+)$/m.exec(builder)?.[1];
  expect(installed).toBeDefined();
  expect(/setAppUserModelId\('([^']+)'\)/.exec(main)?.[1]).toBe(installed);
});
