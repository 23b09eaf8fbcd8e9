import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proseOf } from '../../../../src/room/assistant/prose.ts';
import { assistantSettings } from '../../../../src/room/assistant/settings.ts';
import { asks, withoutMention } from '../../../../src/room/assistant/trigger.ts';
import { threadCpuMs } from '../../../support/thread-cpu.ts';

const mention = { trigger: 'mention', name: 'Assistant' } as const;

describe('a message that mentions the assistant [R102][R111]', () => {
  it.each([
    '@assistant hi',
    'hi @Assistant',
    'hi, @assistant!',
    '(@ASSISTANT)',
    '@assistant',
    '你好@Assistant',
    '@Assistant你好',
    'ねえ@Assistantさん',
    'สวัสดี@Assistantช่วยด้วย',
    '@Assistant에게 묻는다',
    '＠assistant',
    '﹫Assistant',
    '＠Ａｓｓｉｓｔａｎｔ 助けて',
    "@Assistant's turn",
    'wait…@Assistant, really?',
    'cc:@Assistant',
    'me@assistant.example and @assistant too',
    '@Assistant.\nthanks',
    'and/or @Assistant',
    '@Assistant-你好',
    '@Assistant\u200b 你好',
    '@Assistant—help',
    'read site.example/faq, @Assistant',
    '[@Assistant](https://site.example)?',
  ])('%j asks a question', (text) => expect(asks(mention, text, false)).toBe(true));

  it.each([
    'assistant',
    '@assistants',
    'me@assistant.example',
    '@assistant.example',
    '@@assistant',
    'x@assistant',
    'me@Assistant',
    'почта@Assistant.ru',
    'почта@Assistant',
    'me@Assistant你好',
    '@assistant-bot',
    '@assistant\u2011bot',
    '@assistant_bot',
    '@assistant2',
    '@assistant２',
    '@assistant@social.example',
    '@assistant/core',
    '@assistantе',
    '@assistant\u0301',
    'https://social.example/@assistant',
    'social.example/@assistant',
    'social.example/people/@assistant',
    'social.example:443/@assistant',
    'social.example/?about=@assistant',
    '[him](/people/@assistant)',
    '@assistant\u00adbot',
    '@assistant\u200bbot',
    '@assistant\uff0dbot',
    '@assistant+news',
  ])('%j does not ask', (text) => expect(asks(mention, text, false)).toBe(false));

  it.each([
    '`@assistant help`',
    'use `@assistant` to ask',
    'use ``@assistant` `` to ask',
    '`one\n@assistant help`',
    '`path\\ @assistant\\`',
    '```\n@assistant help\n```',
    '```js\n@assistant help',
    '~~~\n@assistant help\n~~~\nthanks',
    '- ```\n  @assistant help\n  ```',
    '    @assistant help',
    '\t@assistant help',
    'so:\n\n    @assistant help\n\n    @assistant more',
    '> @assistant help',
    '> > @assistant help\n> more',
    '>@assistant help',
    '- > @assistant help',
    '1. > @assistant help',
    'Bob wrote\n> @assistant help\nand was right',
  ])('%j shows the name and does not ask', (text) =>
    expect(asks(mention, text, false)).toBe(false),
  );

  it.each([
    ['> what Bob wrote\n@assistant is that so?', '> what Bob wrote\n is that so?'],
    ['```\ncode\n```\n@assistant why?', '```\ncode\n```\n why?'],
    ['```code``` @assistant why?', '```code```   why?'],
    ['a ` alone, @assistant why?', 'a ` alone,   why?'],
    ['\\`@assistant\\` why?', '\\` \\` why?'],
    ['`@assistant` is how, @assistant?', '`@assistant` is how,  ?'],
    ['1. one\n\n    @assistant two', '1. one\n\n      two'],
    ['so\n    @assistant why?', 'so\n      why?'],
    ['```\ncode```\n@assistant why?', '```\ncode```\n  why?'],
  ])('%j asks, because there is text beside the quoted part', (text, rest) => {
    expect(asks(mention, text, false)).toBe(true);
    const asked = withoutMention('Assistant', text);
    expect(asked.replace(/\s+/g, ' ')).toBe(rest.replace(/\s+/g, ' '));
  });

  it('asks by a reply, by any message or never, as the operator configures', () => {
    expect(asks(mention, 'and then?', true)).toBe(true);
    const by = (trigger: 'reply' | 'always' | 'off') => [
      asks({ trigger, name: 'A' }, '@A', false),
      asks({ trigger, name: 'A' }, 'hi', true),
    ];
    expect([by('reply'), by('always'), by('off')]).toEqual([
      [false, true],
      [true, true],
      [false, false],
    ]);
  });
});

describe('a name of the assistant', () => {
  it.each([
    ...['C++', 'Ask (me)', 'Ärmel', '助手', 'a.b*c', 'Bot!', 'Bot🤖', "O'Brien", 'a-b', 'B@t'],
    ...['İpek', 'Straße', 'ΣΟΦΟΣ', '[^]', '{1}', 'a\\b', '$&', '#1', 'ผู้ช่วย', 'مساعد', 'e\u0301'],
    ...['Dr. Who', '/bot', '!', '?.', '-', '_x_', '٣', 'Ada Lovelace'],
  ])('can be mentioned: %j', (given) => {
    const { name } = assistantSettings({ AI_NAME: given });
    const named = { trigger: 'mention', name } as const;
    for (const text of [
      `hey @${name} please`,
      `@${name.toUpperCase()}`,
      `@${name.normalize('NFD')}`,
    ])
      expect(asks(named, text, false)).toBe(true);
    expect(withoutMention(name, `@${name}: what?`)).toBe('what?');
    expect(asks(named, 'plain hello', false)).toBe(false);
  });

  it('may be any that the settings accept, and writing it asks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), (given) => {
        let name: string;
        try {
          ({ name } = assistantSettings({ AI_NAME: given }));
        } catch (error) {
          expect((error as Error).message).toContain('AI_NAME');
          return;
        }
        expect(asks({ trigger: 'mention', name }, `hi @${name} there`, false)).toBe(true);
        expect(asks({ trigger: 'mention', name }, 'hi there', false)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['`Bot`', '@Bot', '＠Bot'])(
    '%j stops the server, because it could not be typed',
    (name) => {
      expect(() => assistantSettings({ AI_NAME: name })).toThrow(/^AI_NAME /);
    },
  );
});

it('blanking out code and quotes preserves the length of a text', () => {
  const unit = fc.constantFrom('`', '``', '```', '~~~', '\n', '    ', '> ', '- ', '\\', 'a', '你');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      const prose = proseOf(text);
      expect(prose).toHaveLength(text.length);
      expect(prose.split('\n').map(({ length }) => length)).toEqual(
        text.split('\n').map(({ length }) => length),
      );
    }),
  );
});

it.each([
  ['signs', '@'.repeat(100_000)],
  ['mentions', '@Assistant'.repeat(10_000)],
  ['backticks', '`'.repeat(50_000) + '` `` '.repeat(10_000)],
  ['an address', `a.b/${'@assistantx/'.repeat(8_000)}`],
  ['dots', 'a.'.repeat(50_000)],
  ['addresses', 'a.example/ '.repeat(9_000)],
])('a hundred thousand characters of %s are read quickly', (_, text) => {
  expect(threadCpuMs(() => asks(mention, `${text} @assistant`, false))).toBeLessThan(2000);
});
