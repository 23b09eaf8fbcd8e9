// The methods that sites call without opening the chat: who the visitor is, and what they say.
import { storedReads } from '../client/storage.ts';
import { jumpToMessage } from '../ui/timeline/jump-to-message.ts';
import type { ChatWidget } from './chat-widget.tsx';
import type { METHODS } from './names.ts';
import type { Stay } from './stay.ts';

/** A method whose code comes when it is called. */
export type SiteCall = Exclude<
  (typeof METHODS)[number],
  'open' | 'close' | 'toggle' | 'focusComposer' | 'destroy'
>;

/** What a call has begun; the next one need not wait for its answer. */
type Begun = { readonly answer?: unknown };

const CLOSED = { ok: false, fault: { code: 'closed', message: 'The chat was closed.' } } as const;
const HELD = {
  ok: false,
  fault: { code: 'not_allowed', message: 'The page did not send it.' },
} as const;

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
    const stay = await widget.present();
    // Without the name that is on its way it would be refused at first.
    await stay?.naming;
    return { answer: stay ? say(stay, text) : CLOSED };
  },

  async jumpTo(widget, given) {
    const id = textFrom('jumpTo', 'the id of a message', given);
    widget.people.value = false;
    const stay = await widget.present();
    return { answer: stay && jumpToMessage(stay.room, id) };
  },

  async setUser({ element, stay }, user) {
    const isNamed = typeof (user as { name?: unknown } | undefined)?.name === 'string';
    if (user !== null && !isNamed) throw new TypeError('setUser takes { name } or null.');
    Object.assign(element, { user });
    return { answer: stay.peek()?.naming ?? { ok: true, value: user } };
  },

  async logout(widget) {
    Object.assign(widget.element, { user: null });
    const was = widget.stay.peek();
    const stay = await widget.present();
    const id = stay?.room.you.peek()?.id;
    stay?.room.chat.logout();
    // Also where nobody has begun to count what they have read.
    if (id) storedReads('').forget(id);
    if (!was) widget.leave();
    return {};
  },
};

/** Says something as the visitor, if the page lets it pass. */
async function say({ room }: Stay, text: string): Promise<unknown> {
  const approved = room.approve(text);
  return approved === null ? HELD : room.chat.send(approved);
}

function textFrom(method: SiteCall, what: string, given: unknown): string {
  if (typeof given === 'string') return given;
  throw new TypeError(`${method} takes ${what}, not ${String(given)}.`);
}
