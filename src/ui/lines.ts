// The lines beside and over the conversation and under what was not sent, and what opens beside the field.
// They may come a moment after the words.
import css from './lines.css' with { type: 'text' };
import { addStyles } from './theme/styles.ts';

export { CharactersLeft } from './characters-left.tsx';
export { editMessage } from './edit-message.ts';
export { EmojiPicking } from './emoji/picking.tsx';
export { Fate } from './fate.tsx';
export { Fault } from './fault.tsx';
export { Pills } from './pills.tsx';
export { Problem } from './problem.tsx';
export { StatusLine } from './status-line.tsx';
export { typeOver } from './type-over.ts';
export { TypingLine } from './typing-line.tsx';
export { Unsent } from './unsent.tsx';
export { WaitingLine } from './waiting-line.tsx';
export { Writing } from './writing.ts';

addStyles(css);
