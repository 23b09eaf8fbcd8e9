// Properties that the core defines on the element. Values that a site set earlier are kept.
import type { Chat, ConnectionState, TokenProvider } from '../../client/index.ts';
import type { WidgetSession } from '../widget-session.ts';
import type { FACTS, SETTINGS } from './public-names.ts';

/** Properties that sites set. */
export type Settings = {
  tokenProvider: TokenProvider | null;
  /** The visitor's name, so that they are not asked for it. */
  user: { readonly name: string } | null;
  /** The site's own strings, which replace ours. */
  strings: Readonly<Record<string, unknown>> | null;
};

type Setting = (typeof SETTINGS)[number];
type Facts = {
  readonly chat: Chat | null;
  readonly state: ConnectionState['at'];
  readonly unread: number;
};

/** The type of each setting, besides `null`. */
const KINDS = { tokenProvider: 'a function', user: 'an object', strings: 'an object' };

/**
 * Defines the properties on the element.
 * @param changed called when a setting changes.
 * @returns the current settings; assigning one has the same effect as when the site does it.
 */
export function defineProperties(
  element: HTMLElement,
  source: { readonly session: { peek(): WidgetSession | null } },
  changed: Readonly<Record<Setting, () => void>>,
): Settings {
  const values: Settings = { tokenProvider: null, user: null, strings: null };
  for (const name of Object.keys(values) as Setting[]) {
    const early = Object.getOwnPropertyDescriptor(element, name)?.value;
    if (early !== undefined) Object.assign(values, { [name]: early });
    Object.defineProperty(element, name, {
      get: () => values[name],
      set(value) {
        if (value != null && !KINDS[name].endsWith(typeof value))
          throw new TypeError(`${name} must be ${KINDS[name]}.`);
        Object.assign(values, { [name]: value });
        changed[name]();
      },
    });
  }
  const facts: { readonly [F in (typeof FACTS)[number]]: () => Facts[F] } = {
    chat: () => source.session.peek()?.room.chat ?? null,
    state: () => source.session.peek()?.room.state.peek().at ?? 'idle',
    unread: () => source.session.peek()?.unread.peek() ?? 0,
  };
  for (const [name, get] of Object.entries(facts)) Object.defineProperty(element, name, { get });
  return element as HTMLElement & Settings;
}
