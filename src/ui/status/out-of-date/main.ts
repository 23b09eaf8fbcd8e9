// `/out-of-date.js`: pages and widgets import it if one of their files fails to load, even those
// from before a deploy. They pass their own address in the query, and do not retry until this
// module has finished.
import { isGone } from './is-gone.ts';
import { showNotice } from './notice.ts';
import { placesOf } from './places.ts';

const [, asker = ''] = /\?\d+&(.+)/.exec(import.meta.url) ?? [];

if (asker && (await isGone(asker))) {
  const places = placesOf(asker);
  for (const place of places) showNotice(place);
  // Once visitors have been told, the retries stop. With no place to tell them, the next retry
  // tells them.
  if (places.length > 0) await new Promise(() => {});
}
