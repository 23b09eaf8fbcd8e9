import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './people.ts';

test('each choice shows at once, and is in the copied code', async ({ testRoom }) => {
  const page = await testRoom.open({ viewport: { width: 1280, height: 800 } });
  await page.goto('/embed');
  const form = page.locator('.embed > form');
  const snippet = page.locator('.snippet pre');
  await expect(snippet).toHaveText(
    /^<script async src="http:\/\/localhost:\d+\/widget.js" data-room="lobby"><\/script>$/,
  );
  await form.getByLabel('Room').fill(testRoom.room);
  await form.getByLabel('Title').fill('Say "hi"');
  await form.getByLabel('Theme').selectOption('Dark');
  await expect(snippet).toContainText(`data-room="${testRoom.room}"`);
  await expect(snippet).toContainText('data-title="Say &quot;hi&quot;"');
  await page.locator('#launcher').click();
  const chat = page.getByRole('dialog', { name: 'Say "hi"' });
  await expect(chat).toHaveCSS('color-scheme', 'dark');
  await form.getByLabel('Layout').selectOption('Block in the page');
  await expect(snippet).toContainText(`<edgewise-chat room="${testRoom.room}" mode="inline"`);
  const inline = page.getByRole('region', { name: 'Say "hi"' });
  await expect(inline.getByRole('log')).toBeVisible();
  expect((await inline.boundingBox())?.height).toBe(560);
  await form.getByLabel('Language').selectOption('Deutsch');
  await expect(inline.getByRole('log', { name: 'Nachrichten' })).toBeVisible();
});

/** The WCAG contrast of two rendered colors. */
const contrast = (page: Page, one: string, other: string): Promise<number> =>
  page.evaluate(
    ([a, b]) => {
      const luminance = (color: string) => {
        const canvas = new OffscreenCanvas(1, 1).getContext('2d');
        if (!canvas) return 0;
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map(
          (value) => (value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4),
        );
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
      return (light + 0.05) / (dark + 0.05);
    },
    [one, other] as const,
  );

const ACCENTS = ['#000000', '#0b6b63', '#0000ff', '#ff0000', '#808080', '#e4007f', '#00c853'];
const BRIGHT = ['#f5d90a', '#ffffff', '#00ffff', '#ffb6c1', '#7c3aed', '#767676', '#4d90fe'];

for (const colorScheme of ['light', 'dark'] as const)
  test(`any accent color is legible, ${colorScheme}`, async ({ testRoom }) => {
    const page = await testRoom.open({ colorScheme });
    await page.goto('/embed');
    await expect(page.locator('pre')).toBeVisible();
    for (const accent of [...ACCENTS, ...BRIGHT]) {
      const colors = await page.evaluate((chosen) => {
        const probe = document.createElement('i');
        document.body.append(probe);
        document.documentElement.style.setProperty('--edgewise-accent', chosen);
        const read = (name: string) => {
          probe.style.color = `var(${name})`;
          return getComputedStyle(probe).color;
        };
        const names = ['--accent', '--accent-fill', '--accent-ink', '--paper', '--sheet', '--own'];
        const values = names.map(read);
        probe.remove();
        return values;
      }, accent);
      const [text = '', fill = '', ink = '', ...papers] = colors;
      expect(await contrast(page, ink, fill), `ink on ${accent}`).toBeGreaterThanOrEqual(4.5);
      for (const paper of papers)
        expect(await contrast(page, text, paper), `${accent} on ${paper}`).toBeGreaterThanOrEqual(
          4.5,
        );
    }
  });

for (const width of [360, 1280])
  test(`the page for embedding is accessible at ${width} px`, async ({ testRoom }) => {
    const page = await testRoom.open({ viewport: { width, height: 800 } });
    await page.goto('/embed');
    await expect(page.locator('pre')).toBeVisible();
    await page.locator('#launcher').click();
    await expect(page.getByRole('dialog').getByRole('textbox')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0);
  });

test('an invalid room name is explained, and a valid one is a click away', async ({ testRoom }) => {
  const page = await testRoom.open({ viewport: { width: 1280, height: 800 } });
  await page.goto('/embed');
  const snippet = page.locator('.snippet pre');
  const room = page.getByLabel('Room', { exact: true });
  await room.fill('My Shop');
  await expect(page.getByRole('alert').filter({ hasText: 'can only have' })).toBeVisible();
  await expect(room).toHaveAttribute('aria-invalid', 'true');
  await expect(snippet).toContainText('data-room="my-shop"');
  await page.getByRole('button', { name: 'Use my-shop' }).click();
  await expect(room).toHaveValue('my-shop');
  await expect(room).toHaveAttribute('aria-invalid', 'false');
  await expect(room).toBeFocused();
  await expect(page.locator('edgewise-chat')).toHaveAttribute('room', 'my-shop');
});

for (const width of [800, 1280])
  test(`the open chat covers nothing at ${width} px`, async ({ testRoom }) => {
    const page = await testRoom.open({ viewport: { width, height: 800 } });
    await page.goto('/embed');
    for (const side of ['Right', 'Left']) {
      await page.getByLabel('Position').selectOption(side);
      await page.locator('#launcher').click();
      await expect(page.getByRole('dialog')).toBeVisible();
      // A trial click fails if something covers the button.
      await page.getByRole('button', { name: 'Copy', exact: true }).click({ trial: true });
      await page.getByLabel('Room', { exact: true }).click({ trial: true });
      await page.getByRole('button', { name: 'Close chat' }).click();
    }
  });

test('on a phone the code can be copied once the chat is closed', async ({ testRoom }) => {
  const page = await testRoom.open({ viewport: { width: 360, height: 740 } });
  await page.goto('/embed');
  await page.locator('#launcher').click();
  await page.getByRole('button', { name: 'Close chat' }).click();
  await page.getByRole('button', { name: 'Copy', exact: true }).click({ trial: true });
});

test('without a clipboard, as over plain HTTP, the code is selected', async ({ testRoom }) => {
  const page = await testRoom.open();
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'clipboard', { value: undefined }),
  );
  await page.goto('/embed');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Couldn’t copy' })).toBeVisible();
  expect(await page.evaluate(() => String(getSelection()))).toMatch(/^<script .*<\/script>$/s);
});

test('the page for embedding is in the reader’s language', async ({ testRoom }) => {
  const page = await testRoom.open({ locale: 'ar', viewport: { width: 360, height: 740 } });
  await page.goto('/embed');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('أضف الدردشة إلى موقعك');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
  ).toBeLessThanOrEqual(0);
});
