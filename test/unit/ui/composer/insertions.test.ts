import { expect, test } from 'vitest';
import { insertedCode, insertedMention } from '../../../../src/ui/composer/insertions.ts';

test('an inserted mention is separated from the text before it', () => {
  expect(insertedMention('', 'Assistant ')).toBe('@Assistant ');
  expect(insertedMention('Thanks ', '')).toBe('@');
  expect(insertedMention('one\n', '')).toBe('@');
  expect(insertedMention('Thanks', '')).toBe(' @');
});

test('inserted code gets lines of its own, with the caret after what was selected', () => {
  const empty = insertedCode('', '');
  expect(empty.text).toBe('```\n\n```\n');
  expect(empty.text.slice(0, empty.caret)).toBe('```\n');
  const selected = insertedCode('Try', 'npm start');
  expect(selected.text).toBe('\n```\nnpm start\n```\n');
  expect(selected.text.slice(0, selected.caret)).toBe('\n```\nnpm start');
});
