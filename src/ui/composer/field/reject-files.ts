import { composerWords } from '../../i18n/feature-words/composer.ts';
import type { RoomModel } from '../../room/room-model.ts';

const EDITABLE = 'input, textarea';

const holdsFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') ?? false;

/**
 * Shows an error when someone pastes or drops a file, since files cannot be sent yet. Also keeps the browser
 * from navigating to a dropped file or link.
 * @param root the document or shadow root that contains the chat.
 * @returns stops it.
 */
export function rejectFiles(root: Document | ShadowRoot, room: RoomModel): () => void {
  const end = new AbortController();
  const refuse = () => {
    room.error.value = composerWords(room.words).noFiles;
  };
  const onDrag = (event: Event) => {
    const { dataTransfer, target, type } = event as DragEvent;
    const hasFiles = holdsFiles(dataTransfer);
    // The browser inserts text that is dropped into a field; it would navigate to a link dropped elsewhere.
    if (!hasFiles && (target as Element).closest(EDITABLE)) return;
    event.preventDefault();
    if (type === 'drop') {
      if (hasFiles) refuse();
    } else if (dataTransfer && !hasFiles) dataTransfer.dropEffect = 'none';
  };
  const onPaste = (event: Event) => {
    const { clipboardData } = event as ClipboardEvent;
    // Spreadsheets also offer copied cells as an image: paste their text.
    if (!holdsFiles(clipboardData) || clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    refuse();
  };
  for (const type of ['dragenter', 'dragover', 'drop'])
    root.addEventListener(type, onDrag, { signal: end.signal });
  root.addEventListener('paste', onPaste, { signal: end.signal });
  return () => end.abort();
}
