import type { Page } from '@playwright/test';
import { expect, test } from './people.ts';

/** Does to every text what a translator does: a `<font>` with another text in its place. */
const translate = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (text.parentElement?.closest('[translate="no"], textarea, script, style')) continue;
      const inner = document.createElement('font');
      inner.textContent = text.data.toUpperCase();
      const outer = document.createElement('font');
      outer.append(inner);
      text.replaceWith(outer);
    }
  });

test('text follows its edits in a translated page', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  const ben = await testRoom.enter('Ben');
  await ada.say('Meet **at** sevn, `npm start` @Ben');
  await ada.settled();
  await ben.act('sevn', 'React');
  await ben.page.getByRole('button', { name: 'React with 👍' }).click();
  await expect(ada.message('sevn').locator('.reaction')).toHaveText('👍 1');
  await expect(ada.message('sevn').locator('.mention')).toHaveText('@Ben');
  await translate(ada.page);
  const row = ada.page.locator('.row[data-key]').first();
  await expect(row).toContainText('MEET AT SEVN');
  // Names, code, mentions and emoji are not translated.
  await expect(row.locator('code')).toHaveText('npm start');
  await expect(row.locator('.mention')).toHaveText('@Ben');
  await expect(ben.page.locator('.author').first()).toHaveAttribute('translate', 'no');

  const { id } = await ada.page.evaluate(() => ({
    id: document.querySelector<HTMLElement>('.row[data-key]')?.dataset['key'] ?? '',
  }));
  await testRoom.act('Cleo', [{ type: 'react', id, emoji: '👍', on: true }]);
  await expect(row.locator('.reaction')).toHaveText(/👍\s*2/);
  await ada.act('SEVN', 'Edit');
  await ada.composer.fill('Meet *there* at **seven**');
  await ada.composer.press('Enter');
  await expect(row.locator('.text')).toHaveText(/^Meet there at seven/);
  await expect(row.locator('strong')).toHaveText('seven');
});

test('stacked combining marks stay in their row', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  const stack = (letter: string) => letter + '\u0300'.repeat(30) + '\u0316'.repeat(30);
  const rowOf = (at: number) => ada.page.locator('.row[data-key]').nth(at);
  const pixels = async (at: number) => (await rowOf(at).screenshot()).toString('base64');
  for (const text of ['above', 'hey', 'below']) await ada.say(text);
  await ada.settled();
  await expect(rowOf(2)).toContainText('below');
  await ada.page.mouse.move(0, 0);
  const before = [await pixels(0), await pixels(2)];
  await ada.page
    .locator('.row[data-key]')
    .nth(1)
    .locator('p')
    .evaluate(
      (line, text) => {
        line.prepend(text);
      },
      [...'hey'].map(stack).join(''),
    );
  expect([await pixels(0), await pixels(2)]).toEqual(before);
});
