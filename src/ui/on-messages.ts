// What stands on and around messages, and may come a moment after them.
import css from './on-messages.css' with { type: 'text' };
import { addStyles } from './theme/styles.ts';

export { countEmojiAlone } from '../client/app/text.ts';
export { overlay } from '../client/overlay.ts';
export { AssistantBadge } from './avatar/assistant-badge.tsx';
export { Avatar } from './avatar/avatar.tsx';
export { keepUpToDate } from './keep-up-to-date.ts';
export { NameMark } from './name-mark.tsx';
export { Reactions } from './reactions.tsx';
export { ReadBy } from './read-by.tsx';

addStyles(css);
