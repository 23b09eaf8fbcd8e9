// Limits that hold for any text: the number of elements, the time to parse it, and no lost text.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { MentionableNames } from '../../../../src/ui/people/mentionable-names.ts';
import {
  type Block,
  blocksOf,
  type Line,
  readBlocks,
} from '../../../../src/ui/rich-text/blocks/blocks.ts';
import { tokensOf } from '../../../../src/ui/rich-text/code/highlight.ts';
import { ElementBudget } from '../../../../src/ui/rich-text/element-budget.ts';
import { inlineOf } from '../../../../src/ui/rich-text/inline/inline.ts';
import type { Inline } from '../../../../src/ui/rich-text/inline/inline-model.ts';
import { addresses } from '../../../../src/ui/rich-text/links/addresses.ts';
import { loadPlainText, plainText } from '../../../../src/ui/rich-text/plain-text.ts';
import { inPieces, whole } from './told.ts';

beforeAll(loadPlainText);

/** The maximum elements for a text of this length; one more block is allowed to be complete. */
const allowed = (length: number): number => 256 + length / 8 + 40;

const known = new MentionableNames(['Ada', 'Ben']);

const inlinesOf = ({ text, elements }: Line): Inline[] =>
  inlineOf(text, { elements, addresses, mentionAt: known.mentionAt });

const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((total, one) => total + of(one), 0);

/** The inline elements of a text. */
const inlineElements = (inlines: readonly Inline[]): number =>
  sum(inlines, (one) => {
    if (typeof one === 'string') return 0;
    return (one.kind === 'link' ? 3 : 1) + ('children' in one ? inlineElements(one.children) : 0);
  });

const lineElements = (line: Line): number => inlineElements(inlinesOf(line));

/** The block elements of a text. */
const elementsOf = (blocks: readonly Block[]): number =>
  sum(blocks, (block) => {
    if ('elements' in block) return 1 + lineElements(block);
    if (block.kind === 'code') return 10;
    if (block.kind === 'quote') return 1 + elementsOf(block.blocks);
    if (block.kind === 'list')
      return (
        1 +
        sum(block.items, ({ blocks, done }) => elementsOf(blocks) + (done === undefined ? 1 : 3))
      );
    if (block.kind === 'table')
      return sum(
        [block.head, ...block.rows],
        (cells) => 1 + sum(cells, (cell) => 1 + lineElements(cell)),
      );
    return 1;
  });

/** How many steps it takes to parse all lines of a text. */
function stepsOf(text: string): number {
  let steps = 0;
  const count = (more: number) => {
    steps += more;
  };
  const lines = new Proxy(text.split('\n'), {
    get: (all, key) => {
      steps++;
      return Reflect.get(all, key);
    },
  });
  const read = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if ('elements' in block)
        inlineOf(block.text, {
          elements: block.elements,
          mentionAt: known.mentionAt,
          onSteps: count,
        });
      if (block.kind === 'quote') read(block.blocks);
      if (block.kind === 'list') for (const item of block.items) read(item.blocks);
      if (block.kind === 'table')
        for (const { text: cell, elements } of [block.head, ...block.rows].flat())
          inlineOf(cell, { elements, onSteps: count });
    }
  };
  read(readBlocks(lines, new ElementBudget()).map(({ block }) => block));
  return steps;
}

/** Markup characters, and characters of every class that has ever mattered. */
const marks = [
  ...['*', '**', '***', '_', '__', '~~', '`', '``', '```', '~~~', '\\', '\\(', '\\)', '\\[', '\\]'],
  ...[
    '$',
    '$$',
    '[',
    ']',
    '](',
    '![',
    '(',
    ')',
    '<',
    '>',
    '"',
    "'",
    '|',
    '|-',
    '\n|-|-|\n',
    '{}',
    '=',
  ],
  ...[
    '> ',
    '- ',
    '1. ',
    '# ',
    '---',
    '- [ ] ',
    '- [x] ',
    '@',
    '@Ada',
    'a@b.de',
    'x.de',
    'https://a.de',
  ],
  ...[' ', '  ', '\t', '\n', '\n\n', '   \n', ':', '.', ',', '!', 'a', 'A', '_a', 'a_'],
  ...[
    '\u202e',
    '\u2066',
    '\u202c',
    '\u200b',
    '\u200d',
    '\u0300',
    '\u0489',
    '\u0007',
    '\ufe0f',
    '\u00ad',
  ],
  ...['😀', '👩‍👩‍👧', '🇩🇪', '漢', 'か', 'ไทย', 'ب', 'שלום', 'é', 'e\u0301', '\ud800', '\udc00'],
];

/** Inputs that were once slow: each of these, repeated. */
const expensive = [
  ...[
    '\u202e',
    '- a\n',
    '`a`  ',
    '**a** ',
    '_*_',
    '\\[',
    '*a **b ',
    '[a](',
    '[',
    '![',
    '[[x]',
    '[x](a "',
  ],
  ...[
    'a\n\n',
    '> a\n',
    '# a\n',
    '- [ ] a\n',
    '1. a\n',
    '```\na\n```\n',
    '```js {} {} {} x',
    '~~~ x ',
    '---\n',
  ],
  ...[
    '|a',
    '|-|-\n',
    '|a|b|\n|-|-|\n|c|d|\n',
    '\\(',
    '\\(a',
    '$a_',
    '$$',
    '$a_1$ ',
    '@',
    '@Ada ',
    '@a',
    'x.de ',
  ],
  ...[
    'a.b',
    'https://a.de/*',
    'https://',
    'a@b.de,',
    '\u202ea',
    '\u202e\u202c',
    '` a',
    ' ` ',
    '*`',
    '***a***',
  ],
  ...[
    'a*_~',
    '~~a~~',
    '\\*',
    '!',
    '\\',
    '*',
    '_',
    '`',
    '~',
    ' ',
    '\n',
    '- ',
    '  - a\n',
    '> > > > > > > a\n',
  ],
];

const repeated = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

/** Texts of a few repeated markup characters, between others. */
const hostile = (length: number) =>
  fc
    .tuple(...[3, 4, 3].map((maxLength) => fc.array(fc.constantFrom(...marks), { maxLength })))
    .map(([before = [], over = [], after = []]) => {
      const part = over.join('') || 'a';
      return `${before.join('')}${repeated(part, length)}${after.join('')}`;
    });

describe('for any hostile text', () => {
  it('rich text has a limited number of elements', () => {
    for (const part of expensive)
      for (const length of [4000, 65_536]) {
        const text = repeated(part, length);
        expect(elementsOf(blocksOf(text)), JSON.stringify(part)).toBeLessThan(allowed(length));
      }
    fc.assert(
      fc.property(hostile(4000), (text) => {
        expect(elementsOf(blocksOf(text))).toBeLessThan(allowed(text.length));
      }),
      { numRuns: 150 },
    );
  });

  it('links above the limit stay as they were typed', () => {
    for (const link of ['*https://a.de', '*[a](https://a.de)']) {
      const text = `${link}\n\n`.repeat(300);
      expect(elementsOf(blocksOf(text))).toBeLessThan(allowed(text.length));
    }
    const line = 'https://a.de https://b.de';
    expect(inlineOf(line, { elements: 4, addresses })).toEqual([
      { kind: 'link', href: 'https://a.de/', children: ['https://a.de'] },
      ' https://b.de',
    ]);
  });

  it('twice the text takes at most twice the steps', () => {
    const ratioOf = (text: (length: number) => string): number =>
      stepsOf(text(32_000)) / stepsOf(text(16_000));
    for (const part of expensive)
      expect(
        ratioOf((length) => repeated(part, length)),
        JSON.stringify(part),
      ).toBeLessThan(2.6);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...marks), { minLength: 1, maxLength: 5 }), (parts) => {
        const part = parts.join('');
        expect(ratioOf((length) => repeated(part, length))).toBeLessThan(2.6);
        expect(stepsOf(repeated(part, 16_000))).toBeLessThan(12 * 16_000);
      }),
      { numRuns: 150 },
    );
  });

  it('no text is lost', () => {
    // Letters that are not markup; whole addresses, because links hide theirs.
    const part = fc.constantFrom(
      ...marks.filter((mark) => !/https|\.de|=/.test(mark)),
      ...['ж', 'жж ', 'ж\n', '[ж](https://a.de/x) ', ' https://a.de/x '],
    );
    const words = (text: string) => text.replace(/[^ж]/g, '');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), fc.constantFrom(1, 40), (parts, times) => {
        const text = parts.join('').repeat(times);
        expect(words(whole(text))).toBe(words(text));
        expect(words(plainText(text))).toBe(words(text));
        expect(words(inPieces(text.match(/[\s\S]{1,37}/g) ?? []))).toBe(words(text));
      }),
      { numRuns: 300 },
    );
  });

  it('text after the last element is there as it was typed', () => {
    const text = `${'**a** '.repeat(600)}**the end** of it`;
    const shown = whole(text);
    expect(shown).toContain('<b>a</b> <b>a</b>');
    expect(shown).toContain('**the end** of it');
    const list = whole(`${'- a\n'.repeat(1000)}- the end`);
    expect(list.match(/<li>/g)?.length).toBeGreaterThan(100);
    expect(list.match(/a/g)?.length).toBe(1000);
    expect(list).toContain('- the end');
  });

  it('a short text has all of its markup', () => {
    const text = '**a** _b_ `c` [d](https://a.de) ~~e~~ '.repeat(12);
    expect(whole(text)).not.toMatch(/[*~`]/);
    const items = '- **a** and `b`\n'.repeat(40);
    expect(whole(items).match(/<b>a<\/b> and <c>b<\/c>/g)).toHaveLength(40);
  });

  it('the plain text is derived without reading all of it', () => {
    expect(plainText(`**${'a'.repeat(65_000)}`, 200)).toHaveLength(200);
    expect(plainText('😀'.repeat(200), 3)).toBe('😀');
    expect(plainText('\u202e'.repeat(4000), 200)).toBe('U+202E×800');
    fc.assert(
      fc.property(hostile(1000), (text) => {
        const told = plainText(text, 140);
        expect(told.length).toBeLessThanOrEqual(140);
        expect(told).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe('highlighted code', () => {
  const colored = (code: string, language: string) =>
    tokensOf(code, language)?.map(([text, kind]) => (kind ? `${kind}:${text}` : text.trim())) ?? [];

  it('distinguishes the usual tokens', () => {
    expect(colored('const a = "b"; // c\nrun(12, true)', 'ts')).toEqual([
      ...[
        'kwd:const',
        'a =',
        'str:"b"',
        ';',
        'cmnt:// c',
        '',
        'func:run',
        '(',
        'num:12',
        ',',
        'bool:true',
        ')',
      ],
    ]);
    expect(colored('def f(x):  # y\n  return """a\nb"""', 'Python')).toEqual([
      ...['kwd:def', '', 'func:f', '(x):', 'cmnt:# y', '', 'kwd:return', '', 'str:"""a\nb"""'],
    ]);
    expect(colored('{"a": 1, "b": null}', 'json')).toEqual([
      ...['{', 'str:"a"', ':', 'num:1', ',', 'str:"b"', ':', 'bool:null', '}'],
    ]);
    expect(colored('<a href="x">1 < 2</a><!-- c -->', 'html')).toEqual([
      ...[
        'kwd:<a',
        '',
        'var:href',
        '=',
        'str:"x"',
        'kwd:>',
        '1 < 2',
        'kwd:</a>',
        'cmnt:<!-- c -->',
      ],
    ]);
    expect(colored('+a\n-b\n c', 'diff')).toEqual(['insert:+a', '', 'deleted:-b', 'c']);
    expect(colored('SELECT a FROM b', 'sql')).toEqual(['kwd:SELECT', 'a', 'kwd:FROM', 'b']);
    expect(tokensOf('a', 'nothing')).toBeNull();
    expect(tokensOf('a', 'constructor')).toBeNull();
  });

  it('loses nothing, and colors a limited number, in every language', () => {
    const languages = 'js c html ini json yaml css py rb php go rs lua sql bash docker diff'.split(
      ' ',
    );
    const part = fc.constantFrom(
      ...marks,
      '/*',
      '*/',
      '//',
      '#',
      '--',
      '<!--',
      '-->',
      '"""',
      'let ',
      '9',
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.constantFrom(...languages),
        (parts, language) => {
          const code = repeated(parts.join('') || 'Aa', 3000);
          const tokens = tokensOf(code, language) ?? [];
          expect(tokens.map(([text]) => text).join('')).toBe(code);
          expect(tokens.filter(([, kind]) => kind !== null).length).toBeLessThanOrEqual(600);
        },
      ),
    );
  });
});
