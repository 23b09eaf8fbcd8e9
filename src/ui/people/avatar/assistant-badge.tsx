import type { JSX } from 'preact';
import { allWords } from '../../i18n/more-words/en.ts';
import type { RoomModel } from '../../room/room-model.ts';

type Props = {
  room: RoomModel;
  /** The facts of an answer or of the room's assistant. */
  facts: { readonly provider: string };
};

/** A badge beside the assistant's name: AI, or Bot for the built-in helper. */
export function AssistantBadge({ room, facts: { provider } }: Props): JSX.Element {
  const { ai, bot } = allWords(room.words).badges;
  return <small class="badge">{provider === 'builtin' ? bot : ai}</small>;
}
