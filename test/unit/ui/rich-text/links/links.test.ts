import { expect, it } from 'vitest';
import { addressesIn } from '../../../../../src/ui/rich-text/links/addresses.ts';
import { targetBeside } from '../../../../../src/ui/rich-text/links/links.ts';
import { safeHref } from '../../../../../src/ui/rich-text/links/safe-href.ts';

const linked = (text: string) => addressesIn(text).map(({ href }) => href);

it('finds addresses where people write them', () => {
  expect(linked('See https://example.org, or (http://example.com/a_(b)).')).toEqual([
    ...['https://example.org/', 'http://example.com/a_(b)'],
  ]);
  expect(linked('https://example.org/?q=1#end!')).toEqual(['https://example.org/?q=1#end']);
  expect(linked('HTTPS://EXAMPLE.ORG')).toEqual(['https://example.org/']);
  expect(linked('**https://example.org/a**')).toEqual(['https://example.org/a']);
  expect(linked('example.com/x, www.example.org and ada@example.net')).toEqual([
    ...['https://example.com/x', 'https://www.example.org/', 'mailto:ada@example.net'],
  ]);
});

it('finds addresses right after letters of scripts without spaces', () => {
  const found = (text: string) => addressesIn(text).map(({ index, end }) => text.slice(index, end));
  for (const before of ['请看', '見て', 'コード：', 'ดูที่', '여기', '(见'])
    for (const address of ['https://example.com/a', 'www.example.com', 'ada@example.com'])
      expect(found(`${before}${address} x`), before).toEqual([address]);
  expect(found('见https://a.example/x，或http://b.example/y')).toEqual([
    ...['https://a.example/x', 'http://b.example/y'],
  ]);
  // An address in such a script is one address, and a letter of another script continues the word.
  expect(found('https://例え.jp/道/www.x https://例え.jp')).toHaveLength(2);
  expect(found('яhttps://example.com ahttps://example.com')).toEqual([]);
});

it('finds addresses between emoji, arrows and marks, and keeps those out of the host', () => {
  const found = (text: string) => addressesIn(text).map(({ index, end }) => text.slice(index, end));
  const symbols = ['👉', '➡️', '→', '1️⃣', '👍🏽', '🇩🇪', '👩‍💻', '™'];
  for (const symbol of symbols)
    for (const address of ['https://example.com', 'www.example.com', 'example.com', 'a_b@c.com'])
      for (const text of [`${symbol}${address}`, `${address}${symbol}`, `见${symbol}${address}`])
        expect(found(text), text).toEqual([address]);
  for (const mark of ['_', '__', '~~', '||', '=', '+', '`'])
    expect(found(`${mark}https://example.com${mark.replace(/[=+]/, '')}`)).toEqual([
      'https://example.com',
    ]);
  // In a path or a query they belong to the address.
  expect(found('https://example.com/👉a?b=https://example.org →x')).toEqual([
    'https://example.com/👉a?b=https://example.org',
  ]);
});

it('does not mistake file names and typing errors for addresses', () => {
  expect(linked('readme.md, main.rs, run.sh, a.py: done.it works. 1.5 e.g. node.js')).toEqual([]);
});

it('links only http, https and mail, and no deceptive address', () => {
  for (const text of [
    ...['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'xhttp://a', 'https://'],
    ...['https://bank.example@evil.example/', 'http://user:word@evil.example', '//evil.example'],
    ...['ftp://example.org', 'java\nscript:alert(1)', 'vbscript:x'],
  ])
    expect(linked(text), text).toEqual([]);
  for (const address of [
    ...[
      'JaVaScRiPt:alert(1)',
      'javascript://example.org/%0aalert(1)',
      '&#106;avascript:alert(1)',
      ' https://a.b',
      'http:a.b',
      'mailto:',
    ],
    ...['java\tscript:alert(1)', 'https://', 'https://a@b.c', 'data:text/html,x', '/here', '#here'],
  ])
    expect(safeHref(address), address).toBeNull();
});

it('shows where a link goes if its text does not', () => {
  expect(targetBeside('https://example.org', 'https://example.org/')).toBeNull();
  expect(targetBeside('Example.org', 'https://example.org/a?b')).toBeNull();
  expect(targetBeside('my bank', 'https://evil.example/bank.example')).toBe('evil.example');
  expect(targetBeside('https://bank.example', 'https://evil.example/')).toBe('evil.example');
  // The Cyrillic letters are shown as such.
  expect(targetBeside('https://аррӏе.com', 'https://xn--80ak6aa92e.com/')).toBe(
    'xn--80ak6aa92e.com',
  );
  expect(targetBeside('Ada', 'mailto:ada@example.org')).toBe('ada@example.org');
});

it('links to the recipients of a mail, and ignores other parts of the address', () => {
  for (const [address, href] of Object.entries({
    'mailto:a@b.example?bcc=evil@evil.example&body=x': 'mailto:a@b.example',
    'mailto:a@b.example?cc=c@b.example': 'mailto:a@b.example',
    'MAILTO:a%40b.example': 'mailto:a@b.example',
    'mailto:?to=a@b.example': 'mailto:a@b.example',
    'mailto:?%74o=a@b.example&subject=x': 'mailto:a@b.example',
    'mailto:a@b.example,c@d.example?TO=e%40f.example': 'mailto:a@b.example,c@d.example,e@f.example',
    'mailto:a@b.example%2Cevil@evil.example': 'mailto:a@b.example,evil@evil.example',
    'mailto:a+b@b.example#x': 'mailto:a%2Bb@b.example',
  }))
    expect(safeHref(address), address).toBe(href);
  for (const address of [
    ...[
      'mailto:',
      'mailto:?subject=x',
      'mailto:a',
      'mailto:a@b@c.example',
      'mailto:a@b.example%3Fbcc=e@f',
    ],
    ...[
      'mailto:a@b.example%0Abcc:e@f.example',
      'mailto:a%250A@b.example',
      'mailto:a@b.example;e@f.example',
    ],
    ...['mailto:%ff@b.example', 'mailto:\u202ea@b.example', `mailto:${'a@b.example,'.repeat(11)}`],
    ...['mailto:"a b"@b.example', 'mailto:a@b.example%26bcc=e@f.example', 'mailto:a@'],
  ])
    expect(safeHref(address), address).toBeNull();
});

it('shows the recipient of a mail if the text does not', () => {
  const beside = (text: string, address: string) => targetBeside(text, safeHref(address) ?? '');
  expect(beside('a@b.example', 'mailto:a@b.example?bcc=evil@evil.example')).toBeNull();
  expect(beside('a@b.example', 'mailto:?to=evil@evil.example')).toBe('evil@evil.example');
  expect(beside('a@b.example', 'mailto:a@b.example,evil@evil.example')).toBe(
    'a@b.example, evil@evil.example',
  );
  expect(beside('mailto:a@b.example?bcc=evil@evil.example', 'mailto:a@b.example')).toBe(
    'a@b.example',
  );
  // The Cyrillic letter is shown as such.
  expect(beside('a@bаnk.example', 'mailto:a@bаnk.example')).toBe('a@xn--bnk-6cd.example');
});

it('does not repeat a host that is shown already', () => {
  for (const text of [
    ...[
      'https://example.org/ä',
      'example.org/über/uns?x=ö#ü',
      'https://EXAMPLE.org/日本',
      'example.org/a%20b',
    ],
  ])
    expect(targetBeside(text, linked(text)[0] ?? ''), text).toBeNull();
  expect(targetBeside('example.org.evil.example/ä', 'https://example.org/%C3%A4')).toBe(
    'example.org',
  );
  expect(targetBeside('example.org/ä', 'https://evil.example/%C3%A4')).toBe('evil.example');
  expect(targetBeside('https://аррӏе.com/ä', 'https://xn--80ak6aa92e.com/%C3%A4')).toBe(
    'xn--80ak6aa92e.com',
  );
});

it('finds addresses without features that browsers of 2023 lack', () => {
  const { parse } = URL;
  try {
    Reflect.deleteProperty(URL, 'parse');
    expect(safeHref('https://example.org')).toBe('https://example.org/');
    expect(targetBeside('here', 'https://example.org/')).toBe('example.org');
  } finally {
    URL.parse = parse;
  }
});
