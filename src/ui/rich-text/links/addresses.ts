// Finds bare addresses in a text.
import { LinkifyIt } from 'linkify-it';
import type { Addresses, Found } from './links.ts';
import { mailHref } from './mail.ts';
import { safeHref } from './safe-href.ts';

/** Endings that are known for sites rather than for files (`readme.md`, `main.rs`) or words. */
const SITES =
  'com org net edu gov int info dev app io ai eu de fr uk nl es jp tw ch se dk fi br au cn kr';

// With a user name in it an address is found whole, so that it can be refused whole.
const finder = new LinkifyIt({ fuzzyLink: true, urlAuth: true, tlds: SITES.split(' ') })
  .add('ftp:', null)
  .add('//', null);

/** Signs that mark up the address from outside: `**https://example.org**,`. */
const MARKS = '*_~`';

/** A longer word is no address, and would take time to be told from one. */
const LONGEST = 2048;
/** What a word has that may hold an address. */
const LIKELY = /:\/\/|@|mailto:|[\p{L}\p{N}]\.[\p{L}\p{N}]/iu;

/**
 * Where an address begins right behind a letter or sign of a script without spaces: `见https://example.org`,
 * `邮箱：me@example.org`.
 */
const BORDER =
  /(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uff00-\uff1f])(?=https?:\/\/|mailto:|www\.|[\w.+-]{1,64}@)/i;

/** An emoji, an arrow or the like. No host name has one that is not a trick. */
const SYMBOL = '(?:\\d\\ufe0f?\\u20e3|(?![\\0-\\x7f])\\p{S}|[\\ufe0f\\u20e3])';
/**
 * What stands right before an address and is no part of it: such symbols (`👉example.org`), and before a
 * scheme also those that an address of mail may begin with (`=https://example.org`).
 */
const SYMBOLS_BEFORE = new RegExp(
  `^[^:/?#.@]*(?:[\\p{S}_](?=https?://|mailto:|www\\.)|${SYMBOL}(?=[\\p{L}\\p{N}]))`,
  'iu',
);
/** A host with symbols right behind it (`example.org👈`): in a path they are part of the address. */
const UP_TO_SYMBOLS = new RegExp(
  `^(?:https?://)?[^/?#]*?(?=(?:${SYMBOL}|\u200d)+(?![\\p{L}\\p{N}.\u200d-]|${SYMBOL}))`,
  'iu',
);
/** Marks and rules that surround an address. */
const MARKS_BEHIND = /[*_~`|]+$/;

/** Finds bare addresses, those without `https://` too, from left to right. */
export function addressesIn(text: string): Found[] {
  const found: Found[] = [];
  // Word by word: no address has a space in it, and most words are looked at no further.
  for (const { 0: word, index } of text.matchAll(/\S+/g))
    if (word.length <= LONGEST && LIKELY.test(word)) {
      let at = index + (SYMBOLS_BEFORE.exec(word)?.[0].length ?? 0);
      for (const part of word.slice(at - index).split(BORDER)) {
        const address = UP_TO_SYMBOLS.exec(part)?.[0] ?? part;
        found.push(...addressesInWord(address.replace(MARKS_BEHIND, ''), at));
        at += part.length;
      }
    }
  return found;
}

function addressesInWord(word: string, from: number): Found[] {
  return (finder.match(word) ?? []).flatMap(({ index, raw, schema, url }) => {
    let end = raw.length;
    while (MARKS.includes(raw.charAt(end - 1))) end--;
    const whole = url.slice(0, url.length - (raw.length - end));
    // What is written without a scheme is meant as the web of today.
    const href = safeHref(schema === '' ? whole.replace(/^http:/, 'https:') : whole);
    return href === null ? [] : [{ index: from + index, end: from + index + end, href }];
  });
}

export const addresses: Addresses = { find: addressesIn, mail: mailHref };
