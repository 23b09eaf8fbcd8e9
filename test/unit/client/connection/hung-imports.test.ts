// A lazy import on a network that never responds.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WELCOME_MS } from '../../../../src/client/connection/connection-state.ts';
import { type Chat, connect } from '../../../../src/client/index.ts';
import { FakeSocket, live, welcome } from '../fakes.ts';

const hung = () => new Promise<never>(() => {});
vi.mock(
  '../../../../src/client/connection/transport-fallback.ts',
  () => new Promise<never>(() => {}),
);

let chat: Chat;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
});
afterEach(() => {
  chat.close();
  vi.useRealTimers();
});

it('does not block: the next attempt uses a transport that is available', async () => {
  chat = connect({
    server: 'https://chat.example',
    room: 'lobby',
    environment: {
      random: () => 0,
      fetch: hung,
      WebSocket: FakeSocket as unknown as typeof WebSocket,
      hidden: () => false,
      onWake: () => () => {},
    },
  });
  await vi.advanceTimersByTimeAsync(0);
  FakeSocket.latest.drop();
  await vi.advanceTimersByTimeAsync(WELCOME_MS + 1000);
  expect(FakeSocket.all).toHaveLength(2);
  FakeSocket.latest.accept(welcome(), live());
  expect(chat.state.get()).toMatchObject({ at: 'live', transport: 'websocket' });
});
