import { signal, untracked } from '@preact/signals';
import type { Message } from '../../client/index.ts';
import { perRoom } from '../room/per-room.ts';
import type { RoomModel } from '../room/room-model.ts';
import { loadedMessage } from '../timeline/shown-timeline.ts';

/** The fields of a message that a quote shows. */
export type QuotedMessage = Pick<Message, 'user' | 'text' | 'version' | 'deleted'>;

/** Changes of messages that are not loaded, by id: quotes must show them too. */
const changesOf = perRoom((room) => {
  const changes = signal<ReadonlyMap<string, QuotedMessage>>(new Map());
  room.chat.wire?.frames.subscribe((frames) => {
    const missed = frames.flatMap((frame) =>
      frame.type === 'changed' && !untracked(() => loadedMessage(room, frame.message.id))
        ? [[frame.message.id, frame.message] as const]
        : [],
    );
    if (missed.length > 0) changes.value = new Map([...changes.peek(), ...missed]);
  });
  return changes;
});

/**
 * The latest known version of a quoted message: the loaded one, else the newer of the quote in the reply
 * and the latest change [R75].
 * @param reply the id of the quoting message.
 */
export function quotedMessage(
  room: RoomModel,
  id: string,
  reply: string | undefined,
): QuotedMessage | undefined {
  const changed = changesOf(room).value.get(id);
  const loaded = loadedMessage(room, id);
  if (loaded) return loaded;
  const told = reply === undefined ? undefined : loadedMessage(room, reply)?.quote;
  return changed && changed.version > (told?.version ?? 0) ? changed : told;
}
