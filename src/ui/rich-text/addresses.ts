// Finds bare addresses in a text.
import { LinkifyIt } from 'linkify-it';
import { type Found, safeHref } from './links.ts';

/** Endings that are known for sites rather than for files (`readme.md`, `main.rs`) or words. */
const SITES =
  'com org net edu gov int info dev app io ai eu de fr uk nl es jp tw ch se dk fi br au cn kr';

// With a user name in it an address is found whole, so that it can be refused whole.
const finder = new LinkifyIt({ fuzzyLink: true, urlAuth: true, tlds: SITES.split(' ') })
  .add('ftp:', null)
  .add('//', null);

/** Signs that mark up the address from outside: `**https://example.org**`. */
const MARKS_BEHIND = /[*_~`]+$/;

/** Finds bare addresses, those without `https://` too, from left to right. */
export function addressesIn(text: string): Found[] {
  return (finder.match(text) ?? []).flatMap(({ index, raw, schema, url }) => {
    const shown = raw.replace(MARKS_BEHIND, '');
    const whole = url.slice(0, url.length - (raw.length - shown.length));
    // What is written without a scheme is meant as the web of today.
    const href = safeHref(schema === '' ? whole.replace(/^http:/, 'https:') : whole);
    return href === null ? [] : [{ index, end: index + shown.length, href }];
  });
}
