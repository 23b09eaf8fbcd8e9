// The texts of `npm run bench:texts`: ordinary ones, and repeated patterns that are expensive to
// render.

/**
 * @param length approximate length of each text, in UTF-16 units.
 * @returns the texts by the name of their row in the table.
 */
export const sampleTexts = (length: number): Readonly<Record<string, string>> => {
  const filled = (part: string): string => part.repeat(Math.floor(length / part.length));
  /** Fills the text with numbered parts. */
  const counted = (part: (i: number) => string): string => {
    let text = '';
    for (let i = 0; text.length + part(i).length <= length; i++) text += part(i);
    return text;
  };
  const code = (language: string, part: string): string =>
    `\`\`\`${language}\n${filled(part).slice(0, length - 20)}\n\`\`\``;
  const table = (columns: number): string => {
    const row = (cell: string): string => `|${`${cell}|`.repeat(columns)}\n`;
    const head = row('a') + row('-');
    return head + row('c').repeat(Math.floor((length - head.length) / row('c').length));
  };
  const texts: Record<string, string> = {
    'plain words': filled('some plain words '),
    'one long word': filled('a'),
    'one long word of digits': filled('1234567890'),
    'short lines': filled('a\n'),
    paragraphs: filled('a\n\n'),
    'spaces and tabs': `a${filled(' \t').slice(2)}b`,

    // A text of nothing but direction controls would be rejected as empty.
    'direction controls': `a${filled('\u202e').slice(1)}`,
    'controls and letters': filled('\u202ea'),
    'open isolates': `${filled('\u2067a')}`,
    Chinese: filled('漢字'),
    Arabic: filled('سلام '),
    'one Arabic word': filled('سلام'),
    'Arabic and Latin': filled('سلام abc 12 '),
    'Hebrew and Latin, no spaces': filled('שa1'),
    Thai: filled('ภาษาไทย'),
    Devanagari: filled('क्षत्रिय '),
    'Devanagari conjuncts': filled('क्'),
    'Hangul jamo': filled('\u1112\u1161\u11ab'),
    'Hangul jamo, initials': filled('\u1112'),
    Khmer: filled('ខ្មែរ'),
    Tibetan: filled('བོད་'),
    'stacked marks': filled(`a${'\u0300'.repeat(30)}`),
    'marks alone': `a${filled('\u0301').slice(1)}`,
    'Latin and 40 scripts': counted((i) => String.fromCodePoint(0x0900 + ((i * 128) % 0x1600))),
    'rare characters': counted((i) => String.fromCodePoint(0x12000 + (i % 900))),

    emoji: filled('👩‍👩‍👧 '),
    'emoji, no spaces': filled('👩‍👩‍👧'),
    'all emoji': counted((i) => String.fromCodePoint(0x1f300 + (i % 700))),
    'skin tones': filled('👍🏽'),
    flags: filled('🇩🇪'),
    'regional indicators': filled('🇦'),
    'variation selectors': `a${filled('\ufe0f').slice(1)}`,
    'letters with selectors': filled('a\ufe0f'),
    keycaps: filled('1\ufe0f\u20e3'),
    joiners: `a${filled('\u200d').slice(1)}`,
    'emoji joined to one': `👩${filled('\u200d👩').slice(3)}`,
    'zero-width spaces': filled('a\u200b'),
    'soft hyphens': filled('a\u00ad'),

    'list items': filled('- a\n'),
    'numbered items': filled('1. a\n'),
    'nested lists': filled('- a\n  - b\n    - c\n      - d\n'),
    'quotes in lists': filled('- > a\n  > - b\n'),
    tasks: filled('- [x] a\n'),
    'nested quotes': filled('> > > > a\n'),
    'lists in quotes': filled('> - a\n>   - b\n'),
    headings: filled('# a\n'),
    rules: filled('---\n\n'),
    'a table': table(2),
    'a table of 100 columns': table(100),
    'tables, one below the other': filled('|a|b|\n|-|-|\n|c|d|\n\n'),
    'bars without a table': filled('|a'),

    'bold words': filled('**a** '),
    'signs: _*_': filled('_*_'),
    'signs: ***a***': filled('***a***'),
    'code in a line': filled('`a`  '),
    'ticks: ``': filled('`` '),
    'ticks, longer and longer': counted((i) => `${'`'.repeat(i + 1)} `),
    'brackets: \\[': filled('\\['),
    formulas: filled('\\(a\\) '),
    'formulas: $a$': filled('$a_1$ '),
    'formulas: $$a$$': filled('$$a$$ '),
    'signs: < and &': filled('<&'),
    'HTML tags': filled('<b>a</b>&amp;'),
    fences: filled('```\na\n```\n'),
    'fences with languages': filled('```js\nlet a\n```\n'),

    'half links: [a](': filled('[a]('),
    links: filled('[a](https://a.de) '),
    hosts: filled('x.de '),
    'different hosts': counted((i) => `x${i}.de `),
    'one long host': `https://${filled('a.').slice(0, length - 20)}de`,
    'addresses with long paths': counted((i) => `https://a.de/${'path/'.repeat(60)}${i} `),
    'one address': `https://a.de/${filled('a/').slice(0, length - 20)}`,
    'addresses in a row': filled('https://a.de,'),
    'mail addresses': counted((i) => `ann${i}@example.com `),
    'mail addresses in a row': filled('a@b.de,'),
    'addresses in angles': filled('<https://a.de/b> '),
    mentions: filled('@Ann '),
    'mentions of nobody': filled('@Xyz '),
    'signs of mentions': filled('@'),
    'faces: :)': filled(':) '),
    'codes: :smile:': filled(':smile: '),

    'js: Aa': code('js', 'Aa'),
    'js: let a = 1;': code('js', 'let a = 1;\n'),
    'json: Aa': code('json', 'Aa'),
    'json: braces': code('json', '{"a":[1]},'),
    'ini: Aa': code('ini', 'Aa'),
    'html: tags': code('html', '<a b  c  d '),
    'code, controls in it': code('js', 'a\u202e '),
    'code without a language': code('', 'a b '),
    'code in one line': code('js', 'a+'),
    'a bit of everything': filled(
      '# a\n\n**b** _c_ `d` [e](https://a.de) x.de @Ann 👍🏽\n\n- f\n  1. g\n\n> h\n\n|i|j|\n|-|-|\n|k|l|\n\n```js\nlet m\n```\n\n',
    ),
  };
  // Does not end a text with half a surrogate pair.
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, text.toWellFormed()]),
  );
};
