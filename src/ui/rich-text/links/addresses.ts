// Detects links and mail addresses in plain text.
import { LinkifyIt } from 'linkify-it';
import type { Addresses, Found } from './links.ts';
import { mailHref } from './mail.ts';
import { safeHref } from './safe-href.ts';

/**
 * Top-level domains that are common for sites, and not for files (`readme.md`, `main.rs`) or words.
 */
const SITES =
  'com org net edu gov int info dev app io ai eu de fr uk nl es jp tw ch se dk fi br au cn kr';

// Matches addresses with a user name as a whole, so that they can be rejected as a whole.
const finder = new LinkifyIt({ fuzzyLink: true, urlAuth: true, tlds: SITES.split(' ') })
  .add('ftp:', null)
  .add('//', null);

/** Markdown delimiters that may surround an address: `**https://example.org**,`. */
const MARKS = '*_~`';

/** Longer words are not links, and would take long to scan. */
const LONGEST = 2048;
/** A word must contain one of these to hold an address. */
const LIKELY = /:\/\/|@|mailto:|[\p{L}\p{N}]\.[\p{L}\p{N}]/iu;

/**
 * A position where an address starts directly after a character of a script without spaces:
 * `见https://example.org`, `邮箱：me@example.org`.
 */
const BORDER =
  /(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uff00-\uff1f])(?=https?:\/\/|mailto:|www\.|[\w.+-]{1,64}@)/i;

/** An emoji, an arrow or a similar symbol. In a host name, it would be a spoofing attempt. */
const SYMBOL = '(?:\\d\\ufe0f?\\u20e3|(?![\\0-\\x7f])\\p{S}|[\\ufe0f\\u20e3])';
/**
 * Symbols directly before an address (`👉example.org`). Before a scheme, also characters that a mail
 * address may start with (`=https://example.org`).
 */
const SYMBOLS_BEFORE = new RegExp(
  `^[^:/?#.@]*(?:[\\p{S}_](?=https?://|mailto:|www\\.)|${SYMBOL}(?=[\\p{L}\\p{N}]))`,
  'iu',
);
/** A host followed by symbols (`example.org👈`). In a path, symbols are part of the address. */
const UP_TO_SYMBOLS = new RegExp(
  `^(?:https?://)?[^/?#]*?(?=(?:${SYMBOL}|\u200d)+(?![\\p{L}\\p{N}.\u200d-]|${SYMBOL}))`,
  'iu',
);
/** Delimiters after an address. */
const MARKS_BEHIND = /[*_~`|]+$/;

/** Finds addresses from left to right, including those without `https://`. */
export function addressesIn(text: string): Found[] {
  const found: Found[] = [];
  // Addresses contain no spaces, and most words need no further checks.
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
    // Without a scheme, uses https.
    const href = safeHref(schema === '' ? whole.replace(/^http:/, 'https:') : whole);
    return href === null ? [] : [{ index: from + index, end: from + index + end, href }];
  });
}

export const addresses: Addresses = { find: addressesIn, mail: mailHref };
