// A message names only the first people who reacted. The server tells each client on request whether its
// user is among the others [R76].
import { signal } from '@preact/signals';
import type { Message } from '../../client/index.ts';
import { perRoom } from '../room/per-room.ts';
import type { RoomModel } from '../room/room-model.ts';

type Emoji = ReadonlySet<string>;

/** The user's own reactions by message id, for messages with more reactions than names. */
const answersIn = perRoom((room) => {
  const answers = signal<ReadonlyMap<string, Emoji>>(new Map());
  const asked = new Set<string>();
  let you = room.you.peek()?.id;
  const learn = (id: string, emoji: Iterable<string>) => {
    answers.value = new Map(answers.peek()).set(id, new Set(emoji));
  };
  room.chat.wire?.frames.subscribe((frames) => {
    for (const frame of frames) if (frame.type === 'reacted') learn(frame.id, frame.emoji);
  });
  room.state.subscribe(({ at }) => {
    // The response may have been lost with the connection.
    if (at !== 'live') asked.clear();
  });
  room.you.subscribe((now) => {
    if (now?.id === you) return;
    you = now?.id;
    asked.clear();
    answers.value = new Map();
  });
  return { answers, asked, learn };
});

/** Whether the user gave this reaction, as far as is known. */
export function hasReacted(room: RoomModel, message: Message, emoji: string): boolean {
  const you = room.you.value?.id;
  const { by, count } = message.reactions?.[emoji] ?? { by: [], count: 0 };
  if (you === undefined) return false;
  if (by.includes(you)) return true;
  return count > by.length && answersIn(room).answers.value.get(message.id)?.has(emoji) === true;
}

/** Asks the server for the user's own reactions, if the message does not tell. */
export function askForOwn(room: RoomModel, { id, reactions = {} }: Message): void {
  const you = room.you.peek()?.id;
  const { asked, answers } = answersIn(room);
  if (you === undefined || asked.has(id) || answers.peek().has(id)) return;
  const isUntold = Object.values(reactions).some(
    ({ by, count }) => count > by.length && !by.includes(you),
  );
  if (isUntold && room.chat.wire?.connection.send({ type: 'reacted', id })) asked.add(id);
}

/** Adds the user's reaction to a message, or removes it. */
export async function toggleReaction(
  room: RoomModel,
  message: Message,
  emoji: string,
): Promise<void> {
  const { answers, learn } = answersIn(room);
  const on = !hasReacted(room, message, emoji);
  const before = answers.peek().get(message.id);
  const others = [...(before ?? [])].filter((own) => own !== emoji);
  if (before) learn(message.id, on ? [...others, emoji] : others);
  const done = await room.chat.react(message.id, emoji, on);
  if (done.ok) return;
  if (before) learn(message.id, before);
  room.error.value = done.fault;
}
