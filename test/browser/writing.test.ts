// What helps people write: names and emoji as they type, the picker, and drafts.

import { lazyFiles } from './lazy-files.ts';
import { expect, type Person, test } from './people.ts';

const options = (person: Person) => person.page.getByRole('listbox').getByRole('option');
const picker = (person: Person) => person.page.getByRole('dialog', { name: 'Emoji' });

test('a name completes by keys alone, and is shown as a mention', async ({ testRoom }) => {
  await testRoom.publish('Ada Lovelace', ['Hello']);
  await testRoom.publish('Adam', ['Hi']);
  const ben = await testRoom.enter('Ben');
  const { keyboard } = ben.page;
  await expect(ben.message('Hi')).toBeVisible();

  await ben.composer.pressSequentially('Dear @ad');
  await expect(options(ben)).toHaveText(['Adam', 'Ada Lovelace']);
  await expect(ben.page.getByText('2 suggestions.')).toBeAttached();
  await expect(options(ben).nth(0)).toHaveAttribute('aria-selected', 'true');
  const active = () => ben.composer.getAttribute('aria-activedescendant');
  expect(await active()).toBe(await options(ben).nth(0).getAttribute('id'));
  await keyboard.press('ArrowDown');
  await expect(options(ben).nth(1)).toHaveAttribute('aria-selected', 'true');
  expect(await active()).toBe(await options(ben).nth(1).getAttribute('id'));
  await keyboard.press('ArrowDown');
  await expect(options(ben).nth(0)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(ben.composer).toHaveValue('Dear @Ada Lovelace ');
  await expect(options(ben)).toHaveCount(0);
  await expect(ben.composer).not.toHaveAttribute('aria-activedescendant');

  // Escape closes the list without cancelling anything else, and it stays closed for this name.
  await keyboard.type('and @ad');
  await expect(options(ben)).toHaveCount(2);
  await keyboard.press('Escape');
  await keyboard.type('a');
  await expect(options(ben)).toHaveCount(0);
  await keyboard.type('m, @A');
  // The assistant comes after those who are here, and before those who only wrote earlier.
  await expect(options(ben)).toHaveText([/^Assistant/, 'Adam', 'Ada Lovelace']);
  await keyboard.type('d');
  await expect(options(ben)).toHaveCount(2);
  await keyboard.press('Tab');
  await expect(ben.composer).toBeFocused();
  await ben.composer.press('Enter');
  const mentions = ben.message('Dear').locator('.mention');
  await expect(mentions).toHaveText(['@Ada Lovelace', '@adam', '@Adam']);
});

test('a failure to load emoji is reported, and a retry loads them', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  const button = ada.page.getByRole('button', { name: 'Emoji' });
  await ada.page.route(lazyFiles('picker'), (route) => route.abort());
  await button.click();
  await expect(ada.page.getByRole('alert')).toContainText('Can’t reach the server.');
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await ada.page.unrouteAll();
  await expect(picker(ada)).toHaveCount(0);
  await button.click();
  await expect(picker(ada)).toBeVisible();
});

test('menus and dialogs that load late do not take the keys of a user who is typing by then', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  const { page } = ada;
  const open = page.locator('.menu, .picker, dialog[open], .connection');
  const held: (() => void)[] = [];
  const files = lazyFiles('room-menu', 'profile-menu', 'insert-menu', 'picker', 'invite');
  await page.route(files, async (route) => {
    await new Promise<void>((release) => held.push(release));
    await route.continue();
  });
  const head = page.locator('.head');
  const openers = [
    page.locator('.composer [aria-haspopup="menu"]'),
    page.getByRole('button', { name: 'Emoji' }),
    page.locator('.me [aria-haspopup]'),
    head.getByRole('button', { name: 'Invite' }),
    head.getByRole('button', { name: 'More' }),
  ];
  for (const opener of openers) {
    await opener.click();
    await expect.poll(() => held.length).toBe(1);
    await ada.composer.click();
    await page.keyboard.type('so');
    const loaded = page.waitForEvent('requestfinished');
    held.pop()?.();
    await loaded;
    // The code has run once a retry is offered again.
    await expect(opener).not.toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.type(' on ');
    await expect(open).toHaveCount(0);
  }
  await expect(ada.composer).toHaveValue('so on '.repeat(openers.length));

  await openers[0]?.click();
  await expect(page.getByRole('menuitem').first()).toBeFocused();
});

test('undo removes what was inserted, and never restores a text that was sent', async ({
  testRoom,
}) => {
  await testRoom.publish('Anna', ['Hello']);
  const ada = await testRoom.enter('Ada');
  const { composer, page } = ada;
  const undo = () => composer.press('Control+z');

  await composer.pressSequentially('hi @An');
  await expect(options(ada)).toHaveCount(1);
  await composer.press('Tab');
  await expect(composer).toHaveValue('hi @Anna ');
  await undo();
  await expect(composer).toHaveValue('hi @An');
  await composer.press('Control+Shift+z');
  await expect(composer).toHaveValue('hi @Anna ');
  await composer.press('Enter');
  await ada.settled();
  await undo();
  await expect(composer).toHaveValue('hi @Anna ');

  await composer.fill('a draft');
  await ada.act('hi @Anna', 'Edit');
  await expect(composer).toHaveValue('hi @Anna ');
  await composer.press('End');
  await composer.pressSequentially('!');
  await undo();
  await expect(composer).not.toHaveValue(/!|draft./);
  await composer.press('Escape');
  await expect(composer).toHaveValue('a draft');
  // Text inserted during the edit is not part of the draft.
  await page.reload();
  await expect(composer).toHaveValue('a draft');
});

test('a message of nothing but markup is shown as it was typed', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  const rows = ada.page.locator('.rows .text');
  for (const [i, text] of ['>', '---', '```', '` `'].entries()) {
    await ada.say(text);
    await expect(rows.nth(i)).toContainText(text);
  }
});

test('a mentioned user sees it, even if they join later', async ({ testRoom }) => {
  const ben = await testRoom.enter('Ben');
  await ben.say('@Cleo, are you coming?');
  await expect(ben.message('coming').locator('.mention')).toHaveCount(0);
  const cleo = await testRoom.enter('Cleo');
  const own = cleo.message('coming').locator('.mention');
  await expect(own).toHaveAttribute('data-own', 'true');
  await expect(ben.message('coming').locator('.mention')).toHaveAttribute('data-own', 'false');
});

test('an emoji completes by its name, and Enter of a composition selects none', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  await ada.composer.pressSequentially('Look :) :D 10:30 :tad');
  await expect(options(ada).first()).toHaveText('🎉:tada:');
  await ada.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await expect(options(ada).first()).toBeVisible();
  await ada.page.keyboard.press('Tab');
  await expect(ada.composer).toHaveValue('Look :) :D 10:30 🎉 ');
  await ada.composer.pressSequentially(':heart');
  await expect(options(ada).first()).toContainText('❤️');
  await options(ada).first().click();
  await expect(ada.composer).toHaveValue('Look :) :D 10:30 🎉 ❤️ ');
  await expect(ada.composer).toBeFocused();
});

test('a text sent before the emoji have loaded waits briefly for them', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await ada.page.route(/edgewise_emoji/, async (route) => {
    await held;
    await route.continue();
  });
  const fetched = ada.page.waitForResponse(lazyFiles('load-emoji'));
  await ada.composer.pressSequentially('one :ta');
  await fetched;
  await ada.composer.pressSequentially('da:');
  await ada.composer.press('Enter');
  // Further typing is another message, so the first is sent as it is.
  await ada.composer.pressSequentially('two :tada:');
  await expect(ada.message('one')).toContainText('one :tada:');
  await expect(ada.composer).toHaveValue('two :tada:');
  await ada.composer.press('Enter');
  release();
  await expect(ada.message('two')).toContainText('two 🎉');
  await expect(ada.composer).toHaveValue('');
});

test('an emoji whose name is typed in full is inserted, and an unknown name stays', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  await ada.composer.pressSequentially('Hi :wave: at 10:30: see :nowhere: and `:tada:` ');
  await expect(ada.composer).toHaveValue('Hi 👋 at 10:30: see :nowhere: and `:tada:` ');
  await ada.composer.press('Home');
  await ada.composer.pressSequentially(':+1:!');
  await expect(ada.composer).toHaveValue('👍!Hi 👋 at 10:30: see :nowhere: and `:tada:` ');
  await ada.composer.press('Enter');
  await expect(ada.message('👍!Hi 👋')).toBeVisible();
});

test('Enter sends when no option was selected', async ({ testRoom }) => {
  await testRoom.publish('Anna', ['Hello']);
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('Hello')).toBeVisible();
  await ada.composer.pressSequentially('the switch is :on');
  await expect(options(ada).first()).toBeVisible();
  await ada.composer.press('Enter');
  await expect(ada.message('the switch is :on')).toBeVisible();
  await expect(options(ada)).toHaveCount(0);
  await ada.composer.pressSequentially('@Anna');
  await expect(options(ada)).toHaveText(['Anna']);
  await ada.composer.press('Enter');
  await expect(ada.message('@Anna')).toBeVisible();
  await expect(ada.composer).toHaveValue('');
});

test('an emoji completes after a mention, and nothing does in code', async ({ testRoom }) => {
  await testRoom.publish('Ben', ['Hello']);
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('Hello')).toBeVisible();
  await ada.composer.pressSequentially('@Ben thanks :rocket: ');
  await expect(ada.composer).toHaveValue('@Ben thanks 🚀 ');
  await ada.composer.fill('```\n');
  await ada.composer.pressSequentially('key :on: x @Be');
  await expect(ada.composer).toHaveValue('```\nkey :on: x @Be');
  await expect(options(ada)).toHaveCount(0);
  // After the code completion works as before.
  await ada.composer.fill('```\nx\n```\n');
  await ada.composer.pressSequentially('see :on: ');
  await expect(ada.composer).toHaveValue('```\nx\n```\nsee 🔛 ');
});

test('the picker for a reaction is beside its message, with one focus ring', async ({
  testRoom,
}) => {
  await testRoom.publish('Ben', [
    'First of all',
    ...Array.from({ length: 8 }, (_, i) => `Line ${i}`),
  ]);
  const ada = await testRoom.enter('Ada');
  const message = ada.message('Line 7');
  await message.hover();
  await ada.page.getByRole('button', { name: 'React', exact: true }).click();
  await ada.page.getByRole('button', { name: 'More emoji' }).click();
  await expect(picker(ada).getByRole('searchbox')).toBeFocused();
  const [panel, row, field] = await Promise.all(
    [picker(ada), message, ada.page.locator('.composer .field')].map((one) => one.boundingBox()),
  );
  if (!panel || !row || !field) throw new Error('nothing is drawn');
  const gap = Math.min(
    Math.abs(row.y - panel.y - panel.height),
    Math.abs(panel.y - row.y - row.height),
  );
  expect(gap).toBeLessThan(10);
  expect(panel.y + panel.height).toBeLessThan(field.y);
  const rings = await ada.page.evaluate(
    () =>
      [...document.querySelectorAll('.field, .field *')].filter(
        (one) => getComputedStyle(one).outlineStyle !== 'none',
      ).length,
  );
  expect(rings).toBe(1);
  await picker(ada).getByRole('button', { name: 'grinning face', exact: true }).click();
  await expect(message.getByRole('button', { name: '😀' })).toBeVisible();
});

test('the picker searches, moves by keys, inserts at the cursor, and remembers', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  const { keyboard } = ada.page;
  const focused = ada.page.locator(':focus');
  await ada.composer.fill('ab');
  await ada.composer.press('ArrowLeft');
  await ada.page.getByRole('button', { name: 'Emoji' }).click();
  const search = picker(ada).getByRole('searchbox');
  await expect(search).toBeFocused();
  // The search box is there before the emoji are.
  await expect(picker(ada).locator('.picker-grid button').first()).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(focused).toHaveAccessibleName('grinning face');
  await keyboard.press('ArrowRight');
  await expect(focused).toHaveAccessibleName('grinning face with big eyes');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await expect(focused).toHaveAccessibleName('grinning face with big eyes');
  await keyboard.press('ArrowUp');
  await expect(search).toBeFocused();
  await keyboard.type('octop');
  await expect(picker(ada).getByRole('button', { name: 'octopus' })).toBeVisible();
  await keyboard.press('Enter');
  await expect(picker(ada)).toHaveCount(0);
  await expect(ada.composer).toHaveValue('a🐙b');
  await expect(ada.composer).toBeFocused();

  await ada.page.getByRole('button', { name: 'Emoji' }).click();
  await expect(picker(ada).getByRole('button', { name: 'Recent' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(picker(ada).locator('.picker-grid button')).toHaveText(['🐙']);
  await search.fill('germany');
  await expect(picker(ada).locator('.picker-grid button')).toHaveText(['🇩🇪']);
  await search.fill('qqqq');
  await expect(picker(ada)).toContainText('No emoji found');
  await keyboard.press('Escape');
  await expect(picker(ada)).toHaveCount(0);
  await expect(ada.composer).toBeFocused();
});

test('emoji of people have the chosen skin tone, in the picker and by name', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  const { keyboard } = ada.page;
  const focused = ada.page.locator(':focus');
  const door = ada.page.getByRole('button', { name: 'Emoji' });
  await door.click();
  const search = picker(ada).getByRole('searchbox');
  await search.fill('waving hand');
  const hand = picker(ada).getByRole('button', { name: 'waving hand' });
  await expect(hand).toHaveText('👋');
  await search.press('Tab');
  await expect(focused).toHaveAccessibleName('Skin tone ✋');
  await keyboard.press('Enter');
  await expect(focused).toHaveAccessibleName('Skin tone ✋');
  await keyboard.press('End');
  await keyboard.press('ArrowLeft');
  await expect(focused).toHaveAccessibleName('Skin tone ✋🏾');
  await keyboard.press('Enter');
  await expect(focused).toHaveAccessibleName('Skin tone ✋🏾');
  await expect(hand).toHaveText('👋🏾');
  await hand.click();
  await expect(ada.composer).toHaveValue('👋🏾');

  await ada.page.reload();
  await ada.composer.fill('');
  await ada.composer.pressSequentially(':wave');
  await expect(ada.page.getByRole('option').first()).toHaveText('👋🏾:wave:');
  await keyboard.press('Tab');
  await ada.composer.pressSequentially(':octopus');
  await expect(ada.page.getByRole('option').first()).toHaveText('🐙:octopus:');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(ada.composer).toHaveValue('👋🏾 🐙 ');

  // Recent emoji change their skin tone with the rest.
  await door.click();
  await expect(picker(ada).locator('.picker-grid button')).toHaveText(['🐙', '👋🏾']);
  await picker(ada).getByRole('button', { name: 'Skin tone ✋🏾' }).click();
  await keyboard.press('Escape');
  await expect(focused).toHaveAccessibleName('Skin tone ✋🏾');
  await keyboard.press('Enter');
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await expect(picker(ada).locator('.picker-grid button')).toHaveText(['🐙', '👋']);
});

test('any emoji can be a reaction, by keys alone', async ({ testRoom }) => {
  await testRoom.publish('Cleo', ['Cake?']);
  const ada = await testRoom.enter('Ada');
  const { keyboard } = ada.page;
  await expect(ada.message('Cake?')).toBeVisible();
  await keyboard.press('Shift+Tab');
  await keyboard.press('+');
  await expect(ada.page.locator(':focus')).toHaveAccessibleName('React with 👍');
  await keyboard.press('End');
  await expect(ada.page.locator(':focus')).toHaveAccessibleName('More emoji');
  await keyboard.press('Enter');
  await expect(picker(ada).getByRole('searchbox')).toBeFocused();
  await keyboard.type('octopus');
  await expect(picker(ada).getByRole('button', { name: 'octopus' })).toBeVisible();
  await keyboard.press('Enter');
  await expect(ada.message('Cake?').locator('.reaction')).toHaveText('🐙 1');
  await expect(ada.message('Cake?')).toBeFocused();
});

test('the picker works with storage denied', async ({ testRoom }) => {
  const page = await testRoom.open();
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
  });
  await page.goto(`/r/${testRoom.room}`);
  await page.getByRole('textbox', { name: 'What’s your name?' }).fill('Ada');
  await page.keyboard.press('Enter');
  const composer = page.getByRole('textbox', { name: 'Your message' });
  await composer.fill('x');
  for (const name of ['octopus', 'squid']) {
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('searchbox').fill(name);
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  }
  await expect(composer).toHaveValue('x🐙🦑');
  await page.getByRole('button', { name: 'Emoji' }).click();
  await expect(page.locator('.picker-grid button')).toHaveText(['🦑', '🐙']);
});

test('a draft survives a reload and an edit, and ends with being sent', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  await ada.say('First');
  await ada.settled();
  await ada.composer.fill('Half a\nthought');
  await ada.page.reload();
  await expect(ada.composer).toHaveValue('Half a\nthought');
  await ada.act('First', 'Edit');
  await ada.page.reload();
  await expect(ada.composer).toHaveValue('Half a\nthought');
  await ada.composer.press('Enter');
  await ada.settled();
  await ada.page.reload();
  await expect(ada.composer).toHaveValue('');
});
