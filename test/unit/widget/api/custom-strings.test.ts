import { expect, test } from 'vitest';
import { applyStrings } from '../../../../src/widget/api/custom-strings.ts';

const words = () => ({ chat: 'Chat', online: (count: number) => `${count} online` });

/** Our texts with a site's replacements. */
function withSites(strings: Readonly<Record<string, unknown>>): ReturnType<typeof words> {
  const ours = words();
  applyStrings(ours, strings);
  return ours;
}

test('a site replaces texts, and those with a number by a string or a function', () => {
  expect(withSites({ chat: 'Ask us' }).chat).toBe('Ask us');
  expect(withSites({ online: 'We are here' }).online(3)).toBe('We are here');
  expect(withSites({ online: (count: number) => `${count} bakers` }).online(3)).toBe('3 bakers');
});

test.each([5, null, undefined, {}, () => 'Ask us'])('an invalid text is ignored: %s', (own) => {
  const ours = withSites({ chat: own });
  expect(ours.chat).toBe('Chat');
});
