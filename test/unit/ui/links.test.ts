import fc from 'fast-check';
import { expect, it } from 'vitest';
import { piecesOf } from '../../../src/ui/links.ts';

const linked = (text: string) => piecesOf(text).flatMap(({ href }) => href ?? []);

it('finds addresses where people write them', () => {
  expect(linked('See https://example.org, or (http://example.com/a_(b)).')).toEqual([
    ...['https://example.org/', 'http://example.com/a_(b)'],
  ]);
  expect(linked('https://example.org/?q=1#end!')).toEqual(['https://example.org/?q=1#end']);
  expect(linked('HTTPS://EXAMPLE.ORG')).toEqual(['https://example.org/']);
});

it('links nothing but http and https, and nobody who poses as another', () => {
  for (const text of [
    ...['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'xhttp://a', 'https://'],
    ...['https://bank.example@evil.example/', 'http://user:word@evil.example', 'mailto:a@b.c'],
  ])
    expect(linked(text)).toEqual([]);
});

it('loses no character of any text', () => {
  const text = fc.array(
    fc.oneof(fc.string(), fc.constantFrom('https://a.b', ' ', ')', '(', '.', '@', 'http://[', '%')),
  );
  fc.assert(
    fc.property(text, (parts) => {
      const whole = parts.join('');
      expect(
        piecesOf(whole)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(whole);
      for (const href of linked(whole)) expect(href).toMatch(/^https?:\/\/./);
    }),
  );
});
