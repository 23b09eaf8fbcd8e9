import { expect, it } from 'vitest';
import { inEnglish } from '../../../../src/ui/i18n/language.ts';
import { languageFor } from '../../../../src/ui/i18n/language-for.ts';
import { notificationText } from '../../../../src/ui/notifications/notification-text.ts';
import { BEN, message } from '../../client/fakes.ts';

const { words } = inEnglish();
const plain = (text: string) => text.replaceAll('*', '');
const from = (name: string, text: string) => message(1, { user: { id: name, name }, text });

it('names the sender and gives the text, without its markup', () => {
  const hello = message(1, { user: BEN, text: '**Hello**' });
  expect(notificationText([hello], plain, words)).toEqual({ title: 'Ben', body: 'Hello' });
});

it('counts several messages and gives the newest', () => {
  const two = [from('Ben', 'One'), from('Ben', 'Two')] as const;
  expect(notificationText([...two], plain, words)).toEqual({
    title: 'Ben · 2 new messages',
    body: 'Two',
  });
});

it('names up to three senders, and whose text it is', async () => {
  const three = [from('Ben', 'One'), from('Cy', 'Two'), from('Di', 'Three')] as const;
  expect(notificationText([...three], plain, words)).toEqual({
    title: 'Ben, Cy, and Di · 3 new messages',
    body: 'Di: Three',
  });
  expect(notificationText([...three, from('Eve', 'Four')], plain, words)).toEqual({
    title: '4 new messages',
    body: 'Eve: Four',
  });
  const { words: german } = await languageFor(['de']);
  expect(notificationText([three[0], three[1]], plain, german).title).toBe(
    'Ben und Cy · 2 neue Nachrichten',
  );
});
