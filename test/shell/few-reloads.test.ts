import { expect, it } from 'vitest';
import { fewReloads } from '../../electron/shell/window/few-reloads.ts';

it('a page that crashes comes back, but not more than three times in a minute', () => {
  let now = 0;
  const mayReload = fewReloads(() => now);
  expect([mayReload(), mayReload(), mayReload(), mayReload()]).toEqual([true, true, true, false]);
  now = 59_999;
  expect(mayReload()).toBe(false);
  now = 120_000;
  expect(mayReload()).toBe(true);
});
