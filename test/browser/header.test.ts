// The top of an open chat, and the button below it.
import type { Page } from '@playwright/test';
import { expect, sayAsBen, test, tokenOf, Visitor } from './host.ts';

/** The WCAG contrast of an element's text with its own background. */
const contrastIn = (page: Page, selector: string): Promise<number> =>
  page.locator(selector).evaluate((element) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
    const luminance = (color: string): number => {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map(
        (value) => (value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4),
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const { color, backgroundColor } = getComputedStyle(element);
    const [dark = 0, light = 0] = [luminance(color), luminance(backgroundColor)].sort(
      (a, b) => a - b,
    );
    return (light + 0.05) / (dark + 0.05);
  });

for (const colorScheme of ['light', 'dark'] as const)
  test(`the header wears the site's accent and stays legible on any, ${colorScheme}`, async ({
    site,
  }) => {
    const page = await site.visit({}, { colorScheme, reducedMotion: 'reduce' });
    await new Visitor(page).open();
    const head = 'edgewise-chat .head';
    await expect(page.locator(head)).toHaveCSS('background-color', 'rgb(11, 107, 99)');
    for (const accent of ['#000000', '#808080', '#ff0000', '#f5d90a', '#ffffff', '#5b3df5']) {
      await page.addStyleTag({ content: `edgewise-chat { --edgewise-accent: ${accent} }` });
      expect(await contrastIn(page, head), accent).toBeGreaterThanOrEqual(4.5);
    }
    const motions = await page
      .locator('edgewise-chat .panel')
      .evaluate((panel) => panel.getAnimations().length);
    expect(motions).toBe(0);
  });

test('avatars at the top show who is here, and the open button is a cross', async ({ site }) => {
  const page = await site.visit({});
  const visitor = new Visitor(page);
  await visitor.open();
  await expect(visitor.panel.getByRole('button', { name: '1 online' })).toBeVisible();
  await expect(visitor.panel.locator('.faces')).toHaveCount(0);
  await sayAsBen(site, 'Good morning.');
  const token = await tokenOf(site, 'Zoë Martin');
  await page.evaluate(
    ([url = '', token = '']) => new WebSocket(url, ['edgewise.v1', token]),
    [`${site.chat.replace('http', 'ws')}/api/rooms/${site.room}/socket`, token],
  );
  await expect(visitor.panel.locator('.who .avatar')).toHaveAttribute('data-initials', 'ZM');
  await expect(visitor.panel.getByRole('button', { name: '2 online' })).toBeVisible();

  const crossOf = () =>
    visitor.launcher.evaluate((launcher) => getComputedStyle(launcher, '::before').content);
  expect(await crossOf()).toBe('""');
  await expect(visitor.launcher.locator('i')).toBeHidden();
  await visitor.launcher.click();
  await expect(visitor.launcher.locator('i')).toBeVisible();
  expect(await crossOf()).toBe('none');
});
