// Methods that sites can call without opening the chat.
import { localReads } from '../../client/app/stored-reads.ts';
import { jumpToMessage } from '../../ui/timeline/jump-to-message.ts';
import type { ChatWidget } from '../chat-widget.tsx';
import type { WidgetSession } from '../widget-session.ts';
import type { METHODS } from './public-names.ts';

/** A method whose code is loaded when it is called. */
export type HostMethod = Exclude<
  (typeof METHODS)[number],
  'open' | 'close' | 'toggle' | 'focusComposer' | 'destroy'
>;

/** A call that has started. The next call does not wait for its result. */
type Started = { readonly result?: unknown };

const CLOSED = { ok: false, fault: { code: 'closed', message: 'The chat was closed.' } } as const;
const HELD = {
  ok: false,
  fault: { code: 'not_allowed', message: 'The page did not send it.' },
} as const;

/** The previous call of each chat. */
const previous = new WeakMap<ChatWidget, Promise<unknown>>();

/**
 * Executes a method, after earlier calls have started.
 * @returns rejects with a TypeError if the argument is invalid.
 */
export async function call(
  widget: ChatWidget,
  method: HostMethod,
  given: unknown,
): Promise<unknown> {
  const started = Promise.resolve(previous.get(widget)).then(() => CALLS[method](widget, given));
  previous.set(
    widget,
    started.catch(() => {}),
  );
  return (await started).result;
}

const CALLS: Readonly<
  Record<HostMethod, (widget: ChatWidget, given: unknown) => Promise<Started>>
> = {
  async send(widget, given) {
    const text = textFrom('send', 'a text', given);
    const session = await widget.ensureSession();
    // Until the pending name is set, the message would be rejected.
    await session?.naming;
    return { result: session ? send(session, text) : CLOSED };
  },

  async jumpTo(widget, given) {
    const id = textFrom('jumpTo', 'the id of a message', given);
    widget.people.value = false;
    const session = await widget.ensureSession();
    return { result: session && jumpToMessage(session.room, id) };
  },

  async setUser({ element, session }, user) {
    const isNamed = typeof (user as { name?: unknown } | undefined)?.name === 'string';
    if (user !== null && !isNamed) throw new TypeError('setUser takes { name } or null.');
    Object.assign(element, { user });
    return { result: session.peek()?.naming ?? { ok: true, value: user } };
  },

  async logout(widget) {
    Object.assign(widget.element, { user: null });
    const was = widget.session.peek();
    const session = await widget.ensureSession();
    const id = session?.room.you.peek()?.id;
    session?.room.chat.logout();
    // Also when the unread count has not been started.
    if (id) localReads('').forget(id);
    if (!was) widget.leave();
    return {};
  },
};

/** Sends a message as the visitor, unless the host page cancels it. */
async function send({ room }: WidgetSession, text: string): Promise<unknown> {
  const approved = room.approve(text);
  return approved === null ? HELD : room.chat.send(approved);
}

function textFrom(method: HostMethod, what: string, given: unknown): string {
  if (typeof given === 'string') return given;
  throw new TypeError(`${method} takes ${what}, not ${String(given)}.`);
}
