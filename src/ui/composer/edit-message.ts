import type { Message } from '../../client/index.ts';
import { composerWords } from '../i18n/feature-words/composer.ts';
import type { RoomModel } from '../room/room-model.ts';
import { loadedMessage } from '../timeline/shown-timeline.ts';
import { setComposerContext } from './composer-context.ts';
import { draftOf, keepDraft } from './drafts.ts';

/** Changes a message. A text that was not accepted goes back into the composer. */
export async function editMessage(room: RoomModel, message: Message, text: string): Promise<void> {
  if (loadedMessage(room, message.id)?.deleted) return addToDraft(room, text);
  const edited = await room.chat.edit(message.id, text);
  if (edited.ok) return;
  if (edited.fault.code === 'message_deleted') return addToDraft(room, text);
  room.problem.value = edited.fault;
  if (room.composing.value.at === 'new')
    setComposerContext(room, { at: 'edit', message: { ...message, text } });
}

/** The message is gone, its new text is not: it becomes the draft, below what is one already. */
function addToDraft(room: RoomModel, text: string): void {
  keepDraft(room, [draftOf(room), text].filter(Boolean).join('\n'));
  room.problem.value = composerWords(room.words).editKept;
  const { value: composing } = room.composing;
  if (composing.at === 'new') setComposerContext(room, { ...composing });
}
