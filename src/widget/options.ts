// What a site wants of the chat, read from the element's attributes.
import type { Attribute } from './names.ts';

export type Options = {
  readonly server: string;
  readonly room: string;
  readonly mode: 'bubble' | 'inline' | 'page';
  /** The languages to read it in, the dearest first. */
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
 * Reads attributes, as `null` where they say nothing: frameworks, and settings computed by a script, write
 * what is not there as a word.
 */
export const readerOf =
  (element: Element) =>
  (name: Attribute | 'hidepresence'): string | null => {
    const value = element.getAttribute(name);
    return /^(false|null|undefined)$/.test(value as string) ? null : value;
  };

/** @param origin where the script came from: the server, if no other is named. */
export function optionsOf(element: HTMLElement, origin: string): Options {
  const read = readerOf(element);
  // Out of a shadow root one comes to the page itself.
  const { lang } = (element.closest('[lang]') as HTMLElement | null) ?? document.documentElement;
  const spoken = (read('lang') || lang)?.replace('_', '-');
  const own = navigator.languages;
  // The page chose the language; how its reader tells the time is the reader's own.
  const regional = own.find((tag) => tag.startsWith(`${spoken}-`));
  const dir = read('dir');
  const mode = read('mode');
  return {
    // Sites also write the host alone.
    server: new URL(read('server')?.replace(/^[\w.-]+(?=:\d|\/|$)/, '//$&') ?? origin, origin)
      .origin,
    room: read('room') || 'lobby',
    mode: mode === 'inline' || mode === 'page' ? mode : 'bubble',
    languages: spoken ? [regional ?? spoken, ...own] : own,
    dir: dir === 'ltr' || dir === 'rtl' ? dir : null,
    title: read('title') || null,
    placeholder: read('placeholder') || null,
    name: read('name'),
    // A site that fills it in for those who are logged in leaves it empty for the others.
    token: read('token') || null,
    readonly: read('readonly') !== null,
    // The script's `data-hide-presence` comes without its hyphen.
    hidePresence: (read('hide-presence') ?? read('hidepresence')) !== null,
  };
}
