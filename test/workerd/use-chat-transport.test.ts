// The SDK's transport under the real `Chat` of each AI SDK, with the real Worker and room behind it.
import { AbstractChat as Chat7, type ChatTransport as Fits7, type UIMessage as Message7 } from 'ai';
import {
  AbstractChat as Chat5,
  type ChatTransport as Fits5,
  type UIMessage as Message5,
} from 'ai5';
import {
  AbstractChat as Chat6,
  type ChatTransport as Fits6,
  type UIMessage as Message6,
} from 'ai6';
import { describe, expect, it } from 'vitest';
import { useChatTransport } from '../../src/client/use-chat.ts';
import { waitFor } from '../support/wait-for.ts';
import { answersTo, waitForAnswers, waitForWords } from './support/answers.ts';
import { ask, newRoom, type Session, session, TestClient } from './support/test-client.ts';

type Talk = {
  readonly status: string;
  readonly error: Error | undefined;
  readonly messages: { readonly role: string; readonly parts: { text?: string }[] }[];
  sendMessage(message: { text: string }): Promise<void>;
  regenerate(): Promise<void>;
  stop(): Promise<void>;
  resumeStream(): Promise<void>;
};
type Make = new (init: object) => Talk;

const VERSIONS = { 5: Chat5, 6: Chat6, 7: Chat7 } as unknown as Record<string, Make>;

/** The state that a framework would watch. */
function plainState() {
  const messages: object[] = [];
  return {
    ...{ status: 'ready', error: undefined, messages },
    pushMessage: (message: object) => void messages.push(message),
    popMessage: () => void messages.pop(),
    replaceMessage(at: number, message: object) {
      messages[at] = message;
    },
    snapshot: <T>(thing: T): T => structuredClone(thing),
  };
}

function talkOf(version: string, room: string, who: Session, gate?: () => Promise<void>): Talk {
  const Version = VERSIONS[version];
  if (Version === undefined) throw new Error('no such version');
  const transport = useChatTransport({
    ...{ server: 'https://chat.example', room },
    token: async () => who.token,
    fetch: async (url, init) => {
      const { pathname } = new URL(String(url));
      if (pathname.endsWith('/chat')) await gate?.();
      return ask(pathname, init);
    },
  });
  // Its types fit each of them.
  transport satisfies Fits5<Message5> & Fits6<Message6> & Fits7<Message7>;
  return new (class extends Version {})({ id: 'talk-1', transport, state: plainState() });
}

const saidBy = (talk: Talk) =>
  (talk.messages.at(-1)?.parts ?? []).map(({ text = '' }) => text).join('');

describe.concurrent.each(['5', '6', '7'])('the transport for useChat of AI SDK %s', (version) => {
  it('asks in the room and shows what the room sees', async () => {
    const room = newRoom();
    const bob = await TestClient.join(room, 'Bob');
    const talk = talkOf(version, room, await session('Ann'));
    await talk.sendMessage({ text: 'help' });
    expect([talk.status, talk.error]).toEqual(['ready', undefined]);
    expect(saidBy(talk)).toBe(answersTo(bob)[0]?.text);
  });

  it('stops the answer itself when stop() is called, for everyone [R122]', async () => {
    const room = newRoom();
    const bob = await TestClient.join(room, 'Bob');
    const talk = talkOf(version, room, await session('Ann'));
    const asking = talk.sendMessage({ text: 'help' });
    const [answer] = await waitForAnswers(bob, (answers) => answers.length > 0);
    await waitForWords(bob, answer?.id ?? '', 3);
    await talk.stop();
    await asking;
    const [stopped] = await waitForAnswers(bob, ([told]) => told?.assistant.state !== 'running');
    expect(stopped?.assistant.state).toBe('stopped');
    expect([talk.status, talk.error]).toEqual(['ready', undefined]);
    expect(stopped?.text.startsWith(saidBy(talk))).toBe(true);
  });

  it('stops a question even if it is stopped before the question has arrived', async () => {
    const room = newRoom();
    const bob = await TestClient.join(room, 'Bob');
    let arrives = () => {};
    const gate = () =>
      new Promise<void>((resolve) => {
        arrives = resolve;
      });
    const talk = talkOf(version, room, await session('Ann'), gate);
    const asking = talk.sendMessage({ text: 'help' });
    await waitFor(() => expect(talk.status).toBe('submitted'));
    await talk.stop();
    arrives();
    await asking;
    await waitForAnswers(bob, ([told]) => told?.assistant.state === 'stopped');
  });

  it('explains in words why a question was rejected', async () => {
    const talk = talkOf(version, newRoom(), { ...(await session('Ann')), token: 'nobody' });
    await talk.sendMessage({ text: 'help' });
    expect(talk.status).toBe('error');
    expect(talk.error?.message).toMatch(/^[A-Z].*\.$/);
  });
});
