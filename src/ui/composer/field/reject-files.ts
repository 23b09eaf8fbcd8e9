import { composerWords } from '../../i18n/feature-words/composer.ts';
import type { RoomModel } from '../../room/room-model.ts';

const EDITABLE = 'input, textarea';

const holdsFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') ?? false;

/**
 * Says in words that files cannot be sent yet, when somebody pastes or drops one, and keeps the browser
 * from opening what is dropped in place of the page.
 * @param root the document, or the shadow root, that the chat is in.
 * @returns ends it.
 */
export function rejectFiles(root: Document | ShadowRoot, room: RoomModel): () => void {
  const end = new AbortController();
  const refuse = () => {
    room.problem.value = composerWords(room.words).noFiles;
  };
  const onDrag = (event: Event) => {
    const { dataTransfer, target, type } = event as DragEvent;
    const hasFiles = holdsFiles(dataTransfer);
    // Text that is dropped into a field is the browser's to insert; a link beside it would be opened.
    if (!hasFiles && (target as Element).closest(EDITABLE)) return;
    event.preventDefault();
    if (type === 'drop') {
      if (hasFiles) refuse();
    } else if (dataTransfer && !hasFiles) dataTransfer.dropEffect = 'none';
  };
  const onPaste = (event: Event) => {
    const { clipboardData } = event as ClipboardEvent;
    // Cells of a table come as a picture, too: then their text is pasted.
    if (!holdsFiles(clipboardData) || clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    refuse();
  };
  for (const type of ['dragenter', 'dragover', 'drop'])
    root.addEventListener(type, onDrag, { signal: end.signal });
  root.addEventListener('paste', onPaste, { signal: end.signal });
  return () => end.abort();
}
