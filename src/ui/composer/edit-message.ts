import type { Message } from '../../client/index.ts';
import { composerWords } from '../i18n/feature-words/composer.ts';
import type { RoomModel } from '../room/room-model.ts';
import { loadedMessage } from '../timeline/shown-timeline.ts';
import { setComposerContext } from './composer-context.ts';
import { draftOf, keepDraft } from './drafts.ts';

/** Edits a message. A rejected text goes back into the composer. */
export async function editMessage(room: RoomModel, message: Message, text: string): Promise<void> {
  if (loadedMessage(room, message.id)?.deleted) return addToDraft(room, text);
  const edited = await room.chat.edit(message.id, text);
  if (edited.ok) return;
  if (edited.fault.code === 'message_deleted') return addToDraft(room, text);
  room.error.value = edited.fault;
  if (room.composerContext.value.at === 'new')
    setComposerContext(room, { at: 'edit', message: { ...message, text } });
}

/** The message was deleted: its new text is appended to the draft. */
function addToDraft(room: RoomModel, text: string): void {
  keepDraft(room, [draftOf(room), text].filter(Boolean).join('\n'));
  room.error.value = composerWords(room.words).editKept;
  const { value: composerContext } = room.composerContext;
  if (composerContext.at === 'new') setComposerContext(room, { ...composerContext });
}
