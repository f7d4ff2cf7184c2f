import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from '../kit/browser.ts';

const wide = { width: 1280, height: 844 };
export const narrow = { width: 390, height: 844 };

/** What is on the page passes the check at each width, light and dark, and never scrolls sideways. */
export async function check(page: Page, what: string, sizes = [wide, narrow]): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // The page hears of it a moment later; until then its colours are of both.
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      // In one page and without another to gather results of frames, of which there are none: twice as fast.
      const axe = new AxeBuilder({ page }).setLegacyMode();
      // The other scheme changes colours alone.
      if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
      const { violations } = await axe.analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
      );
      expect(found, `${what}, ${size.width}, ${colorScheme}`).toEqual([]);
    }
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(tooWide, `${what} scrolls sideways at ${size.width}`).toBe(0);
  }
  await page.setViewportSize(wide);
}
