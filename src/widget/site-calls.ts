// The methods that sites call without opening the chat: who the visitor is, and what they say.
import { pointTo } from '../ui/point-to.ts';
import type { ChatWidget } from './chat-widget.tsx';
import type { METHODS } from './names.ts';

/** A method whose code comes when it is called. */
export type SiteCall = Exclude<
  (typeof METHODS)[number],
  'open' | 'close' | 'toggle' | 'focusComposer' | 'destroy'
>;

/** What a call has begun; the next one need not wait for its answer. */
type Begun = { readonly answer?: unknown };

const CLOSED = { ok: false, fault: { code: 'closed', message: 'The chat was closed.' } } as const;

/** The call before, of each chat. */
const previous = new WeakMap<ChatWidget, Promise<unknown>>();

/**
 * Does what a site calls for, after all that it called for before.
 * @returns rejects with a sentence where a method cannot take what it was given.
 */
export async function call(widget: ChatWidget, method: SiteCall, given: unknown): Promise<unknown> {
  const begun = Promise.resolve(previous.get(widget)).then(() => CALLS[method](widget, given));
  previous.set(
    widget,
    begun.catch(() => {}),
  );
  return (await begun).answer;
}

const CALLS: Readonly<Record<SiteCall, (widget: ChatWidget, given: unknown) => Promise<Begun>>> = {
  async send(widget, given) {
    const text = textFrom('send', 'a text', given);
    return { answer: (await widget.present())?.send(text) ?? CLOSED };
  },

  async jumpTo(widget, given) {
    const id = textFrom('jumpTo', 'the id of a message', given);
    widget.people.value = false;
    const stay = await widget.present();
    return { answer: stay && pointTo(stay.room, id) };
  },

  async setUser({ element }, user) {
    const isNamed = typeof (user as { name?: unknown } | undefined)?.name === 'string';
    if (user !== null && !isNamed) throw new TypeError('setUser takes { name } or null.');
    Object.assign(element, { user });
    return {};
  },

  async logout(widget) {
    Object.assign(widget.element, { user: null });
    const was = widget.stay.peek();
    (await widget.present())?.logout();
    if (!was) widget.leave();
    return {};
  },
};

function textFrom(method: SiteCall, what: string, given: unknown): string {
  if (typeof given === 'string') return given;
  throw new TypeError(`${method} takes ${what}, not ${String(given)}.`);
}
