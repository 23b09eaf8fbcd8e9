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

/** @param origin where the script came from: the server, if no other is named. */
export function optionsOf(element: HTMLElement, origin: string): Options {
  const read = (name: Attribute): string | null => element.getAttribute(name);
  const spoken = read('lang') ?? element.closest('[lang]')?.getAttribute('lang');
  const own = navigator.languages;
  // The page chose the language; how its reader tells the time is the reader's own.
  const regional = own.find((tag) => tag.startsWith(`${spoken}-`));
  const dir = read('dir');
  const mode = read('mode');
  return {
    server: new URL(read('server') ?? origin, origin).origin,
    room: read('room') ?? 'lobby',
    mode: mode === 'inline' || mode === 'page' ? mode : 'bubble',
    languages: spoken ? [regional ?? spoken, ...own] : own,
    dir: dir === 'ltr' || dir === 'rtl' ? dir : null,
    title: read('title'),
    placeholder: read('placeholder'),
    name: read('name'),
    token: read('token'),
    readonly: element.hasAttribute('readonly'),
    hidePresence: element.hasAttribute('hide-presence'),
  };
}
