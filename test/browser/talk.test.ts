import { expect, test } from './people.ts';

test.describe('two people', () => {
  test('talk, and see the same messages in the same order', async ({ testRoom }) => {
    const ada = await testRoom.enter('Ada');
    const ben = await testRoom.enter('Ben');
    for (const n of [1, 2, 3]) {
      await ada.say(`word-${n}a`);
      await ada.settled();
      await expect(ben.message(`word-${n}a`)).toBeVisible();
      await ben.say(`word-${n}b`);
      await ben.settled();
    }
    const order = ['word-1a', 'word-1b', 'word-2a', 'word-2b', 'word-3a', 'word-3b'];
    await expect.poll(() => ada.words()).toEqual(order);
    await expect.poll(() => ben.words()).toEqual(order);
    await expect(ben.message('word-1a')).toHaveAccessibleName(/^Ada, /);
    await expect(ben.message('word-1b')).toHaveAccessibleName(/^You, /);
  });

  test('are distinguished if they have the same or a similar name', async ({ testRoom }) => {
    const ben = await testRoom.enter('Ben');
    const ada = await testRoom.enter('Ada');
    await ada.say('I am Ada');
    await expect(ben.message('I am Ada').locator('.author')).toHaveText('Ada');
    const other = await testRoom.enter('Аdа');
    await other.say('So am I');
    const authors = ['I am Ada', 'So am I'].map((text) => ben.message(text).locator('.author'));
    for (const author of authors) await expect(author).toHaveText(/^(Ada|Аdа) #[0-9a-f]{4}$/);
    const marks = await Promise.all(authors.map((author) => author.locator('small').textContent()));
    expect(new Set(marks).size).toBe(2);
    const here = ben.page.getByRole('complementary', { name: 'Online' }).getByRole('listitem');
    for (const mark of marks)
      await expect(here.filter({ hasText: (mark ?? '').trim() })).toHaveCount(1);
    await expect(here.filter({ hasText: 'Ben' })).not.toContainText('#');
  });

  test('edit and delete their own messages, for both', async ({ testRoom }) => {
    const ada = await testRoom.enter('Ada');
    const ben = await testRoom.enter('Ben');
    await ada.say('Meet at sevn');
    await ada.settled();
    await ben.message('Meet at sevn').hover();
    await ben.message('Meet').getByRole('button', { name: 'More actions' }).click();
    await expect(ben.message('Meet').getByRole('menuitem')).toHaveText(['Copy text', 'Copy link']);

    await ada.act('Meet at sevn', 'Edit');
    await expect(ada.composer).toHaveValue('Meet at sevn');
    await ada.composer.fill('Meet at seven');
    await ada.composer.press('Enter');
    await expect(ben.message('Meet at seven')).toContainText('edited');
    await expect(ada.composer).toHaveValue('');

    await ada.act('Meet at seven', 'Delete');
    await ada.message('Meet at seven').getByRole('button', { name: 'Cancel' }).click();
    await ada.act('Meet at seven', 'Delete');
    // Not the button that opened the dialog, which may still be loading.
    await ada.message('Delete for everyone?').getByRole('button', { name: 'Delete' }).click();
    await expect(ben.message('This message was deleted.')).toBeVisible();
    await expect(ben.message('Meet at seven')).toHaveCount(0);
  });

  test('keep their draft while they edit', async ({ testRoom }) => {
    const ada = await testRoom.enter('Ada');
    await ada.say('First');
    await ada.settled();
    await ada.composer.fill('Half a thought');
    await ada.act('First', 'Edit');
    await expect(ada.composer).toHaveValue('First');
    await ada.composer.press('Escape');
    await expect(ada.composer).toHaveValue('Half a thought');
  });

  test('react together, and take it back', async ({ testRoom }) => {
    const ada = await testRoom.enter('Ada');
    const ben = await testRoom.enter('Ben');
    await ada.say('Cake?');
    await ben.act('Cake?', 'React');
    await ben.message('Cake?').getByRole('button', { name: 'React with 🎉' }).click();
    const adas = ada.message('Cake?').locator('.reaction');
    await expect(adas).toHaveText('🎉 1');
    await adas.click();
    await expect(ben.message('Cake?').locator('.reaction')).toHaveText('🎉 2');
    await expect(adas).toHaveAttribute('aria-pressed', 'true');
    await expect(adas).toHaveAttribute('title', '🎉 You and Ben');
    await adas.click();
    await expect(ben.message('Cake?').locator('.reaction')).toHaveText('🎉 1');
  });

  test('reply to a message, and jump back to it', async ({ testRoom }) => {
    const filler = Array.from({ length: 40 }, (_, i) => `Something else, ${i}`);
    await testRoom.publish('Cleo', ['Who brings the lamp?', ...filler]);
    const ada = await testRoom.enter('Ada');
    const ben = await testRoom.enter('Ben');
    await ada.log.hover();
    await ada.page.mouse.wheel(0, -20_000);
    await ada.act('Who brings the lamp?', 'Reply');
    await ada.say('I do.');
    const quote = ben.message('I do.').getByRole('button', { name: /lamp/ });
    await expect(ben.message('Who brings the lamp?').first()).not.toBeInViewport();
    // Its edge is straight, in either writing direction; the far corners are round.
    for (const [dir, radius] of [
      ['ltr', '0px 6px 6px 0px'],
      ['rtl', '6px 0px 0px 6px'],
    ] as const) {
      await ben.page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir);
      await expect(quote).toHaveCSS('border-radius', radius);
    }
    await ben.page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'));
    await quote.click();
    const source = ben.page.locator('[data-found="true"]');
    await expect(source).toBeInViewport();
    await expect(source).toContainText('Who brings the lamp?');
  });

  test('see who is here and who types', async ({ testRoom }) => {
    const ada = await testRoom.enter('Ada', { viewport: { width: 1280, height: 800 } });
    const here = ada.page.getByRole('complementary', { name: 'Online' });
    await expect(here.getByRole('listitem')).toContainText(['Ada']);
    const ben = await testRoom.enter('Ben');
    await expect(here.getByRole('listitem')).toContainText(['Ada', 'Ben']);

    await ben.composer.pressSequentially('Well');
    await expect(ada.page.getByText('Ben is typing')).toBeVisible();
    await ben.composer.press('Enter');
    await expect(ada.page.getByText('Ben is typing')).toBeHidden();
    await expect(ben.page.getByText('is typing')).toBeHidden();
  });
});

test('a reader sees everything, and needs one field to write', async ({ testRoom }) => {
  await testRoom.publish('Cleo', ['Come in.']);
  const reader = await testRoom.enter();
  await expect(reader.message('Come in.')).toBeVisible();
  await expect(reader.composer).toHaveCount(0);
  await reader.takeName('  Dora  ');
  await reader.say('Thank you.');
  await reader.settled();
  await expect(reader.message('Thank you.')).toHaveCount(1);
});

test('a name is remembered, can be changed, and is one person in two tabs', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada', { viewport: { width: 1280, height: 800 } });
  await ada.page.reload();
  await expect(ada.composer).toBeVisible();
  await ada.chooseForMe('Change name');
  await ada.page.getByRole('textbox', { name: 'Your new name' }).fill('Augusta');
  await ada.page.getByRole('button', { name: 'Save' }).click();
  const tab = await ada.page.context().newPage();
  await tab.goto(`/r/${testRoom.room}`);
  const here = tab.getByRole('complementary', { name: 'Online' }).getByRole('listitem');
  await expect(here).toHaveCount(1);
  await expect(here).toContainText('Augusta');
});

test('Enter that ends a composition sends nothing', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  await ada.composer.fill('にほん');
  await ada.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await ada.composer.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true });
  await expect(ada.composer).toHaveValue('にほん');
  await ada.composer.press('Shift+Enter');
  await ada.composer.press('Enter');
  await expect(ada.message('にほん')).toBeVisible();
  await expect(ada.composer).toHaveValue('');
});

test('markup is shown as it was typed, and only web addresses become links', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  const nasty = '<img src=x onerror=alert(1)> <b>bold</b> javascript:alert(2) &amp;';
  await ada.say(nasty);
  await expect(ada.message(nasty)).toBeVisible();
  await ada.say('See (https://example.org/a_(b)?c=1), or http://evil@example.org/.');
  const links = ada.message('See').getByRole('link');
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute('href', 'https://example.org/a_(b)?c=1');
  await expect(links).toHaveAttribute('rel', 'noopener noreferrer nofollow ugc');
});

test('a room with an invalid name is rejected in plain words', async ({ testRoom }) => {
  const page = await testRoom.open();
  await page.goto('/r/Not%20A%20Room');
  await expect(page.locator('main > .status')).toContainText('1 to 64 characters');
});
