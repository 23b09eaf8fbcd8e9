// Your edits, deletes and reactions, applied to the messages before the room has confirmed them. If one
// fails, its entry goes, and the room's own state shows again. An entry of its own, because not every client
// needs it.
import { recommendedEmoji } from '../protocol/emoji.ts';
import { REACTION_NAMES } from '../protocol/limits.ts';
import type { Message, Reactions } from '../protocol/message.ts';
import type { Entries, OutboxEntry } from './outbox/outbox-entry.ts';

/**
 * The messages as they will be once every pending edit, delete and reaction is confirmed.
 * @param messages from `chat.messages`.
 * @param entries from `chat.outbox`.
 * @returns the same array if there is nothing to change.
 * @example
 * const shown = overlay(chat.messages.get(), chat.outbox.get());
 */
export function overlay(messages: readonly Message[], entries: Entries): readonly Message[] {
  const byMessage = new Map<string, OutboxEntry[]>();
  for (const entry of entries) {
    if (entry.command.type === 'message' || entry.status === 'failed') continue;
    const before = byMessage.get(entry.command.id) ?? [];
    byMessage.set(entry.command.id, [...before, entry]);
  }
  if (byMessage.size === 0) return messages;
  return messages.map((message) => byMessage.get(message.id)?.reduce(after, message) ?? message);
}

function after(message: Message, { command, userId, ...entry }: OutboxEntry): Message {
  // What the room has confirmed is in every version from there on, whatever else happened since.
  if (entry.status === 'sent' && message.version >= entry.ack.seq) return message;
  if (message.deleted) return message;
  if (command.type === 'edit')
    return command.text === message.text
      ? message
      : { ...message, text: command.text, edited: true };
  if (command.type === 'delete') {
    const { edited, reactions, ...rest } = message;
    return { ...rest, text: '', deleted: true };
  }
  if (command.type === 'react' && userId !== null)
    return react(message, recommendedEmoji(command.emoji), command.on, userId);
  return message;
}

function react(message: Message, emoji: string, on: boolean, userId: string): Message {
  const { reactions = {}, ...rest } = message;
  const { count, by } = reactions[emoji] ?? { count: 0, by: [] };
  // Beyond the people it names, a reaction doesn't tell whether one's own is among it.
  if (by.includes(userId) === on) return message;
  const others = by.filter((id) => id !== userId);
  const named = on && by.length < REACTION_NAMES ? [...by, userId] : others;
  const changed: Reactions = {
    ...reactions,
    [emoji]: { count: on ? count + 1 : count - 1, by: named },
  };
  if (changed[emoji]?.count === 0) delete changed[emoji];
  return Object.keys(changed).length > 0 ? { ...rest, reactions: changed } : rest;
}
