// One lazily loaded file: the status lines around the conversation, and what the field does besides sending.

import { addStyles } from '../theme/styles.ts';
import css from './frame.css' with { type: 'text' };

export { CharactersLeft } from '../composer/characters-left.tsx';
export { editMessage } from '../composer/edit-message.ts';
export { EmojiPopup } from '../composer/emoji/emoji-popup.tsx';
export { FieldBehavior } from '../composer/field/field-behavior.ts';
export { replaceText } from '../composer/field/replace-text.ts';
export { JumpButtons } from '../conversation/jump-buttons.tsx';
export { DeliveryStatus } from '../message/delivery/delivery-status.tsx';
export { FailedDelivery } from '../message/delivery/failed-delivery.tsx';
export { NameError } from '../people/name-error.tsx';
export { ErrorBanner } from '../status/error-banner.tsx';
export { OutboxStatus } from '../status/outbox-status.tsx';
export { StatusLine } from '../status/status-line.tsx';
export { TypingIndicator } from '../status/typing-indicator.tsx';

addStyles(css);
