// One lazily loaded file: what is shown on and beside messages.

import { addStyles } from '../theme/styles.ts';
import css from './details.css' with { type: 'text' };

export { countEmojiAlone } from '../../client/app/text.ts';
export { overlay } from '../../client/overlay.ts';
export { keepUpToDate } from '../conversation/keep-up-to-date.ts';
export { Reactions } from '../message/reactions.tsx';
export { ReadBy } from '../message/read-by.tsx';
export { AssistantBadge } from '../people/avatar/assistant-badge.tsx';
export { Avatar } from '../people/avatar/avatar.tsx';
export { NameSuffix } from '../people/name-suffix.tsx';

addStyles(css);
