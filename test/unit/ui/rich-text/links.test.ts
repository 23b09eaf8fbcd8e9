import { expect, it } from 'vitest';
import { addressesIn } from '../../../../src/ui/rich-text/addresses.ts';
import { safeHref, targetBeside } from '../../../../src/ui/rich-text/links.ts';

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

it('takes files and slips of the keyboard for what they are', () => {
  expect(linked('readme.md, main.rs, run.sh, a.py: done.it works. 1.5 e.g. node.js')).toEqual([]);
});

it('links nothing but http, https and mail, and nobody who poses as another', () => {
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

it('says where a link goes when its text does not', () => {
  expect(targetBeside('https://example.org', 'https://example.org/')).toBeNull();
  expect(targetBeside('Example.org', 'https://example.org/a?b')).toBeNull();
  expect(targetBeside('my bank', 'https://evil.example/bank.example')).toBe('evil.example');
  expect(targetBeside('https://bank.example', 'https://evil.example/')).toBe('evil.example');
  // The Cyrillic letters are shown as what they are.
  expect(targetBeside('https://аррӏе.com', 'https://xn--80ak6aa92e.com/')).toBe(
    'xn--80ak6aa92e.com',
  );
  expect(targetBeside('Ada', 'mailto:ada@example.org')).toBe('ada@example.org');
});
