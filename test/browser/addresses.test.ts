// Addresses and attributes contain text from users as well.
import { test as atSite, type HostPage, Visitor } from './host.ts';
import { expect, test } from './people.ts';

const MARKUP = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
];
const NO_NAMES = [
  ...MARKUP,
  '{{constructor.constructor("alert(1)")()}}',
  '\u202egnp.exe',
  '..%2f..%2fapi',
  'a'.repeat(3000),
];

test('an invalid room name is reported, and shown as text', async ({ testRoom }) => {
  const page = await testRoom.open();
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const name of NO_NAMES)
    await test.step(name.slice(0, 40), async () => {
      await page.goto(`/r/${encodeURIComponent(name)}`);
      await expect(page.locator('.status')).toContainText(/name/i);
      expect(await page.locator('.room').textContent()).toBe(name);
      expect(await page.locator('.room *').count()).toBe(0);
      expect(await page.title()).toContain('Edgewise');
    });
  expect(dialogs).toEqual([]);
});

const ATTRIBUTES = ['title', 'placeholder', 'name', 'lang', 'dir', 'theme', 'position'];

for (const text of [...MARKUP, '__proto__'])
  atSite(`${JSON.stringify(text)} in every attribute is text, or nothing`, async ({ site }) => {
    const host: HostPage = {
      script: '<script src="CHAT/widget.js"></script>',
      body: '<edgewise-chat room="ROOM"></edgewise-chat>',
    };
    const page = await site.visit(host);
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.locator('edgewise-chat').evaluate(
      (chat, [attributes, value]) => {
        for (const name of attributes) chat.setAttribute(name, value);
      },
      [ATTRIBUTES, text] as const,
    );
    const ada = new Visitor(page);
    await ada.open();
    await expect(ada.panel.getByRole('heading')).toHaveText(text);
    expect(await ada.panel.getByRole('heading').locator('*').count()).toBe(0);
    await expect(ada.panel).toHaveAttribute('aria-label', text);
    await expect(ada.composer).toHaveAttribute('placeholder', text);
    await ada.composer.fill('Hello');
    await ada.composer.press('Enter');
    await expect(ada.message('Hello')).toBeVisible();
    // The person has this name now, on one line.
    const own = await page.evaluate(`document.querySelector('edgewise-chat').chat.you.get().name`);
    expect(own).toBe(text);
    expect(dialogs).toEqual([]);
  });
