import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, hasWords } from '../../../../src/ui/rich-text/blocks/blocks.ts';
import { IncrementalReader } from '../../../../src/ui/rich-text/blocks/incremental-reader.ts';
import { loadPlainText, plainText } from '../../../../src/ui/rich-text/plain-text.ts';
import { inPieces, soFar, whole } from './told.ts';

/** What people write, and how it is rendered. */
const markup: Readonly<Record<string, string>> = {
  '**bold**, *it*, _it_, ~~gone~~, `a*b*`':
    '<p><b>bold</b>, <i>it</i>, <i>it</i>, <s>gone</s>, <c>a*b*</c></p>',
  '**bold *and* more** ***both***': '<p><b>bold <i>and</i> more</b> <b><i>both</i></b></p>',
  '**see *this***': '<p><b>see <i>this</i></b></p>',
  '__really so__': '<p><b>really so</b></p>',
  '这是**重点**。これは**「重要」**です': '<p>这是<b>重点</b>。これは<b>「重要」</b>です</p>',
  '(*this*), "**that**"!': '<p>(<i>this</i>), "<b>that</b>"!</p>',
  '**API**s': '<p><b>API</b>s</p>',
  '``a`b`` and ` x `': '<p><c>a`b</c> and <c>x</c></p>',
  '\\*not\\*': '<p>*not*</p>',
  'a\nb\n\nc': '<p>a\nb</p><p>c</p>',
  '# Title\ntext': '<h1>Title</h1><p>text</p>',
  'a\n---\nb': '<p>a</p><hr><p>b</p>',
  '###### Six\n####### seven': '<h6>Six</h6><p>####### seven</p>',
  'As follows:\n| a | **b** |\n|---|:-:|\n| 1 | `x` |\n| 2\nend':
    '<p>As follows:</p><table><tr><td>a<td><b>b</b><tr><td>1<td><c>x</c><tr><td>2<td></table><p>end</p>',
  'a | b\n--|--\nc \\| d | e | f': '<table><tr><td>a<td>b<tr><td>c | d<td>e | f</table>',
  '> |a|\n> |-|\n> |b|': '<q><table><tr><td>a<tr><td>b</table></q>',
  '- [ ] to do\n- [x] **done**\n- [X] too\n- [y] no':
    '<l><li o><p>to do</p><li x><p><b>done</b></p><li x><p>too</p><li><p>[y] no</p></l>',
  '1. [ ] a\n   - [x] b': '<l><li1 o><p>a</p><l><li x><p>b</p></l></l>',
  'so \\(a^2 + b_i * c_j\\) and \\[x = \\frac{1}{2}\\].':
    '<p>so <f>a^2 + b_i * c_j</f> and <f>x = \\frac{1}{2}</f>.</p>',
  'so $$E = mc^2$$, $x_1$ and $\\alpha * 2 * 3$':
    '<p>so <f>E = mc^2</f>, <f>x_1</f> and <f>\\alpha * 2 * 3</f></p>',
  '$$\na * b\n- c * d\n$$\n\\[\nx_1 _y_\n\\]\nend':
    '<pre tex>a * b\n- c * d</pre><pre tex>x_1 _y_</pre><p>end</p>',
  '> a\n> **b**\n> > c\nme': '<q><p>a\n<b>b</b></p><q><p>c</p></q></q><p>me</p>',
  'To do:\n- a\n  - b\n    - c\n- d\nDone':
    '<p>To do:</p><l><li><p>a</p><l><li><p>b</p><l><li><p>c</p></l></l><li><p>d</p></l><p>Done</p>',
  '1. a\n\n2. b\n\n   more\n7. c': '<l><li1><p>a</p><li2><p>b</p><p>more</p><li7><p>c</p></l>',
  '- a\n  ```js\n  b\n  ```\n- c': '<l><li><p>a</p><pre js>b</pre><li><p>c</p></l>',
  '```ts\nlet a = 1;\n\n  *b*\n```\nc': '<pre ts>let a = 1;\n\n  *b*</pre><p>c</p>',
  '```let a = 1;\nlet b```\nc': '<pre >let a = 1;\nlet b</pre><p>c</p>',
  '````md\n```js\na\n```\n````': '<pre md>```js\na\n```</pre>',
  '~~~\na\n~~~': '<pre >a</pre>',
  '```js\na': '<pre js>a</pre>',
  '> ```\n> a\n> ```': '<q><pre >a</pre></q>',
  '[a **b**](https://example.org/(x)_y "t")': '<p><a https://example.org/(x)_y>a <b>b</b></a></p>',
  '![a cat](https://example.org/cat.png)': '<p><a https://example.org/cat.png>a cat</a></p>',
  '![](https://example.org/cat.png)':
    '<p><a https://example.org/cat.png>https://example.org/cat.png</a></p>',
  '**https://example.org/a_b_c** https://example.org/*x*y':
    '<p><b><a https://example.org/a_b_c>https://example.org/a_b_c</a></b> <a https://example.org/*x*y>https://example.org/*x*y</a></p>',
  '`https://example.org`': '<p><c>https://example.org</c></p>',
  '@Ada, @ada lovelace and @李雷: hi @Ben!':
    '<p><@Ada>, <@ada lovelace> and <@李雷>: hi <@Ben>!</p>',
  '@李雷你好 你好@李雷 สวัสดี＠Adaครับ _@Ben_':
    '<p><@李雷>你好 你好<@李雷> สวัสดี<＠Ada>ครับ <i><@Ben></i></p>',
  '*@Ada* `@Ada` @Adam @nobody me@Ada': '<p><i><@Ada></i> <c>@Ada</c> @Adam @nobody me@Ada</p>',
};

/** What looks like markup and is not: it is rendered unchanged. */
const words = [
  ...['2 * 3 * 4', '2*3*4', 'x**2 + y**2', 'a*b and c*d', 'snake_case_name', '__init__.py'],
  ...['*unclosed', '**unclosed', '~~unclosed', '`unclosed', '~5 people~', '*', '**', '_ _', '____'],
  ...[
    ':)',
    ':-* kiss *',
    '>:(',
    '>_< hi >_<',
    '^_^ hi ^_^',
    '-_- hm -_-',
    '._. x ._.',
    '*-* x *-*',
  ],
  ...['|o_o|', '¯\\_(ツ)_/¯', '(╯°□°)╯︵ ┻━┻', 'T_T o_O', '<3', 'f*** s**t', '****a****'],
  ...['  indented\n   \\o/   x', 'a  b   c', '\ttab', 'rm *.js and *.ts', 'src/*.ts, lib/*.ts'],
  ...['#tag', '#1', '2024. was', '3) three', '-5 degrees', '+1', '1.5', '- ', '=)', '5 > 3', '>5'],
  ...[
    '$$, $$$ and $$',
    '$HOME/a_b:$PATH',
    '$5_000 or $6_000',
    '\\(^o^)/',
    '\\( \\)',
    'a|b\nc|d',
    '|a|b|\n|-|',
  ],
  ...['C:\\dir\\new', '\\\\server\\share', '$5 and $6', '[ ] todo', 'a[i](j)', '[x]', '[x](y'],
  ...['<b>bold</b>', '<img src=x onerror=alert(1)>', '&amp; &lt;', '<br>', '<!-- -->', '| a | b |'],
  ...['Nutzer*innen und Leser*innen', '[a](javascript:alert(1))', '![x](data:image/png,x)'],
  ...['https://u:p@evil.example/ x', '[a](https://b@c.example)', 'a@b', '@', '@ Ada', '--', '~~'],
];

describe('Markdown as people use it', () => {
  it.each(Object.entries(markup))('%j', (text, expected) => {
    expect(whole(text)).toBe(expected);
  });

  it.each(words)('%j stays as it is', (text) => {
    expect(whole(text)).toBe(`<p>${text}</p>`);
  });

  it('limits nesting', () => {
    const quotes = whole(`${'> '.repeat(5000)}x`);
    expect(quotes.match(/<q>/g)).toHaveLength(6);
    const signs = whole('*a **b '.repeat(5000) + 'c** d* '.repeat(5000));
    expect(Math.max(...depths(signs))).toBeLessThan(16);
  });

  it.each(['>', '> > >', '---', '***', '- ---', '```', '```\n```', '~~~~', '| | |\n|-|-|\n| | |'])(
    '%j has no text, and its plain text is what was typed',
    (text) => {
      expect(hasWords(blocksOf(text))).toBe(false);
      expect(plainText(text)).toBe(text);
      expect(hasWords(blocksOf(`${text}\n\nword`))).toBe(true);
    },
  );

  it('has plain text without markup', async () => {
    await loadPlainText();
    expect(plainText('# T\n**a** [b](https://c.example) @Ben\n- `c`\n\n```js\nd\n```')).toBe(
      'T\na b @Ben\n• c\nd',
    );
  });
});

function depths(told: string): number[] {
  let depth = 0;
  return [...told.matchAll(/<(\/?)[a-z]/g)].map(([, end]) => (depth += end ? -1 : 1));
}

const cases = [...Object.keys(markup), ...words];
/** All cases in one text, in which each has others before and after it. */
const everything = cases.join('\n\n');

describe('a text that grows', () => {
  it('ends as the whole text does, wherever it was split', () => {
    for (const text of cases)
      for (let at = 0; at <= text.length; at++)
        expect(inPieces([text.slice(0, at), text.slice(at)]), `${at}: ${text}`).toBe(whole(text));
  });

  it('ends as the whole text does, character by character', () => {
    for (const text of [...cases, everything]) expect(inPieces([...text])).toBe(whole(text));
  });

  it('ends as the whole text does, whatever it contains', () => {
    const part = fc.constantFrom(
      ...['a', ' ', '\n', '\n\n', '*', '**', '_', '`', '```', '~~~', '> ', '- ', '1. ', '  ', '# '],
      ...['[', '](', ')', 'https://a.b', '\\', '@Ada', '---', '漢', '😀', '|', '<b>', 'js'],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.nat(7), (parts, size) => {
        const text = parts.join('');
        const pieces = text.match(new RegExp(`[^]{1,${size + 1}}`, 'g')) ?? [];
        expect(inPieces(pieces)).toBe(whole(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('ends as the whole text does if an apparent table is none', () => {
    const pieces = ['a\n|b|\n|-', 'x|'];
    expect(inPieces(pieces)).toBe(whole(pieces.join('')));
  });

  it('keeps what it has shown if a line of bars has no table below it', () => {
    for (const text of ['|| a\n\n*', '| a\n\n#', '| a\n\n1']) expect(soFar(text)).toContain('a');
  });

  it('never shows unfinished markup', () => {
    expect(soFar('This is **bo')).toBe('<p>This is <b>bo</b></p>');
    expect(soFar('This is **')).toBe('<p>This is </p>');
    expect(soFar('See [the docs](https://exa')).toBe('<p>See the docs</p>');
    expect(soFar('Run `npm st')).toBe('<p>Run <c>npm st</c></p>');
    expect(soFar('One\n\n``')).toBe('<p>One</p>');
    expect(soFar('One\n\n```j')).toBe('<p>One</p><pre j></pre>');
    expect(soFar('```js\na\n``')).toBe('<pre js>a\n</pre>');
    expect(soFar('One\n-')).toBe('<p>One</p>');
    expect(soFar('So \\(a^')).toBe('<p>So <f>a^</f></p>');
    expect(soFar('One\n| a | b')).toBe('<p>One</p>');
    expect(soFar('One\n| a | b |\n|--')).toBe('<p>One</p>');
    expect(soFar('|a|b|\n|-|-|\n|c')).toBe('<table><tr><td>a<td>b<tr><td>c<td></table>');
    expect(soFar('- one\n- [x')).toBe('<l><li><p>one</p></l>');
    expect(soFar('- one\n- **tw')).toBe('<l><li><p>one</p><li><p><b>tw</b></p></l>');
  });

  it('keeps finished parts as the same objects', () => {
    const growing = new IncrementalReader();
    const before = growing.add('# One\n\nTwo\n\n- a\n- b\n\n```js\nx\n```\nThree');
    const after = growing.add(' and more\n\nFour');
    expect(after).toHaveLength(6);
    for (const i of [0, 1, 2, 3]) expect(after[i]).toBe(before[i]);
  });

  it('takes the same time for each piece at the end as at the start', () => {
    // Counted, not timed: how many characters the parser read again.
    const read = (text: string): number => {
      let sum = 0;
      const growing = new IncrementalReader();
      for (let at = 0; at < text.length; at += 12) {
        const blocks = growing.add(text.slice(at, at + 12));
        const last = blocks.at(-1);
        if (last?.kind === 'paragraph') sum += last.text.length;
      }
      growing.end();
      return sum;
    };
    const paragraph = `${'word '.repeat(60)}\n\n`;
    expect(read(paragraph.repeat(100)) / read(paragraph.repeat(10))).toBeLessThan(11);
  });

  it('accepts a line of 100 KB, and one of nothing but signs', () => {
    for (const line of ['x'.repeat(1e5), '*a '.repeat(3e4), '`'.repeat(1e5), '[a]('.repeat(2e4)]) {
      const pieces = line.match(/.{1,997}/g) ?? [];
      expect(inPieces(pieces)).toBe(whole(line));
      expect(blocksOf(line)).toHaveLength(1);
    }
  });
});
