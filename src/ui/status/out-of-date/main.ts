// `/out-of-date.js`: every page and widget loads it where a file of theirs did not come, also those that are
// older than it. They put their own address into its query, and wait for as long as it does not end.
import { isGone } from './is-gone.ts';
import { showNotice } from './notice.ts';
import { placesOf } from './places.ts';

const [, asker = ''] = /\?\d+&(.+)/.exec(import.meta.url) ?? [];

if (asker && (await isGone(asker))) {
  const places = placesOf(asker);
  for (const place of places) showNotice(place);
  // Once visitors have been told, the retries stop. With no place to tell them, the next retry tells them.
  if (places.length > 0) await new Promise(() => {});
}
