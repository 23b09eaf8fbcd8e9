import { expect, test } from 'vitest';
import { call } from '../../../../src/widget/api/host-methods.ts';

/** A chat that records calls. @param delay settles before a session exists. */
function chat(delay: Promise<void> = Promise.resolve(), isGone = false) {
  const done: string[] = [];
  const session = {
    naming: null as Promise<void> | null,
    room: {
      you: { peek: () => null },
      approve: (text: string) => (text === 'secret' ? null : text),
      chat: {
        send: async (text: string) => void done.push(`send ${text}`),
        logout: () => done.push('logout'),
      },
    },
  };
  const element = {
    set user(user: { name: string } | null) {
      // Taking a name needs a request.
      if (user) session.naming = delay.then(() => void done.push(`name ${user.name}`));
    },
  };
  const ensureSession = async () => {
    await delay;
    return isGone ? null : session;
  };
  const widget = {
    element,
    ensureSession,
    session: { peek: () => session },
    people: { value: false },
  };
  return { widget: widget as unknown as Parameters<typeof call>[0], done };
}

test('calls run in the order they were made, however long each takes', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { widget, done } = chat(promise);
  const calls = [
    call(widget, 'logout', undefined),
    call(widget, 'setUser', { name: 'Ben' }),
    call(widget, 'send', 'hello'),
  ];
  resolve();
  await Promise.all(calls);
  expect(done).toEqual(['logout', 'name Ben', 'send hello']);
});

test.each([
  ['send', undefined, 'send takes a text, not undefined.'],
  ['send', { text: 'hello' }, 'send takes a text, not [object Object].'],
  ['jumpTo', null, 'jumpTo takes the id of a message, not null.'],
  ['setUser', 'Ben', 'setUser takes { name } or null.'],
  ['setUser', {}, 'setUser takes { name } or null.'],
  ['setUser', undefined, 'setUser takes { name } or null.'],
] as const)(
  '%s rejects %s with a sentence, and what follows runs',
  async (method, given, sentence) => {
    const { widget, done } = chat();
    await expect(call(widget, method, given)).rejects.toThrow(sentence);
    expect(done).toEqual([]);
    await call(widget, 'send', 'hello');
    expect(done).toEqual(['send hello']);
  },
);

test('a call reports that the page does not allow sending', async () => {
  const { widget, done } = chat();
  expect(await call(widget, 'send', 'secret')).toMatchObject({
    ok: false,
    fault: { code: 'not_allowed' },
  });
  expect(done).toEqual([]);
});

test('a call to a removed chat is rejected', async () => {
  const { widget } = chat(undefined, true);
  expect(await call(widget, 'send', 'hello')).toMatchObject({
    ok: false,
    fault: { code: 'closed' },
  });
});
