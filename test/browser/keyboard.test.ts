import { lazyFiles } from './lazy-files.ts';
import { expect, test } from './people.ts';

test('everything can be done without a pointer', async ({ testRoom }) => {
  await testRoom.publish('Cleo', ['First', 'Second']);
  const ada = await testRoom.enter('Ada', { viewport: { width: 1280, height: 800 } });
  const { keyboard } = ada.page;
  const focused = ada.page.locator(':focus');

  // Keys are faster than the lazy code that they need.
  const typed = Promise.withResolvers<void>();
  await ada.page.route(lazyFiles('message-actions'), async (route) => {
    await typed.promise;
    await route.continue();
  });

  await keyboard.type('Third');
  await keyboard.press('Enter');
  await ada.settled();

  // From the composer back into the log: one tab stop for all messages, the newest first.
  await keyboard.press('Shift+Tab');
  await expect(focused).toHaveAccessibleName(/^You, /);
  await keyboard.press('ArrowUp');
  await expect(focused).toContainText('Second');
  await keyboard.press('Home');
  await expect(focused).toContainText('First');
  await keyboard.press('End');
  await expect(focused).toContainText('Third');

  // Into the message's own action bar, to an emoji, and back to the message.
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  typed.resolve();
  await expect(focused).toHaveAccessibleName('React with 👍');
  await keyboard.press('ArrowLeft');
  await expect(focused).toHaveAccessibleName('React with 👍');
  await keyboard.press('ArrowRight');
  await expect(focused).toHaveAccessibleName('React with ❤️');
  await keyboard.press('Enter');
  await expect(ada.message('Second').locator('.reaction')).toHaveText('❤️ 1');
  await expect(focused).toContainText('Second');

  // Escape leaves the bar without leaving the message.
  await keyboard.press('+');
  await expect(focused).toHaveAccessibleName('React with 👍');
  await keyboard.press('Escape');
  await expect(focused).toContainText('Second');

  // R replies; Escape cancels the reply.
  await keyboard.press('r');
  await expect(focused).toHaveAccessibleName('Your message');
  await expect(ada.page.getByText('Replying to Cleo')).toBeVisible();
  await keyboard.press('Escape');
  await expect(ada.page.getByText('Replying to Cleo')).toBeHidden();

  // ↑ in an empty composer edits one's own last message.
  await keyboard.press('ArrowUp');
  await expect(ada.composer).toHaveValue('Third');
  await keyboard.type('!');
  await keyboard.press('Enter');
  await expect(ada.message('Third!')).toContainText('edited');

  // Delete asks first.
  await keyboard.press('Shift+Tab');
  await keyboard.press('End');
  await expect(focused).toContainText('Third!');
  await keyboard.press('Delete');
  await expect(focused).toHaveAccessibleName('Delete');
  await keyboard.press('Enter');
  await expect(ada.message('This message was deleted.')).toBeVisible();
});

test('? lists the keys, and the focus returns to the message', async ({ testRoom }) => {
  await testRoom.publish('Cleo', ['First']);
  const ada = await testRoom.enter('Ada');
  await ada.composer.press('?');
  await expect(ada.composer).toHaveValue('?');
  await ada.page.keyboard.press('Shift+Tab');
  await ada.page.keyboard.press('?');
  const help = ada.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('edit your message');
  await ada.page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(ada.message('First')).toBeFocused();
});

test('the people panel of a phone opens, closes, and returns the focus', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada', { viewport: { width: 360, height: 740 } });
  const button = ada.page.getByRole('button', { name: '1 online' });
  const panel = ada.page.getByRole('complementary', { name: 'Online' });
  await expect(panel).toBeHidden();
  await button.press('Enter');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(panel).toBeVisible();
  await ada.page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(button).toBeFocused();
});
