import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const WINDOW = { width: 960, height: 640 };
const LIGHT = { colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference' } as const;

/** How people see the window: its colours, and its size in the page's own pixels. */
const LOOKS = [
  { name: 'light', media: LIGHT, size: WINDOW },
  { name: 'dark', media: { ...LIGHT, colorScheme: 'dark' }, size: WINDOW },
  { name: 'high contrast', media: { ...LIGHT, forcedColors: 'active' }, size: WINDOW },
  { name: 'the smallest window', media: LIGHT, size: { width: 720, height: 520 } },
  { name: '200 % in the smallest window', media: LIGHT, size: { width: 360, height: 260 } },
] as const;

/** The same, and with the stronger colours: for the places that show every colour there is. */
export const WITH_MORE_CONTRAST = [
  ...LOOKS,
  { name: 'more contrast', media: { ...LIGHT, contrast: 'more' }, size: WINDOW },
  { name: 'more contrast, dark', media: { ...LIGHT, colorScheme: 'dark', contrast: 'more' }, size: WINDOW },
] as const;

/**
 * Looks at what is open in every look: no fault that axe knows, nothing cut off sideways.
 * @param shown must still be there in each
 */
export async function expectLegible(
  page: Page,
  what: string,
  shown: Locator = page.locator('h1'),
  looks: readonly (typeof WITH_MORE_CONTRAST)[number][] = LOOKS,
): Promise<void> {
  const faults: string[] = [];
  for (const { name, media, size } of looks) {
    await page.emulateMedia(media);
    await page.setViewportSize(size);
    expect(await shown.first().isVisible(), `${what}, ${name}: is there`).toBe(true);
    // Without a page of its own for frames: there are none.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // Seven to one for those who ask for more: the ordinary rule is satisfied by the ordinary colours.
    if (media.contrast === 'more') axe.options({ rules: { 'color-contrast-enhanced': { enabled: true } } });
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations) {
      faults.push(...nodes.map(({ target }) => `${what}, ${name}: ${id}: ${target.join(' ')}`));
    }
    for (const place of ['.content', '.dialog']) {
      const wide = await page.locator(place).evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
      if (wide.some((pixels) => pixels > 0)) faults.push(`${what}, ${name}: ${place} is ${wide.join()} px too wide`);
    }
  }
  await page.emulateMedia(LIGHT);
  await page.setViewportSize(WINDOW);
  // As a text: all of them are told.
  expect(faults.join('\n')).toBe('');
}
