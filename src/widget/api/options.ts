// The options of a chat, read from the element's attributes.
import type { Attribute } from './public-names.ts';

export type Options = {
  readonly server: string;
  readonly room: string;
  readonly mode: 'bubble' | 'inline' | 'page';
  /** BCP 47 tags, most preferred first. */
  readonly languages: readonly string[];
  readonly dir: 'ltr' | 'rtl' | null;
  readonly title: string | null;
  readonly placeholder: string | null;
  readonly name: string | null;
  readonly token: string | null;
  readonly readonly: boolean;
  readonly hidePresence: boolean;
};

/**
 * Returns a function that reads attributes. Frameworks write missing values as words such as "undefined";
 * these are read as `null`.
 */
export const readerOf =
  (element: Element) =>
  (name: Attribute | 'hidepresence'): string | null => {
    const value = element.getAttribute(name);
    return /^(false|null|undefined)$/.test(value as string) ? null : value;
  };

/** @param origin the origin of the loader script, which is the default server. */
export function optionsOf(element: HTMLElement, origin: string): Options {
  const read = readerOf(element);
  // In a shadow root, `closest` finds nothing outside: use the document's language.
  const { lang } = (element.closest('[lang]') as HTMLElement | null) ?? document.documentElement;
  const spoken = (read('lang') || lang)?.replace('_', '-');
  const own = navigator.languages;
  // The page chooses the language; the reader's own regional variant decides on date formats.
  const regional = own.find((tag) => tag.startsWith(`${spoken}-`));
  const dir = read('dir');
  const mode = read('mode');
  return {
    // Sites may write only the host.
    server: new URL(read('server')?.replace(/^[\w.-]+(?=:\d|\/|$)/, '//$&') ?? origin, origin)
      .origin,
    room: read('room') || 'lobby',
    mode: mode === 'inline' || mode === 'page' ? mode : 'bubble',
    languages: spoken ? [regional ?? spoken, ...own] : own,
    dir: dir === 'ltr' || dir === 'rtl' ? dir : null,
    title: read('title') || null,
    placeholder: read('placeholder') || null,
    name: read('name'),
    // Templates leave it empty for visitors who are not logged in.
    token: read('token') || null,
    readonly: read('readonly') !== null,
    // The dataset of the script spells `data-hide-presence` without the hyphen.
    hidePresence: (read('hide-presence') ?? read('hidepresence')) !== null,
  };
}
