// Properties that the core adds to its element, once it is there. What a site had set before counts.
import type { Chat, ConnectionState, TokenProvider } from '../client/index.ts';
import type { FACTS, SETTINGS } from './names.ts';
import type { Stay } from './stay.ts';

/** What a site sets by script. */
export type Settings = {
  tokenProvider: TokenProvider | null;
  /** Who the visitor is to be called, without being asked. */
  user: { readonly name: string } | null;
  /** Sentences of the site's own, in the place of ours. */
  strings: Readonly<Record<string, unknown>> | null;
};

type Setting = (typeof SETTINGS)[number];
type Facts = {
  readonly chat: Chat | null;
  readonly state: ConnectionState['at'];
  readonly unread: number;
};

/** What each takes, besides nothing. */
const KINDS = { tokenProvider: 'a function', user: 'an object', strings: 'an object' };

/**
 * Gives the element its properties.
 * @param changed what each setting does when it is set anew.
 * @returns the settings as they stand; to set one is as if the site did.
 */
export function expose(
  element: HTMLElement,
  source: { readonly stay: { peek(): Stay | null } },
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
    chat: () => source.stay.peek()?.room.chat ?? null,
    state: () => source.stay.peek()?.room.state.peek().at ?? 'idle',
    unread: () => source.stay.peek()?.unread.peek() ?? 0,
  };
  for (const [name, get] of Object.entries(facts)) Object.defineProperty(element, name, { get });
  return element as HTMLElement & Settings;
}
